"""What the training of a year rests on. Pure: facts in, conclusion out; no store, no clock.

Source: domain/training.md section 3 (gap = required − measured; priority = gap × exposure × risk), section 4 (80 %,
small groups below ten are not broken down); design/coordination.md section 8 ("Needs: coverage = needs covered / open;
planned but unfunded"). Scales, bands and the share of half-days are a proposal of this software: a model, not adopted.

A module that nobody measured has no gap and no priority: it comes first, as something to find out, and never counts as
mastered. A need of which nobody said how many is never covered by counting.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

# Modules of the round tables of 2016 with M0 and M7 (domain/training.md section 2).
MODULES: Final = ("M0", "M1", "M2", "M3", "M4", "M5", "M6", "M7")
RATINGS: Final = (1, 5)
WEIGHTS: Final = (1, 3)
HIGH_FROM, MEDIUM_FROM = 18, 8
HIGH, MEDIUM, LOW, NO_GAP, NOT_MEASURED = "high", "medium", "low", "no_gap", "not_measured"
# What is to be found out, then what presses most.
PRIORITIES: Final = (NOT_MEASURED, HIGH, MEDIUM, LOW, NO_GAP)
# In a list of counts a smaller group is not broken down.
SMALL_GROUP = 10
ATTENDED_SHARE = 80
NOT_PLANNED, TO_TRAIN, PARTLY, COVERED, DROPPED = "not_planned", "to_train", "partly", "covered", "dropped"
COVERAGES: Final = (NOT_PLANNED, TO_TRAIN, PARTLY, COVERED, DROPPED)
LINE_DROPPED, LINE_OPEN, LINE_UNDER_WAY, LINE_DONE = "dropped", "open", "under_way", "done"
TRAINING, AWARENESS = "training", "awareness"
LINE_KINDS: Final = (TRAINING, AWARENESS)


@dataclass(frozen=True, slots=True)
class Rated:
    """One module as it was rated: ratings 1 to 5, a test's share of 100, weights 1 to 3; None where nobody looked."""

    required: int
    exposure: int
    risk: int
    self_rating: int | None = None
    test_share: int | None = None
    supervisor: int | None = None


def measured(one: Rated) -> int | None:
    """The lowest of what was seen, on 1 to 5: people rate themselves above what they do. None where nobody looked."""
    views = [one.self_rating, one.supervisor, None if one.test_share is None else 1 + one.test_share // 25]
    return min((view for view in views if view is not None), default=None)


def gap(one: Rated) -> int | None:
    """Required less measured, never below nothing."""
    found = measured(one)
    return None if found is None else max(0, one.required - found)


def weight(one: Rated) -> int | None:
    """gap × exposure × risk, from 0 to 36; None where nobody measured."""
    found = gap(one)
    return None if found is None else found * one.exposure * one.risk


def priority(one: Rated) -> str:
    """The weight as a word."""
    found = weight(one)
    if found is None:
        return NOT_MEASURED
    if not found:
        return NO_GAP
    return HIGH if found >= HIGH_FROM else MEDIUM if found >= MEDIUM_FROM else LOW


def attended(present: int, half_days: int) -> bool:
    """True for somebody who was there in four of five half-days; of a session without half-days nobody was."""
    return half_days > 0 and present * 100 >= half_days * ATTENDED_SHARE


@dataclass(frozen=True, slots=True)
class Served:
    """A need as the plan serves it. `asked` None where nobody said how many; `planned`: the targets of its lines."""

    asked: int | None
    lines: int
    planned: int
    reached: int
    dropped: bool = False


def coverage(one: Served) -> str:
    """Where a need stands by what was held. Without a number asked for it is served in part at most."""
    if one.dropped:
        return DROPPED
    if one.asked and one.reached >= one.asked:
        return COVERED
    if one.reached:
        return PARTLY
    return TO_TRAIN if one.lines else NOT_PLANNED


def still_missing(one: Served) -> int | None:
    """How many no line aims at; None where nobody said how many."""
    return None if one.asked is None else max(0, one.asked - max(one.planned, one.reached))


def share_covered(standings: Iterable[str]) -> tuple[int, int]:
    """How many needs are covered, of how many that were not dropped."""
    counted = [one for one in standings if one != DROPPED]
    return counted.count(COVERED), len(counted)


def sure_people(sessions: Iterable[tuple[Collection[object], int]]) -> int:
    """Of how many people it is sure that they stand behind rows; of each session its accounts, its rows without one.

    In one session two rows are two people. Over several, a row without an account may be somebody of the others.

    >>> sure_people([((), 1)] * 5), sure_people([("ab", 3), ("abc", 1)])
    (1, 5)
    """
    found = list(sessions)
    accounts = {one for own, _rows in found for one in own}
    return max([len(accounts), *(len(set(own)) + rows for own, rows in found)])


def line_standing(*, dropped: bool, aims: int, reached: int, sessions: int) -> str:
    """A line by what was held: done when it reached whom it aimed at."""
    if dropped:
        return LINE_DROPPED
    if aims and reached >= aims:
        return LINE_DONE
    return LINE_UNDER_WAY if sessions else LINE_OPEN


def shown_count(people: int) -> int | None:
    """A number of people in a broken-down list; None where the group is too small to be shown."""
    return people if people >= SMALL_GROUP or people == 0 else None
