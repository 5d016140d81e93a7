"""The clocks against their truth table, row by row; and two sentences that hold for every day and every level."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from himaya.risks import rules as levels_of
from himaya.risks import rules_clocks as rules
from himaya.risks.rules_clocks import Forced

pytestmark = pytest.mark.capability("D2")
TABLE = Path(__file__).parents[2] / "data" / "risk_clocks_truth.txt"
DAY = date(2026, 11, 24)
LEVELS = (*levels_of.LEVELS, levels_of.NOT_ASSESSED)


def rows(cells: int) -> Iterator[list[str]]:
    for line in TABLE.read_text("utf-8").splitlines():
        found = [cell.strip() for cell in line.split("|")]
        if not line.startswith("#") and len(found) == cells:
            yield found


def day(cell: str) -> date | None:
    return None if cell == "-" else date.fromisoformat(cell)


@pytest.mark.parametrize(("level", "missing", "first", "due"), list(rows(4)))
def test_a_level_calls_for_the_next_look_by_the_day_of_the_table(
    level: str, missing: str, first: str, due: str
) -> None:
    found = rules.by_level(level, missing=missing == "yes", first=first == "first", on=DAY)
    assert found == day(due)


@pytest.mark.parametrize(("kind", "on", "noted", "due", "looked", "answered"), list(rows(6)))
def test_an_event_calls_for_a_look_and_is_answered_as_the_table_says(
    kind: str, on: str, noted: str, due: str, looked: str, answered: str
) -> None:
    event = Forced(kind, day(on), date.fromisoformat(noted))
    assert rules.by_event(event.kind, event.day, event.noted_on) == day(due)
    assert rules.answers(date.fromisoformat(looked), event) is (answered == "yes")


def test_the_table_tells_of_every_level_and_of_every_event() -> None:
    assert {row[0] for row in rows(4)} == set(LEVELS)
    assert {row[0] for row in rows(6)} == set(rules.EVENTS)


days = some.dates(date(2020, 1, 1), date(2040, 1, 1))
levels = some.sampled_from(LEVELS)
events = some.builds(Forced, some.sampled_from(rules.EVENTS), some.none() | days, days)


@given(some.sampled_from(levels_of.LEVELS), some.sampled_from(levels_of.LEVELS), some.booleans(), some.booleans(), days)
def test_a_worse_level_never_gives_a_later_date(one: str, other: str, missing: bool, first: bool, on: date) -> None:
    better, worse = sorted((one, other), key=levels_of.LEVELS.index)
    late, soon = (rules.by_level(level, missing=missing, first=first, on=on) for level in (better, worse))
    assert soon <= late


@given(levels, some.booleans(), days)
def test_what_nobody_asked_never_gives_a_later_date(level: str, first: bool, on: date) -> None:
    known, missing = (rules.by_level(level, missing=said, first=first, on=on) for said in (False, True))
    assert on < missing <= known
    assert missing <= on + rules.EVERY[levels_of.HIGH]


@given(some.none() | days, some.lists(events, max_size=5), events)
def test_an_event_never_makes_a_date_later(due: date | None, others: list[Forced], one: Forced) -> None:
    before, after = rules.next_look(due, others), rules.next_look(due, [*others, one])
    assert after is not None
    assert before is None or after <= before


@given(events)
def test_a_look_on_the_day_that_an_event_calls_for_answers_it(event: Forced) -> None:
    assert rules.answers(rules.by_event(event.kind, event.day, event.noted_on), event)


@given(levels, levels)
def test_what_nobody_asked_is_never_said_to_be_worse_or_better(before: str, after: str) -> None:
    worse = rules.is_worse(before, after)
    assert not (worse and rules.is_worse(after, before))
    assert not worse or levels_of.NOT_ASSESSED not in (before, after)


def test_a_look_is_overdue_from_the_day_after() -> None:
    assert [rules.is_overdue(due, DAY) for due in (None, DAY, DAY - timedelta(days=1))] == [False, False, True]
