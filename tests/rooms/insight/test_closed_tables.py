"""Beside the sum of every row, no small cell is shown, and none can be worked out by whoever adds and subtracts."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from himaya.insight.closed_tables import Closed, close
from himaya.insight.suppression import K

pytestmark = pytest.mark.capability("B6")
COLUMNS = ("yes", "no", "unknown", "refused")
ROW = st.lists(st.integers(0, 30), min_size=4, max_size=4).filter(lambda row: sum(row) >= K)
TABLES = st.dictionaries(st.sampled_from(["a", "b", "c", "d", "e"]), ROW, min_size=1, max_size=5).map(
    lambda rows: {name: dict(zip(COLUMNS, row, strict=True)) for name, row in rows.items()}
)
Counts = dict[str, dict[str, int]]
# Two blocks that only one hidden cell joins: each line has two unknown cells, and still that one can be worked out.
BRIDGE: Counts = {
    "a": {"yes": 5, "no": 20, "unknown": 0, "refused": 0},
    "b": {"yes": 20, "no": 5, "unknown": 3, "refused": 0},
    "c": {"yes": 0, "no": 0, "unknown": 5, "refused": 20},
    "d": {"yes": 0, "no": 0, "unknown": 20, "refused": 5},
}


def unknowns(table: Closed) -> list[tuple[str, str]]:
    shown = {**table.rows, "": table.totals}
    return [(row, one) for row, cells in shown.items() for one in COLUMNS if cells[one] is None]


def equations(table: Closed) -> list[list[Fraction]]:
    """What the reader knows of the hidden cells: one row of coefficients for each row and each column."""
    places = unknowns(table)
    lines = [[Fraction(place[0] == row) for place in places] for row in (*table.rows, "")]
    lines += [[Fraction((place[1] == one) * (-1 if place[0] == "" else 1)) for place in places] for one in COLUMNS]
    return lines


def solved(lines: list[list[Fraction]]) -> list[list[Fraction]]:
    """The same equations, each with as few unknowns as can be (reduced row echelon form)."""
    lines = [list(line) for line in lines]
    done = 0
    for column in range(len(lines[0]) if lines else 0):
        pivot = next((at for at in range(done, len(lines)) if lines[at][column]), None)
        if pivot is None:
            continue
        lines[done], lines[pivot] = lines[pivot], lines[done]
        lines[done] = [one / lines[done][column] for one in lines[done]]
        for at in range(len(lines)):
            if at != done and lines[at][column]:
                factor = lines[at][column]
                lines[at] = [one - factor * two for one, two in zip(lines[at], lines[done], strict=True)]
        done += 1
    return lines[:done]


@given(TABLES)
def test_no_small_cell_is_shown_and_what_is_shown_is_exact(counts: Counts) -> None:
    table = close(counts, columns=COLUMNS)
    totals = {one: sum(row[one] for row in counts.values()) for one in COLUMNS}
    for cells, exact in [*((table.rows[row], counts[row]) for row in counts), (table.totals, totals)]:
        for one in COLUMNS:
            assert cells[one] is None or (cells[one] == exact[one] and (cells[one] == 0 or cells[one] >= K))


@example(BRIDGE)
@given(TABLES)
def test_nobody_can_solve_for_a_small_cell(counts: Counts) -> None:
    """The reader solves all equations at once; a cell that stands alone in one of them is worked out."""
    table = close(counts, columns=COLUMNS)
    places = unknowns(table)
    totals = {one: sum(row[one] for row in counts.values()) for one in COLUMNS}
    for line in solved(equations(table)):
        alone = [place for place, factor in zip(places, line, strict=True) if factor]
        if len(alone) == 1:
            row, one = alone[0]
            count = counts[row][one] if row else totals[one]
            assert count == 0 or count >= K


@example(BRIDGE)
@given(TABLES)
def test_the_hidden_cells_of_a_row_are_together_no_small_number(counts: Counts) -> None:
    table = close(counts, columns=COLUMNS)
    if table.withheld:
        return
    for row, cells in table.rows.items():
        together = sum(counts[row][one] for one in COLUMNS if cells[one] is None)
        assert together == 0 or together >= K


def test_a_table_without_small_cells_is_shown_whole() -> None:
    counts = {"a": {"yes": 0, "no": 44, "unknown": 11, "refused": 0}}
    table = close(counts, columns=COLUMNS)
    assert (dict(table.rows["a"]), dict(table.totals), table.withheld) == (counts["a"], counts["a"], False)


def test_one_small_cell_takes_another_of_its_row_and_of_its_column_with_it() -> None:
    counts = {"a": {"yes": 3, "no": 40, "unknown": 12}, "b": {"yes": 30, "no": 20, "unknown": 15}}
    table = close(counts, columns=("yes", "no", "unknown"))
    assert dict(table.rows["a"]) == {"yes": None, "no": 40, "unknown": None}
    assert dict(table.rows["b"]) == {"yes": None, "no": 20, "unknown": None}
    assert dict(table.totals) == {"yes": 33, "no": 60, "unknown": 27}


def test_of_one_institution_the_totals_say_no_more_than_its_row() -> None:
    table = close({"a": {"yes": 2, "no": 31}}, columns=("yes", "no"))
    assert [*table.rows["a"].values(), *table.totals.values()] == [None] * 4
