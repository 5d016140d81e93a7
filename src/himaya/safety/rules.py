"""When nobody may call or write to a person, and what is asked before they carry a plan. Pure.

Source: the issue (no-go hours, channel, code word, who answers, enforced on notices and calendar); domain/risk.md,
"Safety plan" (its eleven parts and the line of the day); do-no-harm 11 (a paper to carry comes with a risk question).
Nobody called at a bad hour is the one promise, so what is not known never opens an hour: rules that ran out hold on
until they are asked anew. A model, not adopted.

>>> from datetime import datetime, UTC
>>> night = {"mon": ["20:00-08:00"]}
>>> is_quiet(night, datetime(2026, 11, 30, 21, 0, tzinfo=UTC)), is_quiet(night, datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
(True, False)
>>> next_hour(night, datetime(2026, 11, 30, 21, 0, tzinfo=UTC)).isoformat()
'2026-12-01T08:00:00+00:00'
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from himaya.institutions import rules as opening

type Quiet = Mapping[str, list[str]]

# Which ways may be used. `never`: nobody reaches out; the person comes or calls.
NEVER = "never"
WAYS = ("call", "message", "through", "place", NEVER)
YES, NO = "yes", "no"
MESSAGES = (NO, YES)
LONGEST_DAYS = 366
# The parts of a plan, in the order of the source; `safe_phone` is way and hours together.
PARTS = (
    "warning_signs",
    "what_i_can_do",
    "safe_places",
    "safe_people",
    "safe_phone",
    "documents",
    "digital",
    "children",
    "route",
    "who_to_call",
    "staff",
)
# Why a plan ends without another in its place.
ENDED = ("their_wish", "found", "no_longer")
LANGUAGES = ("fr", "ar", "en")
# Asked before a copy: may somebody find it; would it hurt if they did.
QUESTIONS = ("finds", "harm")
ANSWERS = (NO, YES, "unknown")
# What the person wishes. None is the first, and costs nothing.
NONE, CARRIES, STAFF, PHOTO, BY_HEART = "none", "carries", "staff", "photo", "by_heart"
COPIES = (STAFF, BY_HEART, PHOTO, CARRIES)
# For these a sheet is printed: a photo is taken of it, and it goes back.
PRINTED = (STAFF, PHOTO, CARRIES)
# So far ahead an hour is looked for: a week of quiet hours repeats itself.
_HORIZON = timedelta(days=9)


def is_quiet(quiet: Quiet, at: datetime) -> bool:
    """True where nobody may call or write at this moment."""
    return bool(quiet) and opening.is_open(quiet, at)


def next_hour(quiet: Quiet, at: datetime) -> datetime | None:
    """The next moment at which somebody may; `at` itself outside quiet hours, None where the week leaves none."""
    found = at
    while found - at < _HORIZON:
        ends = opening.closing(quiet, found) if quiet else None
        if ends is None:
            return found
        found = ends
    return None


def first_quiet(quiet: Quiet, since: datetime, until: datetime) -> datetime | None:
    """The first moment from `since` until before `until` at which nobody may; None where there is none.

    >>> from datetime import datetime, UTC
    >>> night, begins = {"mon": ["20:00-08:00"]}, datetime(2026, 11, 30, 19, 0, tzinfo=UTC)
    >>> first_quiet(night, begins, begins.replace(hour=20)), first_quiet({}, begins, begins.replace(hour=23))
    (None, None)
    >>> first_quiet(night, begins, begins.replace(hour=20, minute=30)).isoformat()
    '2026-11-30T20:00:00+00:00'
    """
    found = opening.next_opening(quiet, since) if quiet else None
    return found if found is not None and found < until else None


def leaves_an_hour(quiet: Quiet, at: datetime) -> bool:
    """True where a week of such hours leaves any moment to reach the person.

    >>> from datetime import datetime, UTC
    >>> from himaya.institutions.rules import WEEKDAYS
    >>> leaves_an_hour({day: ["00:00-24:00"] for day in WEEKDAYS}, datetime(2026, 11, 30, tzinfo=UTC))
    False
    """
    return next_hour(quiet, at) is not None


def ran_out(holds_until: date | None, today: date) -> bool:
    """True once the day has passed until which rules were agreed: they hold on, and are asked anew."""
    return holds_until is not None and holds_until < today


def hides_number(quiet: Quiet, at: datetime, *, never: bool, urgent: bool, passed: bool) -> bool:
    """True where what leads to the person (a number, wishes, a place) waits behind one more step.

    Never in urgent danger, never twice.

    >>> from datetime import datetime, UTC
    >>> night, noon = (datetime(2026, 11, 30, hour, tzinfo=UTC) for hour in (21, 12))
    >>> kept = {"mon": ["20:00-08:00"]}
    >>> [hides_number(kept, at, never=n, urgent=False, passed=False) for at in (night, noon) for n in (False, True)]
    [True, True, False, True]
    >>> [hides_number(kept, night, never=True, urgent=u, passed=not u) for u in (False, True)]
    [False, False]
    """
    return (never or is_quiet(quiet, at)) and not urgent and not passed


def advice(answers: Mapping[str, str]) -> str:
    """What is advised, by the two answers; one that is missing counts as not known.

    >>> advice({"finds": NO, "harm": NO}), advice({"finds": YES, "harm": YES}), advice({"finds": NO})
    ('carries', 'by_heart', 'staff')
    """
    said = {name: answers.get(name, "unknown") for name in QUESTIONS}
    if set(said.values()) == {NO}:
        return CARRIES
    return BY_HEART if said["harm"] == YES else STAFF


def must_hear(advised: str, wish: str) -> bool:
    """True where they take it along, on paper or as a photo, against the advice: they may, once they heard it."""
    return wish in (CARRIES, PHOTO) and advised != CARRIES


def said_parts(parts: Mapping[str, str]) -> dict[str, str]:
    """The parts in which something stands, in their order."""
    return {name: parts[name] for name in PARTS if parts.get(name)}
