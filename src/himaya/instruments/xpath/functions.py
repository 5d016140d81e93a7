"""The functions forms may call: how many arguments each takes, and what it gives.

Names and arities follow JavaRosa (what ODK Collect runs). A function that JavaRosa knows and a server cannot
compute from a submission alone stands in UNSUPPORTED: a form that uses it is refused by the linter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import dates, numbers, texts
from .scope import Run, Scope
from .values import Cell, Value, atom, boolean, number, string

UNSUPPORTED = frozenset(
    {"area", "distance", "enclosed-area", "geofence", "intersects", "digest", "extract-signed",
     "base64-decode", "pulldata", "lookup", "id"}
)  # fmt: skip
# What only the device knows: the submitted value stands, it is neither recomputed nor compared.
DEVICE = frozenset({"random", "uuid", "once", "property", "version", "jr:choice-name", "jr:itext"})
# What depends on the second the device computed it: recomputed, not compared.
CLOCK = frozenset({"now"})


@dataclass(frozen=True, slots=True)
class Function:
    """`least` to `most` arguments (`most` None: no limit; `odd`: an odd number only)."""

    least: int
    most: int | None
    build: Callable[[tuple[Run, ...]], Run]
    odd: bool = False

    def accepts(self, given: int) -> bool:
        if given < self.least or (self.most is not None and given > self.most):
            return False
        return not self.odd or given % 2 == 1


def eager(least: int, most: int | None, give: Callable[..., Value]) -> Function:
    """A function of the values of its arguments."""

    def build(arguments: tuple[Run, ...]) -> Run:
        if len(arguments) == 1:
            only = arguments[0]
            return lambda scope: give(only(scope))
        if len(arguments) == 2:
            left, right = arguments
            return lambda scope: give(left(scope), right(scope))
        return lambda scope: give(*[argument(scope) for argument in arguments])

    return Function(least, most, build)


def _if(arguments: tuple[Run, ...]) -> Run:
    test, then, otherwise = arguments
    return lambda scope: then(scope) if boolean(test(scope)) else otherwise(scope)


def _coalesce(*values: Value) -> Value:
    return next((value for value in values[:-1] if string(value) != ""), values[-1])


def _not(value: Value) -> Value:
    return not boolean(value)


def _count(value: Value) -> Value:
    return float(len(value)) if isinstance(value, list) else 0.0


def _count_non_empty(value: Value) -> Value:
    return float(sum(1 for cell in value if cell.value)) if isinstance(value, list) else 0.0


def _position(arguments: tuple[Run, ...]) -> Run:
    if not arguments:
        return lambda scope: float(scope.position)
    only = arguments[0]

    def run(scope: Scope) -> Value:
        cells = only(scope)
        return float(_place(cells[0])) if isinstance(cells, list) and cells else 0.0

    return run


def _place(cell: Cell) -> int:
    """The place of a row among the rows of its repeat, from 1."""
    above = cell.parent
    if above is None:
        return 1
    same = [one for one in above.children if one.name == cell.name]
    return next(place for place, one in enumerate(same, 1) if one is cell)


def _indexed_repeat(arguments: tuple[Run, ...]) -> Run:
    """indexed-repeat(node, repeat, index[, repeat, index]...): the node in that row."""
    wanted, *pairs = arguments

    def run(scope: Scope) -> Value:
        cells = wanted(scope)
        found = cells if isinstance(cells, list) else []
        for repeat, index in zip(pairs[::2], pairs[1::2], strict=True):
            rows = repeat(scope)
            place = number(index(scope))
            kept = [row for row in rows if _place(row) == place] if isinstance(rows, list) else []
            found = [cell for cell in found if any(_inside(cell, row) for row in kept)]
        return found[:1]

    return run


def _inside(cell: Cell, row: Cell) -> bool:
    above: Cell | None = cell
    while above is not None:
        if above is row:
            return True
        above = above.parent
    return False


def _itself(value: Value, *seed: Value) -> Value:
    return value


def _atom(value: Value) -> Value:
    return atom(value)


def _clock(give: Callable[[Scope], Value]) -> Callable[[tuple[Run, ...]], Run]:
    return lambda arguments: give


FUNCTIONS: dict[str, Function] = {
    "true": eager(0, 0, lambda: True),
    "false": eager(0, 0, lambda: False),
    "boolean": eager(1, 1, boolean),
    "number": eager(1, 1, number),
    "string": eager(1, 1, string),
    "not": eager(1, 1, _not),
    "if": Function(3, 3, _if),
    "coalesce": eager(2, None, _coalesce),
    "once": eager(1, 1, _atom),
    "position": Function(0, 1, _position),
    "last": Function(0, 0, _clock(lambda scope: float(scope.size))),
    "count": eager(1, 1, _count),
    "count-non-empty": eager(1, 1, _count_non_empty),
    "indexed-repeat": Function(3, 11, _indexed_repeat, odd=True),
    "randomize": eager(1, 2, _itself),
    "today": Function(0, 0, _clock(lambda scope: dates.day_of(scope.now))),
    "now": Function(0, 0, _clock(lambda scope: scope.now)),
    "random": eager(0, 0, lambda: ""),
    "uuid": eager(0, 1, lambda *length: ""),
    "property": eager(1, 1, lambda name: ""),
    "version": eager(0, 0, lambda: ""),
    "jr:choice-name": eager(2, 2, lambda value, path: ""),
    "jr:itext": eager(1, 1, lambda name: ""),
    **{name: eager(least, most, give) for name, (least, most, give) in numbers.TABLE.items()},
    **{name: eager(least, most, give) for name, (least, most, give) in texts.TABLE.items()},
    **{name: eager(least, most, give) for name, (least, most, give) in dates.TABLE.items()},
}
