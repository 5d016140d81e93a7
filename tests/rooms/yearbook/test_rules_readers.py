"""Whoever reads months and quarters inside learns no hidden number from the five tables of the year."""

from typing import Any

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from himaya.insight.rules_scopes import Told
from himaya.yearbook.rules_readers import READ, WHOLE, Reader, gives_away
from himaya.yearbook.rules_tables import show

pytestmark = pytest.mark.capability("H6")

# The second quarter of the police is four and hidden; it and the guard are the line of the police.
HIDDEN = Told((("police", 4),), (), (frozenset([0]),))


def test_a_line_of_which_all_but_one_quarter_is_read_is_held_back() -> None:
    parts = {
        ("police", READ): {"police": 56}, ("police", 4): {"police": 4}, ("guard", READ): {"police": 80},
        ("ward", READ): {"health": 40},
    }  # fmt: skip
    lines = {"police": 140, "health": 40}
    reader = Reader(HIDDEN, {"t": parts})
    assert gives_away(reader, {"t": show(lines)}) == ("t", "police")
    # Held back, it is still the total less the others: then the total goes.
    assert gives_away(reader, {"t": show(lines, held=["police", "health"])}) == ("t", WHOLE)
    assert gives_away(reader, {"t": show(lines, silent=True)}) is None


def test_another_table_of_the_same_acts_tells_the_hidden_month_as_well() -> None:
    """By region the police and the guard are apart: each table alone, and both together."""
    by_whom = {("police", READ): {"p": 56}, ("police", 4): {"p": 4}, ("guard", READ): {"p": 80}}
    by_region = {("police", READ): {"n": 56}, ("police", 4): {"n": 4}, ("guard", READ): {"s": 80}}
    found = gives_away(
        Reader(HIDDEN, {"a": by_whom, "b": by_region}),
        {"a": show({"p": 140}, silent=True), "b": show({"n": 60, "s": 80})},
    )
    assert found == ("b", "n")


def test_where_two_hidden_months_stand_in_one_line_neither_follows() -> None:
    told = Told((("police", 4), ("guard", 5)), (), (frozenset([0]), frozenset([1])))
    parts = {("police", READ): {"p": 56}, ("police", 4): {"p": 4}, ("guard", READ): {"p": 80}, ("guard", 5): {"p": 9}}
    assert gives_away(Reader(told, {"t": parts}), {"t": show({"p": 149})}) is None
    # Unless a page tells the two together, less one of them.
    known = Told(told.hidden, (frozenset([1]),), (frozenset([0]),))
    assert gives_away(Reader(known, {"t": parts}), {"t": show({"p": 149})}) == ("t", "p")


DESKS = ("a", "b", "c")
CELLS = st.lists(st.integers(0, 30), min_size=18, max_size=18)


@settings(max_examples=80, deadline=None)
@given(CELLS, st.lists(st.sampled_from([(desk, month) for desk in DESKS for month in (1, 2)]), max_size=3, unique=True))
def test_after_all_is_hidden_that_should_be_nothing_follows(numbers: list[int], hidden: list[tuple[str, int]]) -> None:
    """The attack is another one than the rule's: ranks of matrices by numpy, over what is unknown of each desk."""
    told = Told(tuple(hidden), (), tuple(frozenset([place]) for place in range(len(hidden))))
    draw: dict[tuple[str, int], dict[str, int]] = {}
    at = iter(numbers)
    for desk in DESKS:
        for month in (1, 2):
            place = (desk, month) if (desk, month) in hidden else (desk, READ)
            cells = draw.setdefault(place, {})
            for line in ("x", "y", "z"):
                cells[line] = cells.get(line, 0) + next(at)
    lines = {line: sum(cells[line] for cells in draw.values()) for line in ("x", "y", "z")}
    held: set[str] = set()
    silent = False
    reader = Reader(told, {"t": draw})
    while weak := gives_away(reader, {"t": show(lines, held=held, silent=silent)}):
        silent |= weak[1] == WHOLE
        held |= {weak[1]} - {WHOLE}
    shown = show(lines, held=held, silent=silent)
    unknown = [
        (place, line) for place in draw for line in lines if any(draw[p][line] for p in draw if p[0] == place[0])
    ]

    def row(wanted: Any) -> list[float]:
        return [float(wanted(place, line)) for place, line in unknown]

    inside = [row(lambda p, _l, place=place: p == place) for place in draw if place not in hidden]
    ours = [row(lambda _p, n, line=line: n == line) for line, n in shown.lines.items() if n is not None]
    ours += [row(lambda _p, _l: True)] if shown.total is not None else []
    for secret in hidden:
        target = row(lambda p, _l, secret=secret: p == secret)
        if any(target) and not spans(inside, target):
            assert not spans([*inside, *ours], target)


def spans(equations: list[list[float]], target: list[float]) -> bool:
    if not equations:
        return False
    rank = numpy.linalg.matrix_rank
    return bool(rank(numpy.array(equations)) == rank(numpy.array([*equations, target])))
