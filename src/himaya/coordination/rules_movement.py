"""What moved between two tables: one recommendation as it stood then and as it stands now. Pure.

Sources: design/coordination.md section 4 row 38 (frozen at each table, so that the series shows movement) and section
6 (the states). The state and whether it is late are two truths: what advanced may have fallen overdue as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from himaya.coordination import states_following as states

NEW, ANSWERED, SPOKEN, ADVANCED = "new", "answered", "spoken", "advanced"
REPORTED, VERIFIED, CLOSED, ENDED = "reported", "verified", "closed", "ended"
STILL, BACK = "still", "back"
# In the order in which a table wants to hear of them: what came, what was done, what went wrong, what did not move.
MOVEMENTS = (VERIFIED, CLOSED, REPORTED, ADVANCED, SPOKEN, ANSWERED, NEW, ENDED, BACK, STILL)
FELL_OVERDUE, CAUGHT_UP = "fell_overdue", "caught_up"
RANK = {
    states.ADDRESSED: 1,
    states.ANSWERED: 2,
    states.IN_PROGRESS: 3,
    states.REPORTED_DONE: 4,
    states.VERIFIED: 5,
    states.REC_CLOSED: 6,
}
ARRIVED = {
    states.ANSWERED: ANSWERED,
    states.IN_PROGRESS: ADVANCED,
    states.REPORTED_DONE: REPORTED,
    states.VERIFIED: VERIFIED,
    states.REC_CLOSED: CLOSED,
}


@dataclass(frozen=True, slots=True)
class Stood:
    """One recommendation at one moment, as far as a movement shows in it. `note` is the last word on it."""

    state: str
    response: str = ""
    overdue: bool = False
    note: str = ""
    due_on: date | None = None
    grade: str = ""


def moved(before: Stood | None, now: Stood) -> str:
    """What became of it since, one word for each recommendation, so that the counts add up to the whole.

    >>> moved(Stood("addressed"), Stood("in_progress"))
    'advanced'
    """
    if before is None:
        return NEW
    if before.state == now.state:
        return _stayed(before, now)
    if now.state in states.ENDED_OTHERWISE:
        return ENDED
    if RANK[now.state] < RANK.get(before.state, len(RANK) + 1):
        return BACK
    return ARRIVED[now.state]


def _stayed(before: Stood, now: Stood) -> str:
    """In the same state: another answer, another word on how the work goes, or nothing at all."""
    if now.response != before.response:
        return ANSWERED
    return SPOKEN if now.state in states.WITH_THE_LEAD and now.note not in ("", before.note) else STILL


def lateness(before: Stood | None, now: Stood) -> str:
    """Whether it fell overdue since, or is overdue no longer; '' when nothing changed in that."""
    was = before is not None and before.overdue
    if was == now.overdue:
        return ""
    return FELL_OVERDUE if now.overdue else CAUGHT_UP


def counts(found: Iterable[str]) -> Mapping[str, int]:
    """How many of each movement, in the order of `MOVEMENTS`; those of which there is none stand with 0."""
    counted = dict.fromkeys(MOVEMENTS, 0)
    for one in found:
        counted[one] += 1
    return counted


def to_follow_up(state: str, due_on: date | None, answer_by: date | None, on: date) -> bool:
    """Whether a table of that day takes it up: due or overdue by then, unanswered in time, or done by its own word."""
    if state == states.REPORTED_DONE:
        return True
    if state == states.ADDRESSED and answer_by is not None and answer_by <= on:
        return True
    return state in states.WITH_THE_LEAD and due_on is not None and due_on <= on
