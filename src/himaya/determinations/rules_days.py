"""The recovery and reflection period, and the last day for a review: days of the nation's calendar. Pure.

Source: domain/legal.md 1.4: the length was not found, so it is a parameter of the register and has no default. An entry
that does not hold starts no clock. Nothing reads an end to refuse or end help.
"""

from datetime import date, datetime, time, timedelta, tzinfo

from himaya.determinations import states

LONGEST_DAYS = 731
# So many days before the last day somebody is reminded.
WARN_DAYS = 7
_MORNING = time(9)
RUNS, SOON, OVER = "runs", "soon", "over"


def day_of(moment: datetime, here: tzinfo) -> date:
    """The day of a moment where the nation is: late in the evening in UTC it may be the next one there."""
    return moment.astimezone(here).date()


def before_statement(recovery: str | None, *, runs: bool) -> bool:
    """Whether somebody sees to time to recover before the person is heard: nothing was said of it, or it runs.

    Source: domain/risk.md, "PTSD taken into account", point 4; the reminder is a model, not adopted. It stops nothing.

    >>> before_statement(None, runs=False), before_statement("offered", runs=False)
    (True, False)
    >>> before_statement("taken", runs=True), before_statement("waived", runs=True)
    (True, False)
    """
    return recovery is None or (runs and recovery != states.WAIVED)


def last_day(since: date, days: int) -> date:
    """The last day of so many days after an event; the day itself is not counted, the last one is whole."""
    return since + timedelta(days=days)


def nearness(last: date, today: date) -> str:
    """Over from the day after the last; soon from seven days before it."""
    if today > last:
        return OVER
    return SOON if last - today <= timedelta(days=WARN_DAYS) else RUNS


def warn_on(last: date, today: date) -> date:
    """The day on which somebody is reminded: a week before, or today where that is past."""
    return max(today, last - timedelta(days=WARN_DAYS))


def day_after(last: date) -> date:
    """The first day on which it does not run any more."""
    return last + timedelta(days=1)


def morning_of(day: date, here: tzinfo) -> datetime:
    """When somebody is reminded on a day, by the clock of the nation."""
    return datetime.combine(day, _MORNING, here)
