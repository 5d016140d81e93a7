"""When a sheet about somebody found abroad may be sent to a desk at the point of arrival, and until when one waits.

Pure. Source: Palermo Protocol art. 8 (a State receives its nationals, with regard for safety, preferably voluntarily);
the Convention on the Rights of the Child art. 3; do-no-harm 1, 6, 9, 10. The hours, the days and the minimum of what is
asked are a proposal of this software, not adopted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from himaya.cases.rules_assessing import is_known_adult

SENT, EXPECTED, DECLINED, LAPSED, TAKEN_BACK = "sent", "expected", "declined", "lapsed", "taken_back"
MET, ELSEWHERE = "met", "elsewhere"
WITHOUT_CASE: Final = (SENT, DECLINED, LAPSED, TAKEN_BACK)
STATES: Final = (SENT, EXPECTED, DECLINED, LAPSED, TAKEN_BACK, MET, ELSEWHERE)
# verb -> (states it may start from, state it leads to)
TRANSITIONS: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "accept": ((SENT,), EXPECTED),
    "decline": ((SENT,), DECLINED),
    "lapse": ((SENT,), LAPSED),
    # Once a desk expects the person, the word of a desk abroad is a doubt and ends nothing.
    "take_back": ((SENT,), TAKEN_BACK),
    "meet": ((EXPECTED,), MET),
    "hear": ((EXPECTED,), ELSEWHERE),
}
# What the desk that sent it is told: that it lies there, that somebody expects the person, or that nobody does.
_SENDER_SEES: Final = {SENT: SENT, EXPECTED: EXPECTED, MET: EXPECTED, ELSEWHERE: EXPECTED, DECLINED: "nobody"}

RECEPTION, CHILD_SERVICE = "arrival_reception", "child_protection"
# Whose institution is no State's; of a State's own desk the person may be afraid.
PARTNERS: Final = frozenset({"ngo", "international"})
YES, NO, UNSURE = "yes", "no", "unsure"
ANSWERS: Final = (YES, NO, UNSURE)
AGES: Final = ("adult", "maybe_child", "child")
NEEDS: Final = ("shelter", "care", "food_or_sleep", "talk", "accompaniment", "interpreter", "papers", "justice")
# An unanswered sheet is kept so long, and no longer; a proposal, not adopted.
KEPT, LATEST = timedelta(hours=72), timedelta(days=180)
# So long the line of a sheet that no desk took is kept; a proposal, not adopted.
REMEMBERED = timedelta(days=30)
WITHIN, LEAD_AFTER = timedelta(hours=24), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked before anything is written down, and what kinds of desk send and receive."""

    danger: str
    wants: str
    afraid: str
    age: str
    told: bool
    agreed: bool
    sender: str
    receiver: str = ""


def first_against(asked: Asked) -> str:
    """Why nothing is sent, whichever desk were to receive it; '' for nothing. In the order in which they are asked.

    A question that was not asked stands against as its yes does: what is not known is never safe.

    >>> from dataclasses import replace
    >>> plain = Asked("no", "yes", "no", "adult", True, True, "consular_service", "")
    >>> first_against(plain), first_against(replace(plain, wants="unsure")), first_against(replace(plain, afraid="yes"))
    ('', 'wants', 'afraid')
    """
    if asked.danger == YES:
        return "danger"
    if asked.danger != NO:
        return "danger_unasked"
    if asked.wants == "":
        return "wants_unasked"
    if asked.wants != YES:
        return "wants"
    if asked.afraid == "":
        return "afraid_unasked"
    # Whoever does not know whether to be afraid is not sent to a State either.
    if asked.afraid != NO and asked.sender not in PARTNERS:
        return "afraid"
    if asked.age not in AGES:
        return "age"
    return ""


def against(asked: Asked) -> str:
    """Why this sheet does not go to this desk; '' for nothing."""
    if why := first_against(asked):
        return why
    if not asked.told:
        return "told"
    if is_known_adult(asked.age) and not asked.agreed:
        return "agreed"
    if asked.afraid != NO and asked.receiver not in PARTNERS:
        return "afraid_there"
    return ""


def travels(age: str) -> bool:
    """True where a desk abroad may name a day. Of a child none does, a partner's neither: what is best is decided, with
    the child, by whoever protects children here, and nobody says it for them by a choice on a page.

    >>> travels("adult"), travels("child"), travels("maybe_child")
    (True, False, False)
    """
    return is_known_adult(age)


def sets_day(services: Iterable[str]) -> bool:
    """True for a desk that decides with a child when they come: one that protects children."""
    return CHILD_SERVICE in services


def receives(kinds: Iterable[str], services: Iterable[str], no_stories: Iterable[str], *, child: bool) -> bool:
    """True for a desk that receives arrivals: one that keeps stories, and for a child one that protects children."""
    given = set(services)
    return RECEPTION in given and (not child or CHILD_SERVICE in given) and set(no_stories).isdisjoint(kinds)


def day_fits(day: date, today: date) -> bool:
    """Today at the earliest, and not further than anybody plans."""
    return today <= day <= today + LATEST


def alarm_at(arrives_on: date, zone: tzinfo) -> datetime:
    """Within 24 hours of whatever hour of that day it is: the hour is sealed, so they are counted from its first.

    >>> from zoneinfo import ZoneInfo
    >>> alarm_at(date(2026, 5, 4), ZoneInfo("UTC")).isoformat()
    '2026-05-05T00:00:00+00:00'
    """
    return datetime.combine(arrives_on + WITHIN, time(), zone)


def sender_sees(state: str, *, taken_back: bool) -> str:
    """What the desk that sent it is told. Whether the person was met, it is not; nor by taking the sheet back.

    >>> [sender_sees(one, taken_back=False) for one in ("expected", "met", "elsewhere", "lapsed")]
    ['expected', 'expected', 'expected', 'nobody']
    >>> sender_sees("met", taken_back=True), sender_sees("taken_back", taken_back=True)
    ('taken_back', 'taken_back')
    """
    return TAKEN_BACK if taken_back else _SENDER_SEES.get(state, "nobody")


def is_over(state: str, sent_at: datetime, now: datetime) -> bool:
    """True for a sheet that nobody answered, and whose words are kept no longer."""
    return state == SENT and now >= sent_at + KEPT


def leads_to(verb: str, state: str) -> str | None:
    """The state after the verb, or None when it is not the moment for it.

    >>> leads_to("accept", "sent"), leads_to("meet", "sent"), leads_to("take_back", "expected")
    ('expected', None, None)
    """
    allowed, after = TRANSITIONS[verb]
    return after if state in allowed else None
