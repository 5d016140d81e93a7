"""A quarter is decided once for the nation, institutions and desks, and no reader can subtract their way to more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from himaya.insight.rules_scopes import DESK, INSTITUTION, Around, Cell, Shown, release, release_all
from himaya.insight.suppression import Closing, K, suppress

pytestmark = pytest.mark.capability("H2")

# Whoever is the only desk of its institution is that institution.
ALONE = {"c1": [(INSTITUTION, "c")]}
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


# --- what one desk sends another one receives ------------------------------------------------------------------------
TWINS = (("sent", "received"),)
# By month: from a desk, to another one, how often.
type Referrals = Sequence[tuple[int, str, str, int]]
REFERRALS: st.SearchStrategy[Referrals] = st.lists(
    st.tuples(
        st.integers(1, 3), st.sampled_from(sorted(HOMES)), st.sampled_from(sorted(HOMES)),
        st.integers(1, 14) | st.integers(11, 60),
    ),
    min_size=1, max_size=12,
).map(lambda rows: [row for row in rows if row[1] != row[2]])  # fmt: skip


def of_referrals(
    referrals: Referrals, few: Iterable[tuple[str, str]]
) -> tuple[dict[str, list[Cell]], dict[str, Around], dict[str, Shown]]:
    """Sent and received as the tables of the months show them, and what is decided of the quarter."""
    few = {*few, *((DESK, desk) for desk, home in HOMES.items() if (INSTITUTION, home) in few)}
    groups = {desk: home if (INSTITUTION, home) in few else desk for desk, home in HOMES.items() if (DESK, desk) in few}
    cells: dict[str, list[Cell]] = {"sent": [], "received": []}
    lost: dict[str, list[int]] = {"sent": [], "received": []}
    for month in (1, 2, 3):
        exact = {desk: {"sent": 0, "received": 0} for desk in HOMES}
        for when, one, other, n in referrals:
            if when == month:
                exact[one]["sent"] += n
                exact[other]["received"] += n
        table = suppress(exact, columns=("sent", "received"), by=Closing(twins=TWINS, few=groups))
        for kind in cells:
            shown = table.rows
            cells[kind] += [Cell(one, month, row[kind], shown[one][kind] is not None) for one, row in exact.items()]
            lost[kind] += [month] if table.totals[kind] is None else []
    around = {kind: Around(HOMES, frozenset(few), lost[kind]) for kind in cells}
    return cells, around, release_all(cells, around, sums=(), twins=TWINS)


def test_what_one_small_desk_received_is_not_what_all_sent() -> None:
    """Seen red: it was the only receiver, so the total of what was sent was its number."""
    found = of_referrals(
        [(month, desk, "c1", 30) for month in (1, 2, 3) for desk in ("a1", "b1")], [(DESK, "c1"), (INSTITUTION, "c")]
    )[2]
    assert found["received"].nation is None
    assert found["sent"].nation is None
    assert not {"a", "b"} <= set(found["sent"].institutions), "the two of them are the total"


def test_a_total_that_is_hidden_of_one_kind_is_hidden_of_the_other() -> None:
    """Also where no month hides anything: it had three people in each month, and not on every day of the quarter."""
    cells = {
        "sent": [Cell(desk, month, 30, True) for desk in ("a1", "b1") for month in (1, 2, 3)],
        "received": [Cell("c1", month, 60, True) for month in (1, 2, 3)],
    }
    around = Around({"a1": "a", "b1": "b", "c1": "c"}, [(DESK, "c1"), (INSTITUTION, "c")])
    found = release_all(cells, dict.fromkeys(cells, around), sums=(), twins=TWINS)
    assert (found["sent"].nation, found["received"].nation) == (None, None)
    lost = release_all(cells, {"sent": around, "received": replace(around, few=(), lost=[1])}, sums=(), twins=TWINS)
    assert (lost["sent"].nation, lost["received"].nation) == (None, None)


def test_what_no_small_number_keeps_silent_is_told_of_both() -> None:
    found = of_referrals([(month, "a1", "b1", 30) for month in (1, 2, 3)], [])[2]
    assert (found["sent"].nation, found["received"].nation) == (90, 90)


@settings(max_examples=60, deadline=None)
@example([(1, "a1", "b1", 10), (2, "a2", "b1", 10), (3, "c1", "a1", 12)], {(INSTITUTION, "a")})
@example([(1, "a1", "c1", 30), (2, "b1", "c1", 30), (3, "a1", "b2", 12)], {(DESK, "c1"), (INSTITUTION, "c")})
@given(REFERRALS, FEW)
def test_of_sent_and_received_together_no_hidden_month_follows(referrals: Referrals, few: set[tuple[str, str]]) -> None:
    """All months, all totals, all quarters, and that each month's two totals are one number."""
    cells, around, found = of_referrals(referrals, few)
    assert (found["sent"].nation is None) == (found["received"].nation is None)
    hidden = [(kind, one) for kind in cells for one in cells[kind] if not one.seen and one.count]
    before: list[dict[int, int]] = []
    ours: list[dict[int, int]] = []
    for month in (1, 2, 3):
        of_month = {place: kind for place, (kind, one) in enumerate(hidden) if one.month == month}
        before.append({place: 1 if kind == "sent" else -1 for place, kind in of_month.items()})
        for kind in cells:
            if month not in around[kind].lost:
                before.append({place: 1 for place, of in of_month.items() if of == kind})
    for kind in cells:
        places = {place: one.desk for place, (of, one) in enumerate(hidden) if of == kind}
        ours += [{place: 1 for place, desk in places.items() if desk == name} for name in found[kind].desks]
        ours += [{place: 1 for place, desk in places.items() if HOMES[desk] == one} for one in found[kind].institutions]
        if found[kind].nation is not None:
            ours.append(dict.fromkeys(places, 1))
    secret = [{place: 1} for place in range(len(hidden))]
    told = {name for one in found.values() for name in one.institutions}
    for kind, home in product(cells, set(HOMES.values()) - told):
        own = {place: 1 for place, (of, one) in enumerate(hidden) if of == kind and HOMES[one.desk] == home}
        secret += [own] if own else []
    for vector in secret:
        if not solved(before, vector, len(hidden)):
            assert not solved([*before, *ours], vector, len(hidden))


@settings(max_examples=60, deadline=None)
@given(REFERRALS, FEW)
def test_of_sent_and_received_together_no_hidden_unit_follows_from_these_pages(
    referrals: Referrals, few: set[tuple[str, str]]
) -> None:
    cells, _around, found = of_referrals(referrals, few)
    names = [(kind, desk) for kind in cells for desk in sorted(HOMES)]
    sums = {name: sum(one.count for one in cells[name[0]] if one.desk == name[1]) for name in names}
    equations = [{place: 1 if kind == "sent" else -1 for place, (kind, _desk) in enumerate(names)}]
    equations += [{place: 1} for place, name in enumerate(names) if name[1] in found[name[0]].desks or not sums[name]]
    for kind in cells:
        whole = {place: 1 for place, name in enumerate(names) if name[0] == kind}
        equations += [
            {place: 1 for place in whole if HOMES[names[place][1]] == name} for name in found[kind].institutions
        ]
        equations += [whole] if found[kind].nation is not None else []
    for place, (kind, desk) in enumerate(names):
        if desk not in found[kind].desks and sums[kind, desk]:
            assert not solved(equations, {place: 1}, len(names))
    for kind, (level, name) in product(cells, few):
        assert name not in (found[kind].desks if level == DESK else found[kind].institutions)


@settings(max_examples=60)
@given(ROWS, st.sampled_from(["a1", "b1", "c1"]))
def test_a_desk_of_fewer_than_three_people_follows_from_no_month_that_is_shown(
    rows: list[tuple[str, int, int, int]], small: str
) -> None:
    """Its own months are hidden; those of the others are read beside the quarters. Whatever it counts."""
    homes = {desk: HOMES[desk] for desk, *_numbers in rows}
    cells: list[Cell] = []
    lost: list[int] = []
    for month in (1, 2, 3):
        exact = {desk: {"n": numbers[month - 1]} for desk, *numbers in rows}
        table = suppress(exact, columns=("n",), by=Closing(few={small: small}))
        cells += [Cell(desk, month, row["n"], table.rows[desk]["n"] is not None) for desk, row in exact.items()]
        lost += [month] if table.totals["n"] is None else []
    found = release(cells, Around(homes, frozenset([(DESK, small), *ALONE.get(small, ())]), lost))
    hidden = [one for one in cells if not one.seen and one.count]
    known = known_to_the_secretariat(cells, lost)
    known += [{place: 1 for place, one in enumerate(hidden) if one.desk == desk} for desk in found.desks]
    known += [{place: 1 for place, one in enumerate(hidden) if homes[one.desk] == name} for name in found.institutions]
    if found.nation is not None:
        known.append(dict.fromkeys(range(len(hidden)), 1))
    own = {place: 1 for place, one in enumerate(hidden) if one.desk == small}
    assert small not in found.desks
    if own:
        assert not solved(known, own, len(hidden))
    for place in own:
        assert not solved(known, {place: 1}, len(hidden))
