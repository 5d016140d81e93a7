"""Until when somebody says that the person was met, and on which days they are asked how it goes. Pure.

Source: domain/assistance.md section 4, steps 7 to 9 (acknowledgement within 24 h; plan and budget on three dimensions
and three levels [C IOM EMM]; 1, 3, 6, 12 months by a safe channel, with a check on being trafficked again, closes the
case) and its indicators. 24 hours, one hour and the months are [G]: a model, not adopted. They bring a task to mind and
decide nothing.

>>> from datetime import date
>>> plus_months(date(2026, 1, 31), 1), plus_months(date(2026, 11, 24), 12)
(datetime.date(2026, 2, 28), datetime.date(2027, 11, 24))
>>> asked_for(date(2026, 1, 10), (), date(2026, 4, 20)), asked_for(date(2026, 1, 10), (1,), date(2026, 2, 20))
(3, 0)
"""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

RECEPTION_WITHIN: Final = timedelta(hours=24)
LEAD_AFTER: Final = timedelta(hours=1)
# On the way nobody is longer than this when they board.
LONGEST_WAY: Final = timedelta(days=7)
# After "no word", until when somebody asks again.
ASK_AGAIN_HOURS: Final = (2, 6, 24)
MONTHS: Final = (1, 3, 6, 12)
SIX: Final = 6
RETRY: Final = timedelta(days=7)
# It began anew: somebody is in contact within 24 hours, and again until the person was reached.
ANEW_WITHIN: Final = timedelta(days=1)
# What went wrong, and means danger: who holds the file hears of it at once, and its risk is looked at anew.
GRAVE: Final = frozenset({"held", "harmed", "exploited", "no_place", "gone"})
# Asked so long before its day, it counts for that month; sooner it stands beside the plan.
NEAR: Final = timedelta(days=14)
BESIDE: Final = 0
REACHED, NOT_REACHED, NO_MORE = "reached", "not_reached", "no_more"
ANSWERS: Final = (REACHED, NOT_REACHED, NO_MORE)
YES, NO, NOT_SAID = "yes", "no", "not_said"
AGAIN: Final = (YES, NO, NOT_SAID)
DIMENSIONS: Final = ("economic", "social", "psychosocial")
LEVELS: Final = ("individual", "community", "structural")
UNDER_30, OLDER, NO_SHEET = "under_30_days", "older", "none"
WITHIN, LATE, NO_WORD = "within_24_h", "later", "no_word"
_FRESH_DAYS: Final = 30


def reception_due(arrives_at: datetime) -> datetime:
    """Until when somebody there says that the person was met."""
    return arrives_at + RECEPTION_WITHIN


def arrives_at(due: datetime) -> datetime:
    """When the person arrives: nobody has met them before."""
    return due - RECEPTION_WITHIN


def lead_told_at(due: datetime) -> datetime:
    """When the lead of the desk is told that nobody has said so."""
    return due + LEAD_AFTER


def confirmed(due: datetime | None, now: datetime) -> str:
    """Whether the word came in time, for a count."""
    return WITHIN if due is not None and now <= due else LATE


def plus_months(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def asked_for(arrived_on: date, done: Collection[int], today: date) -> int | None:
    """For which month the person is asked now: the last one that has come, or one that is near. None once all are past.

    A month that went by is not asked for any more: how it goes today is. Long before the next it is asked beside the
    plan, and uses no month up.
    """
    following = _following(arrived_on, done, today)
    if following is None:
        return None
    return following if plus_months(arrived_on, following) - today <= NEAR else BESIDE


def _following(arrived_on: date, done: Collection[int], today: date) -> int | None:
    last = max(done, default=0)
    left = [one for one in MONTHS if one > last]
    come = [one for one in left if plus_months(arrived_on, one) <= today]
    return come[-1] if come else left[0] if left else None


def next_due(arrived_on: date, done: Collection[int], answer: str, today: date, *, anew: bool = False) -> date | None:
    """On which day the person is asked next; `done` with the month just asked for. None where nobody asks any more.

    Whoever was not reached is tried again a week on, or on the next day that is planned if that is sooner. `anew`: it
    began anew, and since then nobody heard that it has not.

    >>> next_due(date(2026, 1, 10), (1,), REACHED, date(2026, 2, 12), anew=True)
    datetime.date(2026, 2, 13)
    """
    if answer == NO_MORE:
        return None
    if anew:
        return today + ANEW_WITHIN
    if answer == NOT_REACHED:
        planned = [one for one in days(arrived_on) if one > today]
        return min([today + RETRY, *planned])
    following = _following(arrived_on, done, today)
    return plus_months(arrived_on, following) if following is not None else None


def days(arrived_on: date) -> list[date]:
    """On which days the person is asked, by the plan."""
    return [plus_months(arrived_on, one) for one in MONTHS]


def sheet_band(weighed: Collection[date | None], day: date) -> str:
    """How old what was weighed is at the travel, the older of two counting, as a band."""
    days = [one for one in weighed if one is not None]
    if not days:
        return NO_SHEET
    return UNDER_30 if 0 <= (day - min(days)).days < _FRESH_DAYS else OLDER


def six_months(done: Collection[int], asked: int, answer: str) -> str:
    """What is counted of the look at six months by an answer just given: yes, no, or nothing yet.

    `done` before this answer. What was not counted by then is a no when the attempt ends.
    """
    if asked < SIX or answer == NOT_REACHED or any(one >= SIX for one in done):
        return ""
    return YES if asked == SIX and answer == REACHED else NO
