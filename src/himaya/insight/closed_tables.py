"""Hiding small cells of a table whose margins everybody knows, so that no sum gives a hidden one away. Pure.

Source: evidence, "Publication" (k = 11, primary and secondary suppression), and design/do-no-harm.md 22. Here each row
adds up to a number that is shown beside it (forms of an institution), and each column to its total, which may itself be
hidden. Whoever reads the page can add and subtract along rows and columns, as often as they like. Seen as a graph
(rows and columns are its points, hidden cells its lines), a hidden cell can be worked out exactly when its line is the
only way between two parts of the graph. So no small cell may be such a bridge; and the hidden cells of a row or a
column, of which the sum can be worked out, are together at least k. A zero is shown: it is about nobody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf
from typing import cast

from himaya.insight.suppression import K

Counts = Mapping[str, Mapping[str, int]]
# A row (None is the one of the totals) and a column.
Place = tuple[str | None, str]
Point = tuple[str, str | None]
ROW, COLUMN = "the row", "the column"
NO_WAY = inf


@dataclass(frozen=True)
class Closed:
    """Cells and totals; None is a hidden one. `withheld`: the whole table is, because nothing less would do."""

    rows: Mapping[str, Mapping[str, int | None]]
    totals: Mapping[str, int | None]
    withheld: bool = False


def close(counts: Counts, *, columns: Sequence[str], k: int = K) -> Closed:
    """The table that may be shown beside the sum of each row and the sum of all. A missing cell counts as zero."""
    value = _filled(counts, columns)
    hidden = {place for place, count in value.items() if 0 < count < k}
    while (weak := _weak(value, hidden, k)) is not None:
        cover = _cover(value, hidden, weak)
        if not cover:
            nothing = dict.fromkeys(columns)
            return Closed(dict.fromkeys(counts, nothing), nothing, withheld=True)
        hidden |= cover

    def shown(row: str | None) -> dict[str, int | None]:
        return {column: None if (row, column) in hidden else value[row, column] for column in columns}

    return Closed({row: shown(row) for row in counts}, shown(None))


def _filled(counts: Counts, columns: Sequence[str]) -> dict[Place, int]:
    cells: dict[Place, int] = {(row, one): found.get(one, 0) for row, found in counts.items() for one in columns}
    return cells | {(None, one): sum(found.get(one, 0) for found in counts.values()) for one in columns}


def _weak(value: Mapping[Place, int], hidden: set[Place], k: int) -> Place | Point | None:
    """A small cell that can be worked out, or a row or a column whose hidden cells are together a small number."""
    known = _bridges(hidden)
    for place in sorted(known, key=str):
        if 0 < value[place] < k:
            return place
    unknown = hidden - known
    for point in sorted({point for place in unknown for point in _ends(place)}, key=str):
        here = [place for place in unknown if point in _ends(place)]
        # A column whose total is not known gives a difference, and no sum.
        if not (point[0] == COLUMN and any(row is None for row, _ in here)) and sum(value[one] for one in here) < k:
            return point
    return None


def _cover(value: Mapping[Place, int], hidden: set[Place], weak: Place | Point) -> set[Place]:
    """The fewest answers to hide as well, so that there is another way round; empty when there is none."""
    if weak in value:
        return _way_round(value, hidden, cast(Place, weak))[1]
    ways = [
        (cost + count, str(place), {place, *way})
        for place, count in value.items()
        if count and place not in hidden and weak in _ends(place)
        for cost, way in [_way_round(value, hidden, place)]
        if cost < NO_WAY
    ]
    return min(ways)[2] if ways else set()


def _way_round(value: Mapping[Place, int], hidden: set[Place], place: Place) -> tuple[float, set[Place]]:
    """From one end of a cell to the other, not through it: what it costs to hide, and the cells that are not yet."""
    start, end = _ends(place)
    waiting: list[tuple[float, str, Point, set[Place]]] = [(0, "", start, set())]
    done: set[Point] = set()
    while waiting:
        cost, _, here, way = heappop(waiting)
        if here == end:
            return cost, way
        if here in done:
            continue
        done.add(here)
        for line, count in value.items():
            if count and line != place and here in _ends(line):
                fresh = line not in hidden
                there = _ends(line)[_ends(line)[0] == here]
                heappush(waiting, (cost + count * fresh, str(line), there, way | ({line} if fresh else set())))
    return NO_WAY, set()


def _ends(place: Place) -> tuple[Point, Point]:
    return (ROW, place[0]), (COLUMN, place[1])


def _bridges(hidden: set[Place]) -> set[Place]:
    """The hidden cells that can be worked out: without such a line its two ends are no longer connected."""
    return {place for place in hidden if not _connected(hidden - {place}, *_ends(place))}


def _connected(lines: set[Place], start: Point, end: Point) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for other in _beside(lines, here):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return end in seen


def _beside(lines: set[Place], point: Point) -> Iterator[Point]:
    for place in lines:
        ends = _ends(place)
        if point in ends:
            yield ends[1] if ends[0] == point else ends[0]
