"""Shares of what is known, parts of a whole, periods that are over: the pure rules of the monitoring indicators."""

from datetime import date
from fractions import Fraction
from itertools import batched

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.insight import rules_known, rules_periods
from himaya.insight.rules_parts import of_whole
from himaya.insight.rules_periods import Period
from himaya.insight.rules_scopes import Shown
from himaya.insight.suppression import K

pytestmark = pytest.mark.capability("H2")
TODAY = date(2026, 11, 30)


# --- the denominator of the CTDC -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cells", "unknown", "shares", "known", "not_known"),
    [
        ({"m": 30, "f": 10, "": 60}, ("",), [Fraction(3, 4), Fraction(1, 4)], 40, 60),
        ({"m": 30, "f": 0, "": 0}, ("",), [Fraction(1), Fraction(0)], 30, 0),
        # A hidden number has no share, and the sum of the others would give it away.
        ({"m": 30, "f": None, "": 60}, ("",), [None, None], None, 60),
        ({"m": 30, "f": 10, "": None}, ("",), [Fraction(3, 4), Fraction(1, 4)], 40, None),
        # A share of so few says nothing.
        ({"m": 0, "f": 0, "": 60}, ("",), [None, None], 0, 60),
    ],
)
def test_a_share_is_of_those_with_a_value(
    cells: dict[str, int | None], unknown: tuple[str, ...], shares: list[Fraction | None], known: int, not_known: int
) -> None:
    found = rules_known.shares(cells, unknown=unknown)
    assert [one.share for one in found.parts] == shares
    assert (found.known, found.unknown) == (known, not_known)


def test_a_part_that_is_hidden_leaves_the_others_their_share_of_a_whole_that_is_shown() -> None:
    found = rules_known.shares({"yes": 30, "in_part": None, "no": None}, whole=60)
    assert [one.share for one in found.parts] == [Fraction(1, 2), None, None]


@pytest.mark.parametrize(
    ("n", "said"), [(0, 0), (1, None), (10, None), (11, 10), (14, 10), (15, 20), (24, 20), (25, 30)]
)
def test_a_rounded_number_is_to_the_nearest_ten_and_a_small_one_is_hidden(n: int, said: int | None) -> None:
    assert rules_known.rounded({"x": n}) == {"x": said}


def test_of_rounded_numbers_never_exactly_one_is_hidden_beside_others() -> None:
    """Seen red with 25 beside 1: of a total of 26 everybody knew both."""
    assert rules_known.rounded({"a": 25, "b": 1}) == {"a": None, "b": None}
    assert rules_known.rounded({"a": 25, "b": 1, "c": 0, "d": 40}) == {"a": None, "b": None, "c": 0, "d": 40}


# --- parts of a whole ------------------------------------------------------------------------------------------------
def test_parts_are_shown_beside_their_whole() -> None:
    found = of_whole(
        {"a": {"yes": 30, "no": 20}, "b": {"yes": 40, "no": 15}},
        Shown(105, {"a": 50, "b": 55}, {}),
        columns=("yes", "no"),
    )
    assert found.institutions["a"] == {"yes": 30, "no": 20}
    assert found.nation == {"yes": 70, "no": 35}


def test_a_small_part_hides_the_one_that_would_give_it_away() -> None:
    found = of_whole(
        {"a": {"yes": 48, "no": 2}, "b": {"yes": 40, "no": 15}},
        Shown(105, {"a": 50, "b": 55}, {}),
        columns=("yes", "no"),
    )
    assert found.institutions["a"] == {"yes": None, "no": None}


def test_an_institution_whose_whole_is_hidden_shows_no_part_and_is_left_over_by_no_difference() -> None:
    """Seen red where the parts of the nation were added up over all, and a whole of seven was left."""
    found = of_whole(
        {"a": {"yes": 3, "no": 4}, "b": {"yes": 40, "no": 15}}, Shown(None, {"b": 55}, {}), columns=("yes", "no")
    )
    assert "a" not in found.institutions
    assert found.nation is None


# Drawn as one row of numbers: dictionaries within dictionaries take longer to draw than the rule to decide.
COLUMNS = ("yes", "in_part", "no")
PARTS = st.lists(st.integers(0, 40), min_size=15, max_size=15)
NAMES = st.integers(0, 31).map(lambda bits: {name for place, name in enumerate("abcde") if bits >> place & 1})


@given(PARTS, NAMES, NAMES)
def test_no_small_part_is_shown(numbers: list[int], there: set[str], hidden: set[str]) -> None:
    rows = dict(zip("abcde", batched(numbers, 3, strict=True), strict=True))
    parts = {name: dict(zip(COLUMNS, rows[name], strict=True)) for name in sorted(there)}
    sums = {name: sum(cells.values()) for name, cells in parts.items()}
    shown = {name: n for name, n in sums.items() if name not in hidden and (n == 0 or n >= K)}
    found = of_whole(parts, Shown(sum(sums.values()), shown, {}), columns=COLUMNS)
    every = [cell for cells in (*found.institutions.values(), found.nation or {}) for cell in cells.values()]
    assert all(cell is None or cell == 0 or cell >= K for cell in every)
    for cells in found.institutions.values():
        assert list(cells.values()).count(None) != 1, "the whole less the others"


# --- periods ---------------------------------------------------------------------------------------------------------
def test_only_what_is_over_can_be_asked_for() -> None:
    assert rules_periods.quarters_over(TODAY)[0] == Period(2026, 3)
    assert len(rules_periods.quarters_over(TODAY)) == 8
    assert rules_periods.years_over(TODAY)[0] == Period(2025)
    assert rules_periods.quarters_over(date(2026, 1, 1))[0] == Period(2025, 4)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("2026-Q3", Period(2026, 3)),
        ("2025", Period(2025)),
        ("2026-Q4", None),  # it runs
        ("2026", None),
        ("2019-Q1", None),  # long past
        ("2026-Q5", None),
        ("2026-q3", None),
        ("٢٠٢٥", None),
        ("2025' OR 1=1", None),
        ("", None),
    ],
)
def test_a_period_is_one_that_is_over_or_none(code: str, found: Period | None) -> None:
    assert rules_periods.of_code(code, TODAY) == found


def test_a_year_is_made_of_four_quarters() -> None:
    assert [one.code for one in Period(2025).quarters] == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    assert Period(2026, 3).months == (date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1))


@pytest.mark.parametrize(
    ("begun", "said"),
    [
        (None, False),
        # In that month: on its first day, or on its twentieth.
        (date(2026, 7, 1), False),
        (date(2026, 8, 1), False),
        (date(2026, 6, 1), True),
        (date(2025, 1, 1), True),
    ],
)
def test_what_was_not_counted_from_the_first_day_is_not_counted(begun: date | None, said: bool) -> None:
    assert rules_periods.counted_whole(Period(2026, 3), begun) is said
