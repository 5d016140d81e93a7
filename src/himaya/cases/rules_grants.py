"""What an access to a case opens, at most how much and how long, and when a review is owed. Pure.

Source: design/security.md 6 and 7, design/do-no-harm.md 14 and 20. The days are a proposal of this software, not
adopted; the four hours of an emergency are the design's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

TEAM, REFERRAL, CONFERENCE, BREAK_GLASS = "team", "referral", "conference", "break_glass"
KINDS = (TEAM, REFERRAL, CONFERENCE, BREAK_GLASS)
# What a lead may give; the fourth kind is taken, not given.
GIVEN = (TEAM, REFERRAL, CONFERENCE)
EXISTS, SUMMARY, FULL = "exists", "summary", "full"
# From the least to the most.
LEVELS = (EXISTS, SUMMARY, FULL)
IDENTITY, STORY = "identity", "story"
SECTIONS = (IDENTITY, STORY)
# What is open at the desk that holds a case, and elsewhere to an emergency only: what was asked and done when a life
# was in danger, and the plan that the person made for the bad day.
CRISIS, SAFETY_PLAN = "crisis", "safety_plan"
LONGEST_DAYS = {TEAM: 365, REFERRAL: 180, CONFERENCE: 30}
REASONS = ("joint_work", "stand_in", "takes_over", "advice", "conference")

EXCLUSION_REASONS = ("family", "acquaintance", "same_workplace", "party_to_the_facts", "other_interest")

EMERGENCY_HOURS = 4
EMERGENCY_REASONS = ("danger_to_life", "urgent_care", "child_missing", "desk_unreachable")
FOR_A_LIFE = ("danger_to_life", "child_missing")
# What an emergency opens besides who the person is and what was told: what its reason needs.
NEEDS: dict[str, tuple[str, ...]] = {
    "danger_to_life": (CRISIS, SAFETY_PLAN),
    "urgent_care": (CRISIS,),
    "child_missing": (SAFETY_PLAN,),
    "desk_unreachable": (),
}
REVIEW_DAYS = 3
JUSTIFIED, NOT_NEEDED, MISUSE = "justified", "not_needed", "misuse"
OUTCOMES = (JUSTIFIED, NOT_NEEDED, MISUSE)
# For so long the same account does not open by itself, again, what somebody else had closed to it.
COLLEAGUE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Given:
    """One access in force, as far as it matters here. `until` is None for the desk that holds the case."""

    kind: str
    level: str
    sections: tuple[str, ...]
    until: datetime | None


@dataclass(frozen=True, slots=True)
class View:
    """What somebody sees of a case: the most that any of their accesses opens."""

    level: str
    sections: frozenset[str]
    until: datetime | None
    kinds: frozenset[str]

    def shows(self, section: str) -> bool:
        """True when this section may be opened."""
        return section in self.sections


def view(accesses: Iterable[Given]) -> View | None:
    """What these accesses open together; None when there is none."""
    held = list(accesses)
    if not held:
        return None
    ends = [one.until for one in held]
    return View(
        level=max((one.level for one in held), key=LEVELS.index),
        sections=frozenset(section for one in held if one.level == FULL for section in one.sections),
        until=None if None in ends else max(end for end in ends if end is not None),
        kinds=frozenset(one.kind for one in held),
    )


def until(accesses: Iterable[Given], *, part: str = "", kind: str = "") -> datetime | None:
    """The latest end of those of these accesses that open this part, or are of this kind; None where one has no end.

    >>> team = Given(TEAM, FULL, SECTIONS, datetime(2027, 3, 12))
    >>> emergency = Given(BREAK_GLASS, FULL, (*SECTIONS, CRISIS), datetime(2026, 12, 7))
    >>> until([team, emergency], part=CRISIS)
    datetime.datetime(2026, 12, 7, 0, 0)
    """
    held = [
        one
        for one in accesses
        if (not part or (one.level == FULL and part in one.sections)) and (not kind or one.kind == kind)
    ]
    ends = [one.until for one in held]
    return None if None in ends else max((end for end in ends if end is not None), default=None)


def opened_for(reason: str) -> tuple[str, ...]:
    """Every part of a case that an emergency with this reason opens, for reading only."""
    return (*SECTIONS, *NEEDS[reason])


def highest_level(*, same_institution: bool) -> str:
    """Another institution sees a summary at most: the story goes with a referral, as the person agreed."""
    return FULL if same_institution else SUMMARY


def kind_fits(kind: str, *, same_institution: bool, has_referral: bool) -> bool:
    """A team is of one institution; outside it, and for a referral, the person's referral to that desk comes first."""
    if kind == TEAM:
        return same_institution
    return has_referral or (kind == CONFERENCE and same_institution)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What became of an earlier emergency of the same account on the same file."""

    outcome: str
    ended_by_another: datetime | None
    reviewed_at: datetime | None
    overdue: bool


def takes_a_colleague(earlier: Iterable[Earlier], now: datetime) -> bool:
    """True when the same account may not begin once more: a review that stops nothing is none (security.md 7).

    One that the review found justified counts for nothing, also when somebody had ended it.
    """
    since = now - timedelta(days=COLLEAGUE_DAYS)
    return any(
        one.overdue or any(at is not None and at > since for at in (one.ended_by_another, one.reviewed_at))
        for one in earlier
        if one.outcome != JUSTIFIED
    )


def emergency_ends(begun_at: datetime) -> datetime:
    """When an emergency access is over by itself."""
    return begun_at + timedelta(hours=EMERGENCY_HOURS)
