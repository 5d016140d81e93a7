"""What a reader could work out of everything that was published, written as linear facts and judged. Pure.

Source: design/do-no-harm.md 22; evidence, "Publication" (primary and secondary suppression, comparison with what was
already published). The attacker has every release there ever was, also one that was withdrawn: whoever read it once
knows it. They add and subtract as they like, and know more than a reader does: of each line that is hidden beside shown
ones, whether it is small (one to k - 1) or not. It shares no line of code with what hides (`rules_tables`): a fault
there is found here.

A hidden line holds when it may still be anything: small ones the whole of one to k - 1, others a span of k - 1 numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf
from typing import Any

from himaya.insight.suppression import K

# Year, table, line.
Cell = tuple[int, str, str]
Figures = Mapping[str, Any]
# How often each unknown stands in a sum, and what the sum is.
Fact = tuple[Mapping[int, float], float]
Bounds = tuple[float, float]
# Solvers work with floating numbers; counts are whole.
SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Riddle:
    """Unknown numbers, the facts about them, and between which bounds each lies before anything is added up."""

    cells: tuple[Cell, ...]
    facts: tuple[Fact, ...]
    bounds: tuple[Bounds, ...]
    # Places in `cells` that some release does not show.
    hidden: tuple[int, ...]
    small: frozenset[int]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Between which numbers a hidden line lies for the attacker, and whether that is wide enough."""

    cell: Cell
    low: float
    high: float
    holds: bool


def riddle(published: Sequence[Figures], exact: Mapping[Cell, int], *, k: int = K) -> Riddle:
    """Everything published, as one system. `exact`: the counts as they stand; only "small or not" is used of them."""
    place: dict[Cell, int] = {}
    shown: list[Fact] = []
    hidden: set[int] = set()
    zero_possible: set[int] = set()
    for figures in published:
        for table in figures["tables"]:
            sums: dict[int, float] = {}
            for line in table["lines"]:
                one = place.setdefault((figures["year"], table["id"], line["id"]), len(place))
                sums[one] = 1.0
                if line["count"] is not None:
                    shown.append(({one: 1.0}, float(line["count"])))
                    continue
                hidden.add(one)
                if table["state"] != "in_part":
                    zero_possible.add(one)
            if table["total"] is not None:
                shown.append((sums, float(table["total"])))
    cells = tuple(place)
    labelled = {one: exact[cell] for cell, one in place.items() if cell in exact}
    # A line that one release hides beside shown zeros is none, whatever another one leaves open.
    open_to_zero = zero_possible - _beside_zeros(published, place)
    small = frozenset(one for one in hidden - open_to_zero if 0 < labelled.get(one, 0) < k)
    bounds = tuple(_bounds(one, hidden, open_to_zero, small, labelled, k) for one in range(len(cells)))
    return Riddle(cells, (*shown, *_same_units(published, place)), bounds, tuple(sorted(hidden)), small)


def _beside_zeros(published: Sequence[Figures], place: Mapping[Cell, int]) -> set[int]:
    """Hidden lines of tables that show their zeros."""
    return {
        place[figures["year"], table["id"], line["id"]]
        for figures in published
        for table in figures["tables"]
        if table["state"] == "in_part"
        for line in table["lines"]
        if line["count"] is None
    }


def _bounds(
    one: int, hidden: set[int], open_to_zero: set[int], small: frozenset[int], labelled: Mapping[int, int], k: int
) -> Bounds:
    if one not in hidden or one in open_to_zero:
        return 0.0, inf
    if one in small:
        return 1.0, k - 1.0
    return (float(k) if labelled.get(one, 0) >= k else 1.0), inf


def _same_units(published: Sequence[Figures], place: Mapping[Cell, int]) -> Iterable[Fact]:
    """Tables of one unit and year add up to the same total, shown or not."""
    first: dict[tuple[int, str], dict[int, float]] = {}
    for figures in published:
        for table in figures["tables"]:
            own = {place[figures["year"], table["id"], line["id"]]: 1.0 for line in table["lines"]}
            other = first.setdefault((figures["year"], table["unit"]), own)
            if other.keys() != own.keys():
                difference = dict(own)
                for one in other:
                    difference[one] = difference.get(one, 0.0) - 1.0
                yield {one: n for one, n in difference.items() if n}, 0.0


def judge(found: Riddle, solved: Mapping[int, Bounds], *, k: int = K) -> list[Narrowed]:
    """Each hidden line with what the attacker is left with, in whole numbers."""
    return [_judged(found, one, *solved[one], k) for one in found.hidden]


def _judged(found: Riddle, one: int, low: float, high: float, k: int) -> Narrowed:
    least, most = ceil(low - SLACK), (inf if high == inf else floor(high + SLACK))
    holds = (least <= 1 and most >= k - 1) if one in found.small else most - least >= k - 2
    return Narrowed(found.cells[one], least, most, holds)


def of_year(published: Iterable[Figures], year: int) -> list[Figures]:
    """The releases that say something of a year: no table counts two years, so others cannot help to solve it."""
    return [figures for figures in published if figures["year"] == year]
