"""Which nodes an expression reads, as absolute paths of the form, wherever in the form it stands."""

from __future__ import annotations

from collections.abc import Iterator

from .tree import Call, Chain, Expr, Minus, Path, Step


def references(expr: Expr, context: str) -> list[str]:
    """Absolute paths in order of appearance; a wildcard step ends as `/*`. Choice lists are not nodes."""
    return list(dict.fromkeys(_references(expr, context, context)))


def _references(expr: Expr, context: str, current: str) -> Iterator[str]:
    if isinstance(expr, Chain):
        for term in (expr.first, *(term for _, term in expr.rest)):
            yield from _references(term, context, current)
    elif isinstance(expr, Minus):
        yield from _references(expr.inner, context, current)
    elif isinstance(expr, Call):
        for argument in expr.arguments:
            yield from _references(argument, context, current)
    elif isinstance(expr, Path):
        yield from _of_path(expr, context, current)


def _of_path(expr: Path, context: str, current: str) -> Iterator[str]:
    here: str | None
    if expr.start is None:
        here = context
    elif isinstance(expr.start, str):
        here = ""
    elif expr.start.name == "current":
        here = current
    else:
        here = None
        for argument in expr.start.arguments:
            yield from _references(argument, context, current)
    for one in expr.filters:
        yield from _references(one, here if here is not None else "", current)
    for step in expr.steps:
        here = None if here is None else _stepped(here, step)
        for one in step.predicates:
            # Inside a choice list relative paths are columns of the list, not nodes of the form.
            yield from (path for path in _references(one, here or "/", current) if here or not path.startswith("//"))
    if here:
        yield here


def _stepped(here: str, step: Step) -> str:
    name = step.name.rpartition(":")[2]
    if step.axis == "self":
        return here
    if step.axis == "parent":
        return here.rpartition("/")[0]
    return f"{here}/{name}"
