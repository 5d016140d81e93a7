"""When a line of a plan is due, overdue, and when its desk is reminded; who may see it. Pure.

Source: design/product.md (response targets by the clock or in opening hours); do-no-harm 7 and 14. The three days are a
proposal of this software, a model that nobody adopted.

>>> office = {day: ["08:30-16:30"] for day in ("mon", "tue", "wed", "thu", "fri")}
>>> from zoneinfo import ZoneInfo
>>> now = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Africa/Casablanca"))
>>> remind_at(date(2026, 12, 2), office, now).isoformat()
'2026-11-30T08:30:00+01:00'
"""

from datetime import date, datetime, time, timedelta

from himaya.cases.rules_consents import GIVEN, REFUSED, WITHDRAWN
from himaya.institutions.rules import Hours, next_opening
from himaya.plans import states

DAYS_BEFORE = 3


def remind_at(due_on: date, hours: Hours, now: datetime) -> datetime:
    """When the desk is reminded: it opens for the first time in the last three days, or next if these have begun.

    `now` is aware and in the nation's time zone: its midnight and its change of the hour count.
    """
    begins = datetime.combine(due_on - timedelta(days=DAYS_BEFORE), time(0), now.tzinfo)
    moment = max(begins, now)
    return next_opening(hours, moment) or moment


def is_overdue(state: str, due_on: date | None, today: date) -> bool:
    """True from the day after the last one, while the desk has not said what became of it."""
    return due_on is not None and state in (*states.EXPECTED, states.ACCEPTED) and today > due_on


def sees_line(*, state: str, service: str, word: str, other_bases: frozenset[str]) -> bool:
    """Whether the desk that a line was given to sees it today; `word` is the person's last about its lines.

    Because the person agrees today that this desk gets its lines, or because a referral to it stands for the same
    service on a named basis other than agreement. Never before it is asked, nor after the person said no to the line.
    A no to this desk comes before every basis: the paper about it says that nothing can be read (ADR 32). A yes that
    only ran out is no such no.
    """
    if state not in states.WITH_THE_BODY or word in (REFUSED, WITHDRAWN):
        return False
    return word == GIVEN or service in other_bases
