"""What the rules of a cycle say: how many must be there, who has a voice, what half-days a meeting has. Pure.

Sources: design/coordination.md section 6 (one voice per institution);
domain/round-tables.md section 4 (quorum and majority as parameters: simple majority, casting vote of the chair).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from fractions import Fraction
from math import floor

from himaya.coordination import states

# A half-day ends at one o'clock by the nation's clock: the lunch of a meeting lies after it.
NOON = 13


@dataclass(frozen=True, slots=True)
class CycleRules:
    """The rules of one cycle, as data.

    quorum_share       share of the voices that must be there, as "1/2"; `quorum_more_than`: strictly more than it
    quorum_least       at least so many voices, whatever the share says
    represented_counts an institution represented by somebody without a mandate counts for the quorum
    method             how decisions are taken unless the chair says otherwise
    majority           share of the votes given that a vote needs, strictly more than it
    chair_casts        a tie is settled by the institution of the chair
    confirm_by         who makes a decision final: none, authorities (of each institution), commission
    pilot_days         a release is tried for at least so many days at the desks of its pilot
    notice_days        at least so many days lie between the announcement of a release and its first day
    """

    quorum_share: str = "1/2"
    quorum_more_than: bool = True
    quorum_least: int = 2
    represented_counts: bool = False
    method: str = states.CONSENSUS
    majority: str = "1/2"
    chair_casts: bool = False
    confirm_by: str = states.NOBODY_CONFIRMS
    answer_days: int = 7
    reminder_days: int = 3
    minutes_days: int = 5
    comment_days: int = 10
    review_months: int = 12
    pilot_days: int = 14
    notice_days: int = 7


def rules_of(data: Mapping[str, object]) -> CycleRules:
    """The rules kept with a cycle; what is not there has its default. Unknown keys are left out."""
    known = {field.name for field in fields(CycleRules)}
    return CycleRules(**{key: value for key, value in data.items() if key in known})  # type: ignore[arg-type]


def needed(rules: CycleRules, voices: int) -> int:
    """How many institutions with a voice must be there, of `voices` in all; never more than all of them.

    >>> needed(CycleRules(), 8), needed(CycleRules(), 7)
    (5, 4)
    """
    share = Fraction(rules.quorum_share) * voices
    at_least = floor(share) + 1 if rules.quorum_more_than else -floor(-share)
    return min(max(at_least, rules.quorum_least), voices) if voices else 0


def counts(rules: CycleRules, status: str) -> bool:
    """Whether this attendance counts for the quorum."""
    return status == states.PRESENT or (status == states.REPRESENTED and rules.represented_counts)


def half_day_of(moment: datetime) -> str:
    """The half-day that a moment (in the nation's time) falls in: `2026-12-10-am`."""
    return f"{moment.date().isoformat()}-{'am' if moment.hour < NOON else 'pm'}"


def half_days(starts: datetime, ends: datetime) -> tuple[str, ...]:
    """The half-days of a meeting, in order. Moments in the nation's time; `ends` itself no longer belongs to it."""
    found = []
    last = half_day_of(ends - timedelta(seconds=1))
    day = starts.date()
    while day <= ends.date():
        found += [f"{day.isoformat()}-am", f"{day.isoformat()}-pm"]
        day += timedelta(days=1)
    return tuple(one for one in found if half_day_of(starts) <= one <= last)
