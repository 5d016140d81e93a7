"""Days by which something must be done, when to be reminded of them, and what never starts a clock. Pure.

Source: domain/legal.md, "hard rule": what is marked G or ? drives nothing, and C2 is advice. So a term of the content
counts days only when it was read in an official text (C). A day that a lawyer gave is a day of theirs, and says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from himaya.cases.rules_retention import months_after
from himaya.institutions.rules import ALWAYS, Hours, next_opening

DRIVES = "C"
REFUSED, GRANTED = "refused", "granted"
# From which day a term is counted. The last two are facts that nobody asks here: counsel counts them.
SINCE = (REFUSED, GRANTED, "work_ended", "facts_ended")
# What a day is for: to claim, to appeal, the last day of what was granted.
CLAIM, APPEAL, UNTIL = "claim", "appeal", "until"
KINDS = (CLAIM, APPEAL, UNTIL)
COUNSEL, DECISION, LAW = "counsel", "decision", "law"
SOURCES = (COUNSEL, DECISION, LAW)
# Those that somebody types; the third is the content's alone.
TYPED = (COUNSEL, DECISION)
WARN_DAYS = (14, 3)
SOON, OVER, LATER = "soon", "over", "later"
_MORNING = time(9)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Term:
    """So many days or months from something; without a length where nobody found one."""

    since: str
    mark: str
    months: int | None = None
    days: int | None = None


def day_of(term: Term, since: date) -> date | None:
    """The last day of a term that was read in an official text. None for any other: it starts no clock."""
    if term.mark != DRIVES:
        return None
    if term.months is not None:
        return months_after(since, term.months)
    return since + timedelta(days=term.days) if term.days is not None else None


def nearness(day: date, today: date) -> str:
    """Over from the day after; soon from the first reminder on."""
    if day < today:
        return OVER
    return SOON if day - today <= timedelta(days=WARN_DAYS[0]) else LATER


def warn_at(day: date, hours: Hours, now: datetime) -> list[datetime]:
    """The moments of the reminders, in the desk's hours and never later than so many days before; those to come.

    `now` is in the nation's zone. Where all of them are past and the day is not, one at once.
    """
    moments = [moment for days in WARN_DAYS if (moment := _opening(day - timedelta(days=days), hours, now)) >= now]
    return moments or ([now] if day >= now.date() else [])


def reminded(day: date, hours: Hours, now: datetime) -> bool:
    """True when the moment of the first reminder has come and the day is not over: somebody keeps it in mind by now."""
    return day >= now.date() and _opening(day - timedelta(days=WARN_DAYS[0]), hours, now) <= now


def _opening(day: date, hours: Hours, like: datetime) -> datetime:
    """When the desk opens on that day, or on the last open day before it."""
    if hours != ALWAYS:
        for one in _back(day):
            midnight = datetime.combine(one, time(), like.tzinfo)
            opens = next_opening(hours, midnight)
            if opens is not None and opens.date() == one:
                return opens
    return datetime.combine(day, _MORNING, like.tzinfo)


def _back(day: date) -> Iterator[date]:
    return (day - timedelta(days=n) for n in range(_WEEK))
