"""Location paths over cells. Cells that are not relevant do not exist for expressions."""

from __future__ import annotations

from collections.abc import Callable

from .errors import XPathError
from .scope import Run, Scope
from .tree import Call, Expr, Literal, Path, Step
from .values import Cell, Value, boolean

Compile = Callable[[Expr], Run]
Start = Callable[[Scope], list[Cell]]
Move = Callable[[Scope, list[Cell]], list[Cell]]


def path(expr: Path, compile_: Compile) -> Run:
    """A function from a scope to the cells the path leads to."""
    fixed = fixed_path(expr)
    walk = _walk(expr, compile_)
    if fixed is None:
        return walk

    def direct(scope: Scope) -> Value:
        cell = scope.known.get(fixed)
        if cell is None:
            return walk(scope)
        return [cell] if cell.relevant else []

    return direct


def fixed_path(expr: Expr) -> str | None:
    """The text of an absolute path of plain names without predicates; None for any other expression."""
    if not isinstance(expr, Path) or expr.start != "/" or not expr.steps:
        return None
    if any(step.axis != "child" or step.name == "*" or step.predicates for step in expr.steps):
        return None
    return "".join(f"/{step.name}" for step in expr.steps)


def _walk(expr: Path, compile_: Compile) -> Run:
    begin = _start(expr.start, compile_)
    moves = [_move(step, compile_) for step in expr.steps]
    filters = [_predicate(compile_(one)) for one in expr.filters]

    def run(scope: Scope) -> Value:
        cells = begin(scope)
        for keep in filters:
            cells = keep(scope, cells)
        for move in moves:
            cells = move(scope, cells)
        return cells

    return run


def _start(start: Call | str | None, compile_: Compile) -> Start:
    if start is None:
        return lambda scope: [scope.cell]
    if start == "/" or isinstance(start, str):
        return lambda scope: [scope.root]
    if start.name == "current" and not start.arguments:
        return lambda scope: [scope.current]
    if start.name == "instance":
        if len(start.arguments) != 1 or not isinstance(start.arguments[0], Literal):
            raise XPathError("arity", "instance", start.at)
        name = start.arguments[0].value
        return lambda scope: _list(scope, name)
    run = compile_(start)

    def begin(scope: Scope) -> list[Cell]:
        found = run(scope)
        return found if isinstance(found, list) else []

    return begin


def _list(scope: Scope, name: str) -> list[Cell]:
    found = scope.lists.get(name)
    return [] if found is None else [found]


def _move(step: Step, compile_: Compile) -> Move:
    name = step.name.rpartition(":")[2]
    predicates = [_predicate(compile_(one)) for one in step.predicates]
    axis = _AXES[step.axis]

    def move(scope: Scope, cells: list[Cell]) -> list[Cell]:
        found: list[Cell] = []
        for cell in cells:
            here = axis(cell, name)
            for keep in predicates:
                here = keep(scope, here)
            found.extend(here)
        return _once(found) if len(cells) > 1 and step.axis == "parent" else found

    return move


def _once(cells: list[Cell]) -> list[Cell]:
    return list({id(cell): cell for cell in cells}.values())


def _child(cell: Cell, name: str) -> list[Cell]:
    if name == "*":
        return [child for child in cell.children if child.relevant]
    return [child for child in cell.children if child.name == name and child.relevant]


def _self(cell: Cell, name: str) -> list[Cell]:
    return [cell] if name in ("*", cell.name) else []


def _parent(cell: Cell, name: str) -> list[Cell]:
    above = cell.parent
    return [above] if above is not None and name in ("*", above.name) else []


def _attribute(cell: Cell, name: str) -> list[Cell]:
    return []


def _descendant(cell: Cell, name: str) -> list[Cell]:
    found: list[Cell] = []
    waiting = list(reversed(cell.children))
    while waiting:
        one = waiting.pop()
        if not one.relevant:
            continue
        if name in ("*", one.name):
            found.append(one)
        waiting.extend(reversed(one.children))
    return found


_AXES: dict[str, Callable[[Cell, str], list[Cell]]] = {
    "child": _child,
    "self": _self,
    "parent": _parent,
    "attribute": _attribute,
    "descendant": _descendant,
}


def _predicate(run: Run) -> Move:
    def keep(scope: Scope, cells: list[Cell]) -> list[Cell]:
        inner = scope.at(scope.cell, 1, len(cells))
        kept: list[Cell] = []
        for position, cell in enumerate(cells, 1):
            inner.cell = cell
            inner.position = position
            value = run(inner)
            # A bare number is a place in the list (W3C XPath 1.0, section 2.4).
            if (value == position) if type(value) is float else boolean(value):
                kept.append(cell)
        return kept

    return keep
