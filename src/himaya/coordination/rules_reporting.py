"""How a recommendation, a need or an attendance stood on a day that lies behind, read from what was written. Pure.

Sources: design/coordination.md section 8 (answered within 60 days, overdue, verified apart from reported) and section 4
rows 38 and 48. A report on last year is written this year: it must not count what happened since.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from himaya.coordination import states
from himaya.coordination import states_following as following
from himaya.coordination.rules_following import ANSWER_DAYS

DUE_MOVED = "due_moved"
SATURDAY = 5
# The best first: who came in one half-day of two was there.
FROM_BEST = (states.PRESENT, states.REPRESENTED, states.EXCUSED, states.ABSENT)
DONE = (following.VERIFIED, following.REC_CLOSED)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: the day, the verb, the state after it, what went with it (the old day, the answer)."""

    on: date
    did: str
    state: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one recommendation stood on a day. `reported` and `verified` are never both true."""

    state: str
    due_on: date | None
    overdue: bool
    reported: bool
    verified: bool


def state_on(steps: Sequence[Step], day: date) -> str:
    """The state on a day, after all that happened on it; '' before the first step. Steps come in their order."""
    return next((step.state for step in reversed(steps) if step.on <= day), "")


def due_on(due: date | None, steps: Sequence[Step], day: date) -> date | None:
    """The due day as it was on a day: what was moved since is taken back."""
    since = next((step for step in steps if step.did == DUE_MOVED and step.on > day), None)
    if since is None:
        return due
    return date.fromisoformat(since.code) if since.code else None


def standing(due: date | None, steps: Sequence[Step], day: date) -> Standing | None:
    """How it stood on a day; None when it was not addressed yet."""
    state = state_on(steps, day)
    if not state:
        return None
    was_due = due_on(due, steps, day)
    late = state in following.WITH_THE_LEAD and was_due is not None and was_due < day
    return Standing(state, was_due, late, state == following.REPORTED_DONE, state in DONE)


def first_answer(steps: Sequence[Step], responded_on: date | None) -> date | None:
    """The day of the first answer. A letter came in before it was entered: the earlier day counts."""
    entered = next((step.on for step in steps if step.state == following.ANSWERED), None)
    days = [day for day in (entered, responded_on) if day is not None]
    return min(days) if entered is not None and days else None


def answered_in_time(addressed_on: date, answered_on: date | None, day: date) -> bool | None:
    """Whether the answer came in time, as known on a day; None while it may still come in time."""
    last = addressed_on + timedelta(days=ANSWER_DAYS)
    if answered_on is not None and answered_on <= day:
        return answered_on <= last
    return None if day <= last else False


def best(statuses: Iterable[str]) -> str:
    """The best of several attendances; absent where none was marked."""
    marked = set(statuses)
    return next((one for one in FROM_BEST if one in marked), states.ABSENT)


def working_day_after(day: date, days: int) -> date:
    """So many working days later (Monday to Friday; public holidays are not known here).

    >>> working_day_after(date(2026, 12, 10), 5)
    datetime.date(2026, 12, 17)
    """
    left, found = days, day
    while left:
        found += timedelta(days=1)
        left -= found.weekday() < SATURDAY
    return found


def sums(lines: Iterable[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    """Amounts by currency and heading, in their order. Two currencies are never added up."""
    found: dict[str, dict[str, int]] = {}
    for currency, heading, amount in lines:
        of = found.setdefault(currency, {})
        of[heading] = of.get(heading, 0) + amount
    return found
