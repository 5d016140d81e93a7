"""Priority, coverage and attendance, row by row of their tables; and that what nobody measured is never mastered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from himaya.training import rules
from himaya.training.rules import Rated, Served

pytestmark = pytest.mark.capability("G1")
TABLE = Path(__file__).parents[2] / "data" / "training_truth.txt"
RATING, WEIGHT = some.integers(*rules.RATINGS), some.integers(*rules.WEIGHTS)
VIEW = some.none() | RATING


def rows(table: str) -> Iterator[tuple[str, str]]:
    here = ""
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("["):
            here = line.strip("[]")
        elif not line.startswith("#") and here == table:
            facts, said = line.split("->")
            yield facts.strip(), said.strip()


def number(text: str) -> int | None:
    return None if text == "-" else int(text)


def named(facts: str) -> dict[str, int | None]:
    return {name: number(value) for name, _is, value in (part.partition("=") for part in facts.split()) if value}


@pytest.mark.parametrize(("facts", "said"), list(rows("priority")))
def test_priority(facts: str, said: str) -> None:
    given = named(facts)
    one = Rated(
        required=given["required"] or 0,
        exposure=given["exposure"] or 0,
        risk=given["risk"] or 0,
        self_rating=given["self"],
        test_share=given["test"],
        supervisor=given["boss"],
    )
    *numbers, word = said.split()
    assert [rules.measured(one), rules.gap(one), rules.weight(one)] == [number(text) for text in numbers]
    assert rules.priority(one) == word


@pytest.mark.parametrize(("facts", "said"), list(rows("coverage")))
def test_coverage(facts: str, said: str) -> None:
    given = named(facts)
    one = Served(
        asked=given["asked"],
        lines=given["lines"] or 0,
        planned=given["planned"] or 0,
        reached=given["reached"] or 0,
        dropped="dropped" in facts.split(),
    )
    standing, missing = said.split()
    assert (rules.coverage(one), rules.still_missing(one)) == (standing, number(missing))


@pytest.mark.parametrize(("facts", "said"), list(rows("attended")))
def test_attended(facts: str, said: str) -> None:
    present, half_days = (int(one) for one in facts.split())
    assert rules.attended(present, half_days) is (said == "yes")


@pytest.mark.parametrize(("facts", "said"), list(rows("line")))
def test_line(facts: str, said: str) -> None:
    dropped, *numbers = facts.split()
    aims, reached, sessions = (int(one) for one in numbers)
    assert rules.line_standing(dropped=dropped == "yes", aims=aims, reached=reached, sessions=sessions) == said


def test_the_tables_have_every_word_that_there_is() -> None:
    assert {said.split()[-1] for _facts, said in rows("priority")} == set(rules.PRIORITIES)
    assert {said.split()[0] for _facts, said in rows("coverage")} == set(rules.COVERAGES)


@given(required=RATING, exposure=WEIGHT, risk=WEIGHT, first=VIEW, other=VIEW)
def test_one_more_view_never_makes_a_gap_smaller(
    required: int, exposure: int, risk: int, first: int | None, other: int | None
) -> None:
    alone = Rated(required, exposure, risk, self_rating=first)
    seen = Rated(required, exposure, risk, self_rating=first, supervisor=other)
    assert (rules.gap(seen) or 0) >= (rules.gap(alone) or 0)
    assert rules.weight(seen) is None or 0 <= (rules.weight(seen) or 0) <= 36


def test_dropped_needs_do_not_count_and_small_groups_are_not_shown() -> None:
    assert rules.share_covered([rules.COVERED, rules.PARTLY, rules.DROPPED, rules.NOT_PLANNED]) == (1, 3)
    assert [rules.shown_count(n) for n in (0, 1, 9, 10)] == [0, None, None, 10]
