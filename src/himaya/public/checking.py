"""A certificate by its code: what was published of it, how it stands today, and nothing noted of who asked.

A code that was never given, one that was mistyped and one that can be none are one and the same answer. A code that is
found is always answered: nobody shuts the check for somebody else. Wrong ones are counted in the memory of this process
alone, by the place they come from, and forgotten with it: guessing is hopeless by the length of a code, the count only
keeps the process free for others. Where no place is known nobody is told apart, so nobody is counted.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import DatabaseError

from himaya.kernel import clock, days, languages
from himaya.publications import certificates
from himaya.publications.models import Bundle

UNKNOWN, TOO_MANY, AWAY = "unknown", "too_many", "away"
STATUS: Final = {TOO_MANY: 429, AWAY: 503}
MOST_WRONG, WINDOW_SECONDS, MOST_PLACES = 20, 600, 2000


@dataclass(frozen=True)
class Checked:
    """What is said of a code. `state`: valid, expired, revoked, or why nothing can be said."""

    state: str
    course: str = ""
    hours: int = 0
    issued_on: str = ""
    expires_on: str = ""


# Place -> when its window began, and how many were wrong in it.
_wrong: OrderedDict[str, tuple[float, int]] = OrderedDict()


def check(typed: str, *, asks: str) -> Checked:
    """How the certificate of this code stands; `asks` is the place it is asked from, or ''."""
    signs = certificates.tidy(typed)
    try:
        # What can be no code is looked for too: the answer takes the same way.
        bundle = Bundle.objects.filter(kind=certificates.kind(signs)).first()
    except DatabaseError:
        return Checked(AWAY)
    if not signs or bundle is None:
        return Checked(TOO_MANY if asks and _one_wrong_more(asks) else UNKNOWN)
    body, language = bundle.body, languages.current()
    last = date.fromisoformat(body["expires_on"])
    return Checked(
        state=certificates.standing(expires_on=last, revoked=body["revoked"], on=clock.today()),
        course=languages.pick(body["course"]),
        hours=int(body["hours"]),
        issued_on=days.in_words(date.fromisoformat(body["issued_on"]), language),
        expires_on=days.in_words(last, language),
    )


def _one_wrong_more(asks: str) -> bool:
    """Count a wrong one of this place; True when there were too many of them before it."""
    now = clock.now().timestamp()
    since, wrong = _wrong.get(asks, (now, 0))
    if now - since >= WINDOW_SECONDS:
        since, wrong = now, 0
    if wrong >= MOST_WRONG:
        return True
    _wrong[asks] = (since, wrong + 1)
    _wrong.move_to_end(asks)
    while len(_wrong) > MOST_PLACES:
        _wrong.popitem(last=False)
    return False
