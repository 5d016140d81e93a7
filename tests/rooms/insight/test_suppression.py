"""A small cell is never shown, and never left over for somebody who can subtract."""

from hypothesis import example, given
from hypothesis import strategies as st

from himaya.insight.suppression import Closing, K, Table, suppress

COLUMNS = ("received", "answered", "unanswered")
SUMS = (("received", ("answered", "unanswered")),)
TABLES = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d", "e", "f"]),
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(
        lambda two: {"received": two[0] + two[1], "answered": two[0], "unanswered": two[1]}
    ),
    max_size=6,
)


def shown(counts: dict[str, dict[str, int]]) -> Table:
    return suppress(counts, columns=COLUMNS, by=Closing(SUMS))


@given(TABLES)
def test_no_small_cell_is_shown(counts: dict[str, dict[str, int]]) -> None:
    table = shown(counts)
    cells = [value for row in table.rows.values() for value in row.values()] + list(table.totals.values())
    assert all(value is None or value == 0 or value >= K for value in cells)


@given(TABLES)
def test_what_is_shown_is_exact(counts: dict[str, dict[str, int]]) -> None:
    table = shown(counts)
    for row, cells in table.rows.items():
        assert all(value in (None, counts[row][column]) for column, value in cells.items())


@example(
    {
        "a": {"received": 1, "answered": 0, "unanswered": 1},
        "b": {"received": 12, "answered": 11, "unanswered": 1},
    }
)
@given(TABLES)
def test_nobody_can_subtract_their_way_to_a_small_cell(counts: dict[str, dict[str, int]]) -> None:
    """An attacker solves every equation with one unknown, again and again, and finds no small cell."""
    table = shown(counts)
    known: dict[tuple[str, str], int | None] = {
        (row, column): value for row, cells in table.rows.items() for column, value in cells.items()
    }
    known |= {("", column): value for column, value in table.totals.items()}
    equations = [[("", c), *((row, c) for row in table.rows)] for c in COLUMNS]
    equations += [[(row, "received"), (row, "answered"), (row, "unanswered")] for row in ("", *table.rows)]
    hidden_at_first = {place for place, value in known.items() if value is None}
    progress = True
    while progress:
        progress = False
        for whole, *parts in equations:
            unknown = [place for place in (whole, *parts) if known[place] is None]
            if len(unknown) != 1:
                continue
            total = sum(known[place] or 0 for place in parts)
            known[unknown[0]] = total if unknown[0] == whole else (known[whole] or 0) - total
            progress = True
    small = {place for place in hidden_at_first if known[place] is not None and 0 < (known[place] or 0) < K}
    assert not small


def test_one_small_desk_takes_the_next_smallest_with_it() -> None:
    counts = {"a": {"received": 3}, "b": {"received": 40}, "c": {"received": 15}}
    table = suppress(counts, columns=("received",))
    assert table.rows == {"a": {"received": None}, "b": {"received": 40}, "c": {"received": None}}
    assert table.totals == {"received": 58}
    assert table.hidden == 2


def test_a_lone_small_desk_takes_the_total_with_it() -> None:
    table = suppress({"a": {"received": 3}, "b": {"received": 0}}, columns=("received",))
    assert table.rows == {"a": {"received": None}, "b": {"received": 0}}
    assert table.totals == {"received": None}


def test_a_row_of_fewer_than_three_people_is_hidden_whatever_it_counts() -> None:
    counts = {"a": {"received": 90}, "b": {"received": 40}, "c": {"received": 15}}
    table = suppress(counts, columns=("received", "sent"), by=Closing(few={"a": "a"}))
    assert table.rows["a"] == {"received": None, "sent": None}, "nor that it did nothing"
    assert table.rows["c"]["received"] is None, "the total less the others"
    assert table.rows["b"]["received"] == 40
    assert table.totals == {"received": 145, "sent": 0}


def test_two_desks_of_one_small_institution_cover_nothing_of_each_other() -> None:
    """Of the same two people: what is hidden together would be theirs."""
    counts = {"a1": {"received": 90}, "a2": {"received": 40}, "c": {"received": 15}}
    few = {"a1": "institution/a", "a2": "institution/a"}
    assert suppress(counts, columns=("received",), by=Closing(few=few)).rows["c"]["received"] is None


REFERRALS = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde"), st.integers(1, 30)), min_size=1, max_size=6
)


@given(REFERRALS, st.sets(st.sampled_from("abcde")))
def test_of_two_names_of_one_total_both_are_told_or_neither(
    referrals: list[tuple[str, str, int]], few: set[str]
) -> None:
    counts = {desk: {"sent": 0, "received": 0} for desk in "abcde"}
    for one, other, n in referrals:
        counts[one]["sent"] += n
        counts[other]["received"] += n
    columns = ("sent", "received")
    table = suppress(counts, columns=columns, by=Closing(twins=(columns,), few={one: one for one in few}))
    assert (table.totals["sent"] is None) == (table.totals["received"] is None)
    for desk in few:
        assert set(table.rows[desk].values()) == {None}
    # Where both are hidden, their equality leaves at least one unknown number on either side.
    if table.totals["sent"] is None:
        for column in columns:
            assert any(table.rows[desk][column] is None and counts[desk][column] for desk in counts)
