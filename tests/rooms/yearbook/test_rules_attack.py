"""The attack finds what a fault in hiding would give away, in one release and across several, and nothing else.

Each table here is small enough to be worked out by hand.
"""

from math import inf
from typing import Any

import pytest

from himaya.adapters import linear_bounds
from himaya.yearbook import attack
from himaya.yearbook.rules_attack import Cell, riddle

pytestmark = pytest.mark.capability("H6")
Counts = dict[str, int]
Data = dict[str, Any]


def table(name: str, exact: Counts, *hidden: str, unit: str = "acts", total: bool = True) -> Data:
    """A table as published: these lines are hidden, whether that is wise or not."""
    return {
        "id": name,
        "unit": unit,
        "state": "in_part" if hidden else "whole",
        "total": sum(exact.values()) if total else None,
        "lines": [{"id": line, "count": None if line in hidden else n} for line, n in exact.items()],
    }


def closed(name: str, exact: Counts, *, total: bool, unit: str = "acts") -> Data:
    """A table of which no line is shown."""
    shown = table(name, exact, *exact, unit=unit, total=total)
    return {**shown, "state": "total_only" if total else "nothing"}


def year(*tables: Data, of: int = 2025) -> Data:
    return {"year": of, "tables": list(tables)}


def exact(of: int = 2025, **tables: Counts) -> dict[Cell, int]:
    return {(of, name, line): n for name, counts in tables.items() for line, n in counts.items()}


def unmasked(now: Data, *earlier: Data, known: dict[Cell, int]) -> set[str]:
    """The lines that give way, as `table/line`."""
    report = attack.together(now, list(earlier), known)
    assert not report.contradiction
    return {f"{name}/{line}" for _year, name, line in report.unmasked}


AGE = {"adult": 40, "minor": 5, "maybe": 30}


def test_two_hidden_lines_that_add_up_to_enough_hold() -> None:
    assert unmasked(year(table("age", AGE, "minor", "maybe")), known=exact(age=AGE)) == set()


def test_a_lone_hidden_line_is_the_total_less_the_rest() -> None:
    assert unmasked(year(table("age", AGE, "minor")), known=exact(age=AGE)) == {"age/minor"}


def test_two_small_lines_and_nothing_beside_them_are_narrowed() -> None:
    """Ten and ten: of twenty, each is at least ten for whoever knows that both are small."""
    tens = {"a": 10, "b": 10, "c": 50}
    assert unmasked(year(table("t", tens, "a", "b")), known=exact(t=tens)) == {"t/a", "t/b"}
    # A reader who is told nothing would still be left with 1 to 19.
    assert unmasked(year(table("t", tens, "a", "b")), known={}) == set()


def test_what_is_hidden_along_must_exceed_the_least_that_it_can_be() -> None:
    """Three, and twelve that is known to be eleven or more: of fifteen, the small one is four at most."""
    weak = {"a": 3, "b": 12, "c": 50}
    assert unmasked(year(table("t", weak, "a", "b")), known=exact(t=weak)) == {"t/a", "t/b"}


def test_a_total_that_one_table_hides_is_told_by_another_of_its_unit() -> None:
    other = {"north": 45, "south": 30}
    hides = table("age", AGE, "minor", total=False)
    assert unmasked(year(hides), known=exact(age=AGE)) == set()
    assert unmasked(year(hides, table("where", other)), known=exact(age=AGE, where=other)) == {"age/minor"}
    # Another unit is another total.
    assert unmasked(year(hides, table("where", other, unit="else")), known=exact(age=AGE, where=other)) == set()


def test_an_earlier_release_that_hid_another_line_gives_both_away() -> None:
    """What is hidden now stood there, and what was hidden then stands here."""
    first, second = year(table("age", AGE, "minor", "maybe")), year(table("age", AGE, "minor", "adult"))
    known = exact(age=AGE)
    assert unmasked(first, known=known) == unmasked(second, known=known) == set()
    assert unmasked(second, first, known=known) == {"age/minor", "age/maybe", "age/adult"}


def test_an_earlier_release_that_hid_the_same_tells_nothing_new() -> None:
    now = year(table("age", AGE, "minor", "maybe"))
    report = attack.together(now, [now, now], exact(age=AGE))
    assert report.holds
    assert report.earlier == 2


def test_the_release_of_another_year_is_about_other_numbers() -> None:
    then = year(table("age", {"adult": 9, "minor": 9, "maybe": 9}), of=2024)
    report = attack.together(year(table("age", AGE, "minor", "maybe")), [then], exact(age=AGE))
    assert report.holds
    assert report.earlier == 0


def test_counts_that_changed_since_an_earlier_release_are_a_contradiction() -> None:
    before = year(table("age", {**AGE, "adult": 41}, "minor", "maybe"))
    report = attack.together(year(table("age", AGE, "minor", "maybe")), [before], exact(age=AGE))
    assert report.contradiction
    assert not report.holds


def test_a_line_that_was_hidden_and_is_a_zero_now_is_a_contradiction() -> None:
    before = year(table("age", AGE, "minor", "maybe"))
    gone = {"adult": 40, "minor": 0, "maybe": 35}
    assert attack.together(year(table("age", gone)), [before], exact(age=gone)).contradiction


def test_of_a_closed_table_each_line_may_be_anything() -> None:
    small = {"a": 5, "b": 6}
    assert unmasked(year(closed("t", small, total=True)), known=exact(t=small)) == set()
    assert unmasked(year(closed("t", small, total=False)), known=exact(t=small)) == set()
    # Beside an earlier release that showed all but one, the total is enough.
    before = year(table("t", small, "a", total=False))
    assert unmasked(year(closed("t", small, total=True)), before, known=exact(t=small)) == {"t/a", "t/b"}


def test_the_report_has_the_bounds_of_a_reader_and_no_hidden_number() -> None:
    report = attack.together(year(table("age", AGE, "minor", "maybe")), [], exact(age=AGE)).as_data()
    assert report["holds"] is True
    assert report["lines"] == [
        {"table": "age", "line": "minor", "low": 1, "high": 34},
        {"table": "age", "line": "maybe", "low": 1, "high": 34},
    ]


def test_the_solver_finds_bounds_ends_and_contradictions() -> None:
    """x + y = 10, y + z = 4: worked out by hand; w stands in no fact."""
    facts = [({0: 1.0, 1: 1.0}, 10.0), ({1: 1.0, 2: 1.0}, 4.0)]
    within = [(0.0, inf), (1.0, inf), (0.0, inf), (2.0, inf)]
    assert linear_bounds.bounds(facts, within, [0, 1, 2, 3]) == {
        0: pytest.approx((6, 9)), 1: pytest.approx((1, 4)), 2: pytest.approx((0, 3)), 3: (pytest.approx(2), inf),
    }  # fmt: skip
    assert linear_bounds.bounds([*facts, ({0: 1.0}, 2.0)], within, [1]) is None
    assert linear_bounds.bounds([], [(0.0, inf)], []) == {}


def test_only_small_or_not_is_used_of_the_exact_counts() -> None:
    """The same riddle for 1 and for 10, for 11 and for 400: the attack cannot be fed with what it has to find."""
    now = year(table("age", AGE, "minor", "maybe"))
    low = riddle([now], exact(age={"adult": 40, "minor": 1, "maybe": 11}))
    high = riddle([now], exact(age={"adult": 40, "minor": 10, "maybe": 400}))
    assert low == high
