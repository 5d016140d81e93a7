"""The one table of a year: no total of it, beside the twelve monthly tables, gives a small count away."""

from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from himaya.insight import desk_counts
from himaya.insight.rules_year import Month, of_year
from himaya.insight.suppression import Closing, K, suppress

pytestmark = pytest.mark.capability("A12")
COLUMNS, SUMS, TWINS = desk_counts.COLUMNS, desk_counts.SUMS, desk_counts.TWINS


def month(**desks: dict[str, int]) -> Month:
    exact = {desk: {column: cells.get(column, 0) for column in COLUMNS} for desk, cells in desks.items()}
    return Month(exact, suppress(exact, columns=COLUMNS, by=desk_counts.CLOSING))


def year(*months: Month) -> dict[str, int | None]:
    return of_year(months, columns=COLUMNS, sums=SUMS, twins=TWINS, k=K)


def test_what_every_month_tells_the_year_may_sum() -> None:
    found = year(month(a={"screened": 20}, b={"screened": 30}), month(a={"screened": 40}))
    assert found["screened"] == 90
    assert found["refused"] == 0


def test_a_total_below_eleven_is_hidden() -> None:
    assert year(month(a={"refused": 4}), month(a={"refused": 3}))["refused"] is None


def test_a_total_below_eleven_is_hidden_whatever_the_months_told() -> None:
    exact = {"a": {column: 4 if column == "refused" else 0 for column in COLUMNS}}
    told = Month(exact, suppress(exact, columns=COLUMNS, by=Closing(SUMS, k=1)))
    assert told.shown.totals["refused"] == 4
    assert year(told)["refused"] is None


def test_a_year_beside_eleven_months_would_be_the_twelfth() -> None:
    told = month(a={"screened": 50})
    silent = month(a={"screened": 5})
    assert silent.shown.totals["screened"] is None
    assert year(told, silent)["screened"] is None


def test_two_silent_months_of_one_desk_that_stay_below_eleven_together_keep_the_year_hidden() -> None:
    silent = month(a={"screened": 5}, b={"screened": 100})
    assert year(silent, silent, month(a={"screened": 50}))["screened"] is None or silent.shown.totals["screened"]
    alone = month(a={"screened": 4})
    assert year(alone, alone, month(a={"screened": 50}))["screened"] is None


def test_several_silent_months_that_reach_eleven_together_may_be_summed() -> None:
    alone = month(a={"screened": 6})
    assert year(alone, alone, month(a={"screened": 50}))["screened"] == 62


def test_a_part_of_a_sum_is_told_only_when_every_month_tells_it() -> None:
    silent = month(a={"received": 40, "answered": 34, "unanswered": 6})
    assert None in (silent.shown.totals["answered"], silent.shown.totals["received"])
    found = year(silent, silent)
    hidden = [one for one in ("received", "answered", "unanswered") if found[one] is None]
    for one in ("received", "answered", "unanswered"):
        assert (found[one] is None) == (silent.shown.totals[one] is None or one == "unanswered")
    assert len(hidden) >= 2


def test_what_is_sent_is_received_so_both_totals_of_a_year_are_told_or_neither() -> None:
    """Seen red: one desk of two people received everything, and what all sent was what it received."""
    exact = {"a": {"sent": 40}, "b": {"sent": 50}, "shelter": {"received": 90}}
    exact = {desk: {column: cells.get(column, 0) for column in COLUMNS} for desk, cells in exact.items()}
    few = {"shelter": "shelter"}
    shown = suppress(exact, columns=COLUMNS, by=Closing(SUMS, TWINS, few))
    assert (shown.totals["sent"], shown.totals["received"]) == (None, None)
    found = year(Month(exact, shown, few), month(a={"sent": 40}, b={"received": 40}))
    assert (found["sent"], found["received"]) == (None, None)


def test_months_of_one_small_desk_are_one_figure() -> None:
    """Two hidden months of the same two people reach eleven, and tell of those two."""
    few = {"a": "a"}
    exact = {"a": {column: 30 if column == "screened" else 0 for column in COLUMNS}}
    silent = Month(exact, suppress(exact, columns=COLUMNS, by=Closing(SUMS, TWINS, few)), few)
    assert silent.shown.totals["screened"] is None
    assert year(silent, silent)["screened"] is None


MONTHS = st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=3), min_size=2, max_size=3)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MONTHS)
def test_no_hidden_cell_of_a_month_follows_from_the_year(counts: list[list[int]]) -> None:
    """Every hidden cell could have been another number: some other filling gives the same tables and the same year."""
    desks = [{f"desk-{place}": {"screened": count} for place, count in enumerate(one)} for one in counts]
    months = [month(**one) for one in desks]
    cells = [
        (place, desk)
        for place, one in enumerate(months)
        for desk, shown in one.shown.rows.items()
        if shown["screened"] is None
    ]
    if year(*months)["screened"] is None:
        return
    for cell in cells:
        assert _another(months, cells, cell, desks), (cell, counts)


def _another(months: list[Month], cells: list[tuple[int, str]], cell: tuple[int, str], desks: Any) -> bool:
    """Whether one can be moved up and another down without changing anything that is told."""
    for other in cells:
        if other == cell:
            continue
        same_month = other[0] == cell[0]
        both_silent = all(months[place].shown.totals["screened"] is None for place, _ in (cell, other))
        if not (same_month or both_silent):
            continue
        for up, down in product((cell, other), repeat=2):
            if up != down and desks[down[0]][down[1]]["screened"] >= 1:
                return True
    return False
