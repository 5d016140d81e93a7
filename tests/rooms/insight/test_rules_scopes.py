"""A quarter is decided once for the nation, institutions and desks, and no reader can subtract their way to more."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from himaya.insight.rules_scopes import DESK, INSTITUTION, Around, Cell, Shown, release, release_all
from himaya.insight.suppression import K, suppress

pytestmark = pytest.mark.capability("H2")

HOMES = {"a1": "a", "a2": "a", "b1": "b", "b2": "b", "b3": "b", "c1": "c"}


def cells_of(*rows: tuple[str, int, int, int]) -> tuple[list[Cell], list[int]]:
    """Desk and its three months; what the table of each month hides, and the months of which the total is hidden."""
    found: list[Cell] = []
    lost: list[int] = []
    for month in (1, 2, 3):
        exact = {desk: {"n": numbers[month - 1]} for desk, *numbers in rows}
        table = suppress(exact, columns=("n",))
        found += [Cell(desk, month, cells["n"], table.rows[desk]["n"] is not None) for desk, cells in exact.items()]
        if table.totals["n"] is None:
            lost.append(month)
    return found, lost


def decided(*rows: tuple[str, int, int, int], few: Iterable[tuple[str, str]] = ()) -> Shown:
    cells, lost = cells_of(*rows)
    homes = {desk: HOMES[desk] for desk, *_numbers in rows}
    return release(cells, Around(homes, frozenset(few), lost))


def test_where_no_month_is_small_everything_is_shown() -> None:
    found = decided(("a1", 20, 20, 20), ("a2", 30, 30, 30), ("c1", 12, 12, 12))
    assert found == Shown(186, {"a": 150, "c": 36}, {"a1": 60, "a2": 90, "c1": 36})


def test_a_zero_is_about_nobody() -> None:
    found = decided(("a1", 0, 0, 0), ("a2", 30, 30, 30))
    assert found.desks == {"a1": 0, "a2": 90}


def test_one_small_month_beside_two_that_are_shown_closes_the_quarter() -> None:
    """Seen red where a quarter was its own sum: the sum less two months is the third."""
    found = decided(("a1", 20, 20, 3), ("a2", 30, 30, 30), ("b1", 40, 40, 40), ("b2", 50, 50, 50), ("b3", 60, 60, 60))
    assert "a1" not in found.desks
    assert "a2" not in found.desks, "the institution less its other desk"
    assert found.institutions["b"] == 450


def test_a_desk_of_fewer_than_three_people_is_in_no_difference() -> None:
    """The institution is shown, so two of its desks are hidden, or all of it is."""
    found = decided(("b1", 20, 20, 20), ("b2", 30, 30, 30), ("b3", 40, 40, 40), ("c1", 50, 50, 50), few=[(DESK, "b1")])
    assert "b1" not in found.desks
    assert "b2" not in found.desks
    assert found.desks["b3"] == 120
    assert found.institutions["b"] == 270


def test_an_institution_of_fewer_than_three_people_is_in_no_difference() -> None:
    found = decided(("a1", 20, 20, 20), ("b1", 30, 30, 30), ("c1", 40, 40, 40), few=[(INSTITUTION, "a"), (DESK, "a1")])
    assert found.nation == 270
    assert "a" not in found.institutions
    assert "b" not in found.institutions
    assert found.institutions["c"] == 120


def test_an_institution_with_one_desk_is_that_desk() -> None:
    found = decided(("c1", 20, 20, 20), ("a1", 20, 20, 20), ("b1", 20, 20, 20), few=[(DESK, "c1")])
    assert "c" not in found.institutions
    assert "c1" not in found.desks


def test_acts_without_an_account_belong_to_no_unit() -> None:
    cells = [Cell("", 1, 40, True), Cell("a1", 1, 30, True), Cell("b1", 1, 30, True)]
    found = release(cells, Around({"a1": "a", "b1": "b"}))
    assert found.nation == 100
    assert "" not in found.institutions


def test_a_quarter_with_a_month_of_which_the_total_is_hidden_has_no_total() -> None:
    assert decided(("a1", 20, 20, 3)).nation is None


def test_two_ones_that_add_up_to_two_are_known_each() -> None:
    """Seen red where two hidden months were enough."""
    found = decided(("a1", 20, 1, 1), ("a2", 30, 30, 30), ("b1", 40, 40, 40))
    assert "a1" not in found.desks


MONTHS = st.tuples(*[st.one_of(st.just(0), st.integers(1, 14), st.integers(11, 60)) for _ in range(3)])
ROWS = st.dictionaries(st.sampled_from(sorted(HOMES)), MONTHS, min_size=1).map(
    lambda rows: [(desk, *months) for desk, months in sorted(rows.items())]
)
FEW = st.sets(st.sampled_from([(DESK, "a1"), (DESK, "b1"), (DESK, "c1"), (INSTITUTION, "c"), (INSTITUTION, "a")]))


def solved(equations: Sequence[Mapping[int, int]], wanted: Mapping[int, int], unknowns: int) -> bool:
    """True when the wanted sum follows: by row reduction of a full matrix, apart from how the rule does it."""

    def rank(rows: list[list[Fraction]]) -> int:
        rows, found = [list(row) for row in rows], 0
        for column in range(unknowns):
            pivot = next((at for at in range(found, len(rows)) if rows[at][column]), None)
            if pivot is None:
                continue
            rows[found], rows[pivot] = rows[pivot], rows[found]
            for at in range(len(rows)):
                if at != found and rows[at][column]:
                    factor = rows[at][column] / rows[found][column]
                    rows[at] = [one - factor * other for one, other in zip(rows[at], rows[found], strict=True)]
            found += 1
        return found

    full = [[Fraction(row.get(place, 0)) for place in range(unknowns)] for row in equations]
    return rank([*full, [Fraction(wanted.get(place, 0)) for place in range(unknowns)]]) == rank(full)


def known_to_the_secretariat(cells: Sequence[Cell], lost: Iterable[int]) -> list[dict[int, int]]:
    hidden = [one for one in cells if not one.seen and one.count]
    months = {one.month for one in hidden} - set(lost)
    return [{place: 1 for place, one in enumerate(hidden) if one.month == month} for month in months]


@settings(max_examples=60)
@example([("a1", 20, 20, 3), ("a2", 30, 30, 30)], set())
@given(ROWS, FEW)
def test_no_hidden_month_of_a_desk_follows_from_all_that_is_published(
    rows: list[tuple[str, int, int, int]], few: set[tuple[str, str]]
) -> None:
    cells, lost = cells_of(*rows)
    homes = {desk: HOMES[desk] for desk, *_numbers in rows}
    found = release(cells, Around(homes, frozenset(few), lost))
    hidden = [one for one in cells if not one.seen and one.count]
    before = known_to_the_secretariat(cells, lost)
    ours = [{place: 1 for place, one in enumerate(hidden) if one.desk == desk} for desk in found.desks]
    ours += [{place: 1 for place, one in enumerate(hidden) if homes[one.desk] == name} for name in found.institutions]
    for place in range(len(hidden)):
        if not solved(before, {place: 1}, len(hidden)):
            assert not solved([*before, *ours], {place: 1}, len(hidden))


@settings(max_examples=60)
@given(ROWS, FEW)
def test_whoever_sees_only_these_figures_learns_no_hidden_unit(
    rows: list[tuple[str, int, int, int]], few: set[tuple[str, str]]
) -> None:
    """A focal point, or somebody with the paper in hand: the sums of the nation and of institutions, and the desks."""
    cells, lost = cells_of(*rows)
    homes = {desk: HOMES[desk] for desk, *_numbers in rows}
    found = release(cells, Around(homes, frozenset(few), lost))
    sums = {desk: sum(numbers) for desk, *numbers in rows}
    desks = sorted(homes)
    equations = [{place: 1 for place, one in enumerate(desks) if one in found.desks and one == desk} for desk in desks]
    equations += [{place: 1 for place, one in enumerate(desks) if homes[one] == name} for name in found.institutions]
    if found.nation is not None:
        equations.append(dict.fromkeys(range(len(desks)), 1))
    # A zero is known to be one: it adds nothing to a sum.
    zeros = [{place: 1} for place, one in enumerate(desks) if not sums[one]]
    for place, desk in enumerate(desks):
        if desk not in found.desks and sums[desk]:
            assert not solved([*equations, *zeros], {place: 1}, len(desks))
    for level, name in few:
        assert name not in (found.desks if level == DESK else found.institutions)
    shown = [*found.desks.values(), *found.institutions.values()]
    assert all(n == 0 or n >= K for n in shown)


def test_of_received_answered_and_unanswered_a_unit_never_hides_exactly_one() -> None:
    kinds = {
        "received": [("a1", 40, 40, 40), ("a2", 40, 40, 40), ("b1", 40, 40, 40)],
        "answered": [("a1", 39, 39, 39), ("a2", 20, 20, 20), ("b1", 20, 20, 20)],
        "unanswered": [("a1", 1, 1, 1), ("a2", 20, 20, 20), ("b1", 20, 20, 20)],
    }
    cells, around = {}, {}
    for kind, rows in kinds.items():
        cells[kind], lost = cells_of(*rows)
        around[kind] = Around({"a1": "a", "a2": "a", "b1": "b"}, lost=lost)
    found = release_all(cells, around, sums=(("received", ("answered", "unanswered")),))
    for unit in ((DESK, "a1"), (INSTITUTION, "a")):
        hidden = [kind for kind in kinds if found[kind].of(unit) is None]
        assert len(hidden) != 1
