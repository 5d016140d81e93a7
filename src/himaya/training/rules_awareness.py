"""Awareness: what is asked before it is shown, which weeks are counted around it, how a week is told. Pure.

Source: domain/training.md section 4 (hotline calls ±4 weeks; safety check of imagery, no victim images) and section 8
("interrupted series, no causal wording without comparison"); do-no-harm 8 and 22 (small numbers). The nine questions,
five as the least number that is told, three weeks as the fewest to lay side by side and the ninety days in which weeks
are still entered are a proposal of this software: a model, not adopted.

A week with one to four calls is told as "fewer than five": in a small region whoever shares a telephone or a house
could be thought of. Then no middle of its weeks is told either, since it could be worked out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

from himaya.training import rules

# Each is asked so that "yes" is safe.
QUESTIONS: Final = (
    "no_person",
    "nobody_recognisable",
    "no_place",
    "no_shock",
    "no_blame",
    "no_promise",
    "no_search",
    "turn_to",
    "tested",
)
YES, NO = "yes", "no"
BEFORE, DURING, AFTER = "before", "during", "after"
PARTS: Final = (BEFORE, DURING, AFTER)
WEEKS_AROUND: Final = 4
LEAST_TOLD: Final = 5
FEWEST_WEEKS: Final = 3
LONGEST_DAYS: Final = 184
# Days after the last week in which a week may still be entered or corrected; then the series stays as it is.
COUNTING_DAYS: Final = 90
COUNTED, FEW, NOT_COUNTED, NOT_OVER = "counted", "few", "not_counted", "not_over"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person answered to one question."""

    answer: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """A week by its Monday, and where it lies."""

    monday: date
    part: str


@dataclass(frozen=True, slots=True)
class Told:
    """A week as it is told: its number only where `standing` is `counted`."""

    week: Week
    standing: str
    calls: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The weeks of one part: how many, how many counted, the middle of their numbers where it may be told."""

    part: str
    weeks: int
    counted: int
    middle: float | None
    few: bool


def open_questions(answers: Mapping[str, Answer]) -> list[str]:
    """The questions that nobody answered, and those answered "no" without a word of what is to be mended."""
    found = {code: answers.get(code, Answer("")) for code in QUESTIONS}
    return [code for code, one in found.items() if one.answer not in (YES, NO) or (one.answer == NO and not one.note)]


def wanting(answers: Mapping[str, Answer]) -> list[str]:
    """The questions answered "no": as long as there is one, it is not shown."""
    return [code for code in QUESTIONS if answers.get(code, Answer("")).answer == NO]


def monday(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def weeks(first_day: date, last_day: date) -> list[Week]:
    """Four weeks before, those in which it is shown, four after."""
    first, last, step = monday(first_day), monday(last_day), timedelta(weeks=1)
    found = []
    at = first - WEEKS_AROUND * step
    while at <= last + WEEKS_AROUND * step:
        found.append(Week(at, BEFORE if at < first else AFTER if at > last else DURING))
        at += step
    return found


def counting_ends(last_day: date) -> date:
    """The last day on which a week is entered or corrected."""
    return monday(last_day) + timedelta(weeks=WEEKS_AROUND + 1, days=COUNTING_DAYS - 1)


def is_over(week: date, today: date) -> bool:
    """True once the Sunday of the week is past."""
    return week + timedelta(weeks=1) <= today


def told(week: Week, calls: int | None, today: date) -> Told:
    """One week as it is told."""
    if calls is None:
        return Told(week, NOT_COUNTED if is_over(week.monday, today) else NOT_OVER)
    if 0 < calls < LEAST_TOLD:
        return Told(week, FEW)
    return Told(week, COUNTED, calls)


def series(first_day: date, last_day: date, calls: Mapping[date, int], today: date) -> list[Told]:
    """The weeks in their order."""
    return [told(one, calls.get(one.monday), today) for one in weeks(first_day, last_day)]


def parts(found: Sequence[Told]) -> list[Part]:
    """The three parts, each with the middle of its weeks: of three weeks at least, and of none with a few calls."""
    return [_part(part, [one for one in found if one.week.part == part]) for part in PARTS]


def side_by_side(found: Iterable[Part], sources: int) -> bool:
    """True where before, during and after may be laid side by side: enough weeks before and after, from one source."""
    counted = {one.part: one.counted for one in found}
    return min(counted[BEFORE], counted[AFTER]) >= FEWEST_WEEKS and sources == 1


def _part(part: str, found: Sequence[Told]) -> Part:
    numbers = [one.calls for one in found if one.calls is not None]
    few = any(one.standing == FEW for one in found)
    counted = sum(one.standing in (COUNTED, FEW) for one in found)
    tells = counted >= FEWEST_WEEKS and not few
    return Part(part, len(found), counted, float(median(numbers)) if tells else None, few)


def line_standing(*, dropped: bool, activities: int, under_way: int) -> str:
    """A line of awareness by its activities that were not cancelled: done when all of them ended."""
    if dropped:
        return rules.LINE_DROPPED
    if not activities:
        return rules.LINE_OPEN
    return rules.LINE_UNDER_WAY if under_way else rules.LINE_DONE
