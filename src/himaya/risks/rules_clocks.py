"""By which day somebody looks at the risk again: by the level that was found, and by what happens. Pure.

Source: domain/risk.md, Scale ("Reassess: at intake; 72 h; before each hearing, move, return and media contact; after an
incident or a new contact; otherwise critical daily, high weekly, moderate monthly, low quarterly; at closure"). The
intervals are a proposal of this software: a model, not adopted.

Choices where the source is silent, each towards the earlier day:
* What nobody asked is not low: it may be high, and waits no longer than what is, or less where a level that is known
  says so. Daily would send everybody to every file, and nobody to the one that cannot wait. Where nothing at all is
  known there is no first assessment yet: 72 hours.
* The look after 72 hours follows the first assessment of a file, whenever that was made.
* What is high or critical before anybody finished an assessment is looked at by the next day, whichever of the two it
  is: a day of its own for each would say which, in clear.
* What comes on a known day is looked at until the day before. A day that nobody knows may be tomorrow: look today.
* What happened already (an incident, a new contact, a release) is looked at on the day on which it became known.

>>> by_level("low", missing=False, first=False, on=date(2026, 11, 24)).isoformat()
'2027-02-22'
>>> by_level("low", missing=True, first=False, on=date(2026, 11, 24)).isoformat()
'2026-12-01'
>>> by_event("hearing", date(2026, 12, 10), date(2026, 11, 24)).isoformat()
'2026-12-09'
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from himaya.risks.rules import CRITICAL, HIGH, LEVELS, LOW, MODERATE

EVERY = {
    CRITICAL: timedelta(days=1),
    HIGH: timedelta(days=7),
    MODERATE: timedelta(days=30),
    LOW: timedelta(days=90),
}
FIRST_HOURS = timedelta(hours=72)
# What is looked at before it comes; and what is looked at once it is known.
BEFORE = ("hearing", "move", "return", "media")
INCIDENT = "incident"
AFTER = (INCIDENT, "new_contact", "release")
EVENTS = (*BEFORE, *AFTER)
# Where what happened is looked at: whether those who exploited, or others, do harm.
LOOKED_AT_IN = "R1"
# A look so long before what comes was a look before it; one of the month before was not.
NEAR = timedelta(days=7)
# How a line about an event ends: looked at, it does not take place or does not count any more, it was a mistake.
LOOKED, NOT_ANY_MORE, MISTAKE = "looked", "not_any_more", "mistake"
ENDED_BY_HAND = (NOT_ANY_MORE, MISTAKE)


@dataclass(frozen=True, slots=True)
class Forced:
    """What calls for a look: its kind, its day where one is known, and the day on which it was written down."""

    kind: str
    day: date | None
    noted_on: date


def by_level(level: str, *, missing: bool, first: bool, on: date) -> date:
    """By which day to look again after an assessment finished on a day, by the worst level that it found.

    `missing` where a domain was not asked; `first` for the first assessment of a file.
    """
    within = [EVERY.get(level, FIRST_HOURS)]
    if missing:
        within.append(EVERY[HIGH])
    if first:
        within.append(FIRST_HOURS)
    return on + min(within)


def before_any(on: date) -> date:
    """By which day to look for the first time, where something high or critical was said and no look is finished.

    >>> before_any(date(2026, 11, 24)).isoformat()
    '2026-11-25'
    """
    return on + EVERY[CRITICAL]


def by_event(kind: str, day: date | None, noted_on: date) -> date:
    """By which day to look because of one event. Never before it was written down."""
    if kind in BEFORE and day is not None:
        return max(day - timedelta(days=1), noted_on)
    return noted_on


def next_look(due_on: date | None, events: Iterable[Forced]) -> date | None:
    """The earliest day that an assessment or an event calls for; None where nothing does yet."""
    days = [by_event(one.kind, one.day, one.noted_on) for one in events]
    return min([*days, *([due_on] if due_on is not None else [])], default=None)


def answers(finished_on: date, event: Forced) -> bool:
    """True where an assessment that was finished on a day is the look that an event calls for.

    >>> coming = Forced("hearing", date(2026, 12, 10), date(2026, 11, 24))
    >>> answers(date(2026, 11, 24), coming), answers(date(2026, 12, 4), coming)
    (False, True)
    """
    if event.kind in BEFORE and event.day is not None:
        return finished_on >= max(event.day - NEAR, event.noted_on)
    return finished_on >= event.noted_on


def is_overdue(due_on: date | None, today: date) -> bool:
    """True from the day after the last one."""
    return due_on is not None and today > due_on


def is_worse(before: str, after: str) -> bool:
    """True where a level is higher than it was. Where one of the two was not assessed nobody knows, and nobody says so.

    >>> is_worse("low", "high"), is_worse("high", "low"), is_worse("not_assessed", "critical")
    (True, False, False)
    """
    return before in LEVELS and after in LEVELS and LEVELS.index(after) > LEVELS.index(before)
