"""When something is due, and when it is gone everywhere. Days only; pure.

Periods are content (content/retention.yaml, marked G: a model). That a deleted key lives on in backups until the epoch
that wrapped it is destroyed is design/security.md 4; so two dates stand in a certificate.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_on(since: Iterable[date | None], months: int) -> date | None:
    """The first day on which it is due: counted from the latest of these days. None while one of them is open."""
    days = list(since)
    if not days or any(day is None for day in days):
        return None
    return months_after(max(day for day in days if day is not None), months)


def is_due(day: date | None, today: date) -> bool:
    """True from that day on."""
    return day is not None and day <= today


def gone_by(erased_on: date, *, turn_days: int, backup_days: int) -> date:
    """The day by which no backup opens it: keys are turned within so many days, and the last backup made until then,
    with the epoch that opens it, ends so many days later."""
    return erased_on + timedelta(days=turn_days + backup_days + 1)


def is_gone(epoch: int | None, present: Iterable[int]) -> bool:
    """True when neither the epoch that wrapped the keys nor an older one, under which an earlier backup has them, is
    left."""
    return epoch is None or all(one > epoch for one in present)
