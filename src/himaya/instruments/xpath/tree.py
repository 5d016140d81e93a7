"""The grammar of an expression as frozen data. Chains are flat, so a long one is not a deep one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Literal:
    value: str


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Chain:
    """`a op b op c` of one precedence: the first term, then pairs of operator and term."""

    first: Expr
    rest: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True, slots=True)
class Minus:
    """Unary minus, written an odd number of times."""

    inner: Expr


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Expr, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: axis child, self, parent, attribute or descendant; `*` and `node()` match all."""

    axis: str
    name: str
    predicates: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """`start` is None for relative paths, '/' for absolute ones, or the call the path begins with."""

    start: Call | str | None
    steps: tuple[Step, ...]
    filters: tuple[Expr, ...] = ()


Expr = Literal | Number | Chain | Minus | Call | Path


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and every expression inside it. Needs no recursion of its own."""
    waiting: list[Expr] = [expr]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, Chain):
            waiting.append(one.first)
            waiting.extend(term for _, term in one.rest)
        elif isinstance(one, Minus):
            waiting.append(one.inner)
        elif isinstance(one, Call):
            waiting.extend(one.arguments)
        elif isinstance(one, Path):
            if isinstance(one.start, Call):
                waiting.append(one.start)
            waiting.extend(one.filters)
            for step in one.steps:
                waiting.extend(step.predicates)
