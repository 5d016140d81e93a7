"""What may be compared of a unit before and after a training, read from its truth table; an attacker with all sums."""

import re
from datetime import date
from pathlib import Path

import numpy
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from himaya.insight import rules_practice as rules
from himaya.insight import suppression
from himaya.insight.rules_practice_cells import Cell, K, of_table, shown
from himaya.insight.suppression import Closing, suppress

pytestmark = pytest.mark.capability("G5")
TABLE = Path(__file__).parents[2] / "data" / "practice_truth.txt"


def rows(table: str) -> list[tuple[str, str]]:
    found = []
    for block in re.split(r"^\[", TABLE.read_text(), flags=re.MULTILINE)[1:]:
        name, *lines = block.splitlines()
        for line in lines:
            if name == f"{table}]" and "->" in line and not line.startswith("#"):
                facts, _arrow, said = line.partition("->")
                found.append((facts.strip(), said.strip()))
    return found


def quarter(said: str) -> rules.Quarter:
    year, number = said.split("-")
    return int(year), int(number)


@pytest.mark.parametrize(("facts", "said"), rows("windows"))
def test_windows(facts: str, said: str) -> None:
    first, last = (date.fromisoformat(one) for one in facts.split())
    before, after = rules.windows(rules.Reached("a", first, last))
    assert " | ".join(" ".join(f"{y}-{q}" for y, q in side) for side in (before, after)) == said


@pytest.mark.parametrize(("facts", "said"), rows("sides"))
def test_sides(facts: str, said: str) -> None:
    begun, running, quarters, cells = facts.split()
    wanted = [quarter(one) for one in quarters.split(",")]
    open_ones = {("a", q): int(n) for q, n in zip(wanted, cells.split(","), strict=True) if n != "?"}
    side = rules.Known(open_ones, quarter(begun), quarter(running)).side("a", wanted)
    assert (side.why or str(side.n)) == said
    assert side.rate == (None if side.n is None else side.n / (3 * len(wanted)))


def cells_of(facts: str) -> tuple[list[Cell], list[int]]:
    lost: list[int] = []
    found: list[Cell] = []
    for part in facts.split():
        name, _equals, said = part.partition("=")
        if name == "lost":
            lost = [int(one) for one in said.split(",")]
            continue
        for month, one in enumerate(said.split(","), start=1):
            found.append(Cell(name.partition("/")[0], month, int(one.rstrip("*")), "*" not in one))
    return found, lost


@pytest.mark.parametrize(("facts", "said"), rows("cells"))
def test_cells(facts: str, said: str) -> None:
    cells, lost = cells_of(facts)
    found = shown(cells, lost=lost, units={one.unit for one in cells})
    assert " ".join(f"{unit}={n}" for unit, n in sorted(found.items())) == said


DESKS = [("a", "a1"), ("a", "a2"), ("b", "b1"), ("c", "c1"), ("d", "d1"), ("", "")]
MONTHS = st.lists(
    st.dictionaries(st.sampled_from(DESKS), st.integers(0, 16) | st.integers(0, 3), max_size=6), min_size=3, max_size=3
)


def as_published(months: list[dict[tuple[str, str], int]]) -> tuple[list[Cell], list[int]]:
    """The three months as the secretariat's page shows them."""
    cells: list[Cell] = []
    lost: list[int] = []
    for number, month in enumerate(months, start=1):
        table = suppress({desk: {"sent": n} for (_unit, desk), n in month.items()}, columns=["sent"])
        cells += [Cell(unit, number, n, table.rows[desk]["sent"] is not None) for (unit, desk), n in month.items()]
        if table.totals["sent"] is None:
            lost.append(number)
    return cells, lost


@settings(max_examples=400, deadline=None)
@given(MONTHS)
def test_no_published_set_lets_a_small_number_be_computed(months: list[dict[tuple[str, str], int]]) -> None:
    """An attacker who has the three months, their totals and all quarters solves them together.

    The attack is another one than the rule's: ranks of matrices by numpy.
    """
    cells, lost = as_published(months)
    units = {"a", "b", "c", "d"}
    found = shown(cells, lost=lost, units=units)
    assert all(n == 0 or n >= K for n in found.values())
    for unit, n in found.items():
        assert n == sum(one.count for one in cells if one.unit == unit)
    unknown = [one for one in cells if not one.seen and one.count]
    known = [[float(one.month == month) for one in unknown] for month in {1, 2, 3} - set(lost)]
    before = known.copy()
    known += [[float(one.unit == unit) for one in unknown] for unit in found]
    small = [[float(place == at) for at in range(len(unknown))] for place, one in enumerate(unknown) if one.count < K]
    small += [
        [float(one.unit == unit) for one in unknown]
        for unit in {one.unit for one in cells}
        if 0 < sum(one.count for one in cells if one.unit == unit) < K
    ]
    for target in small:
        # What the months alone gave away is not ours to hide.
        if not spans(before, target):
            assert not spans(known, target)


@settings(max_examples=150, deadline=None)
@example([{("a", "a1"): 20, ("b", "b1"): 12}, {("a", "a1"): 20, ("c", "c1"): 30}, {}])
@given(MONTHS.map(lambda months: [{place: n for place, n in month.items() if place[1]} for month in months]))
def test_a_desk_of_fewer_than_three_people_follows_from_no_page_of_practice(
    months: list[dict[tuple[str, str], int]],
) -> None:
    """Whatever it counts, each month and all of them together. Seen red where only small numbers were protected."""
    few = {"a1": "a1", "c1": "c1"}
    cells: list[Cell] = []
    lost: list[int] = []
    for number, month in enumerate(months, start=1):
        rows = {desk: {"sent": n} for (_unit, desk), n in month.items()}
        table = suppress(rows, columns=["sent"], by=Closing(few=few))
        cells += of_table(number, "sent", rows, table, {desk: unit for unit, desk in month}, few)
        if table.totals["sent"] is None:
            lost.append(number)
    found = shown(cells, lost=lost, units={"a", "b", "d"})
    unknown = [one for one in cells if not one.seen and one.count]
    before = [[float(one.month == month) for one in unknown] for month in {1, 2, 3} - set(lost)]
    known = [*before, *([float(one.unit == unit) for one in unknown] for unit in found)]
    targets = [[float(place == at) for at in range(len(unknown))] for place, one in enumerate(unknown) if one.few]
    targets += [[float(one.few == name) for one in unknown] for name in few.values()]
    for target in targets:
        if any(target) and not spans(before, target):
            assert not spans(known, target)


def spans(equations: list[list[float]], target: list[float]) -> bool:
    if not equations or not target:
        return False
    rank = numpy.linalg.matrix_rank
    return bool(rank(numpy.array(equations)) == rank(numpy.array([*equations, target])))


@settings(max_examples=200, deadline=None)
@given(MONTHS)
def test_small_numbers_of_the_table_of_the_month_stay_hidden_too(months: list[dict[tuple[str, str], int]]) -> None:
    cells, lost = as_published(months)
    found = shown(cells, lost=lost, units={"a", "b", "c", "d"})
    for unit in found:
        own = [one for one in cells if one.unit == unit and not one.seen and one.count]
        assert len(own) != 1 or own[0].count >= suppression.K


def test_units_that_nobody_trained_stand_beside_when_there_are_enough() -> None:
    one = rules.Reached("a", date(2026, 5, 10), date(2026, 5, 11))
    near = {(unit, q): 10 for unit in "abcd" for q in [(2025, 4), (2026, 1), (2026, 3)]}
    known = rules.Known({**near, ("d", (2026, 3)): 16}, (2025, 1), (2026, 4))
    three, six = rules.compare([one], known, "bcd")[0].beside
    assert three is not None
    assert (three.units, three.before.n, three.after.n) == (3, 30, 36)
    assert six is None
    assert rules.compare([one], known, "bc")[0].beside == (None, None)
    idle = rules.Known({**known.cells, ("d", (2026, 1)): 0, ("d", (2026, 3)): 0}, (2025, 1), (2026, 4))
    assert rules.compare([one], idle, "bcd")[0].beside == (None, None)


def test_counting_began_with_the_first_whole_quarter() -> None:
    today = date(2026, 11, 24)
    # The month in which it began may have begun on its twentieth day.
    assert rules.begun(date(2026, 4, 1), today) == (2026, 3)
    assert rules.begun(date(2026, 5, 1), today) == (2026, 3)
    assert rules.begun(date(2026, 3, 1), today) == (2026, 2)
    assert rules.begun(None, today) == (2026, 4)
