"""From a tree to a closure. A form is compiled once; each submission only runs the closures."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

from .errors import XPathError
from .functions import FUNCTIONS, UNSUPPORTED
from .parser import parse
from .paths import fixed_path, path
from .scope import Run, Scope
from .tree import Call, Chain, Expr, Literal, Minus, Number, Path
from .values import TINY, Value, atom, boolean, number, string


@lru_cache(maxsize=4096)
def compiled(text: str) -> Run:
    """The closure of an expression as written. Raises XPathError."""
    return compile_expression(parse(text))


def compile_expression(expr: Expr) -> Run:
    """A function of a Scope. Raises XPathError for unknown functions and wrong arity."""
    if isinstance(expr, Literal | Number):
        return _constant(expr.value)
    if isinstance(expr, Minus):
        inner = compile_expression(expr.inner)
        return lambda scope: -number(inner(scope))
    if isinstance(expr, Call):
        return _call(expr)
    if isinstance(expr, Path):
        return path(expr, compile_expression)
    return _chain(expr)


def _constant(value: str | float) -> Run:
    return lambda scope: value


def _call(expr: Call) -> Run:
    if expr.name in UNSUPPORTED:
        raise XPathError("unsupported", expr.name, expr.at)
    if expr.name in ("current", "instance"):
        return path(Path(expr, ()), compile_expression)
    function = FUNCTIONS.get(expr.name)
    if function is None:
        raise XPathError("namespace" if ":" in expr.name else "function", expr.name, expr.at)
    given = len(expr.arguments)
    if not function.accepts(given):
        raise XPathError("arity", expr.name, expr.at)
    return function.build(tuple(compile_expression(one) for one in expr.arguments))


def _chain(expr: Chain) -> Run:
    operators = {operator for operator, _ in expr.rest}
    if operators <= {"or"} or operators <= {"and"}:
        terms = [compile_expression(one) for one in (expr.first, *(term for _, term in expr.rest))]
        return _any(terms) if operators == {"or"} else _all(terms)
    if len(expr.rest) == 1 and expr.rest[0][0] in ("=", "!="):
        quick = _equals_text(expr.first, expr.rest[0][1], negated=expr.rest[0][0] == "!=")
        if quick is not None:
            return quick
    first = compile_expression(expr.first)
    rest = [(_OPERATORS[operator], compile_expression(term)) for operator, term in expr.rest]

    def run(scope: Scope) -> Value:
        value = first(scope)
        for operate, term in rest:
            value = operate(value, term(scope))
        return value

    return run


def _any(terms: list[Run]) -> Run:
    def run(scope: Scope) -> Value:
        return any(boolean(term(scope)) for term in terms)

    return run


def _all(terms: list[Run]) -> Run:
    def run(scope: Scope) -> Value:
        return all(boolean(term(scope)) for term in terms)

    return run


def _equals_text(left: Expr, right: Expr, *, negated: bool) -> Run | None:
    """`/data/q = 'yes'`, the commonest rule of all, without the general machinery."""
    fixed = fixed_path(left)
    if fixed is None or not isinstance(right, Literal):
        return None
    wanted = right.value
    slow = compile_expression(left)
    operate = _unequal if negated else _equal

    def run(scope: Scope) -> Value:
        cell = scope.known.get(fixed)
        if cell is None or not isinstance(cell.typed, str):
            return operate(slow(scope), wanted)
        return ((cell.value if cell.relevant else "") == wanted) is not negated

    return run


def _equal(left: Value, right: Value) -> Value:
    return _some(left, right, _same)


def _unequal(left: Value, right: Value) -> Value:
    return _some(left, right, lambda one, other: not _same(one, other))


def _some(left: Value, right: Value, test: Callable[[Value, Value], bool]) -> bool:
    """Sets of several nodes compare true when some pair does (W3C XPath 1.0, section 3.4)."""
    ones = [cell.typed for cell in left] if isinstance(left, list) and len(left) > 1 else [atom(left)]
    others = [cell.typed for cell in right] if isinstance(right, list) and len(right) > 1 else [atom(right)]
    return any(test(one, other) for one in ones for other in others)


def _same(left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return boolean(left) == boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        one, other = number(left), number(right)
        return one == other or abs(one - other) < TINY
    return string(left) == string(right)


def _compare(test: Callable[[float, float], bool]) -> Callable[[Value, Value], Value]:
    return lambda left, right: _some(left, right, lambda one, other: test(number(one), number(other)))


def _divide(left: Value, right: Value) -> Value:
    one, other = number(left), number(right)
    if other:
        return one / other
    if math.isnan(one) or not one:
        return math.nan
    return math.copysign(math.inf, one) * math.copysign(1.0, other)


def _modulo(left: Value, right: Value) -> Value:
    one, other = number(left), number(right)
    if not other or math.isinf(one) or math.isnan(one) or math.isnan(other):
        return math.nan
    return math.fmod(one, other)


def _times(left: Value, right: Value) -> Value:
    return number(left) * number(right)


def _union(left: Value, right: Value) -> Value:
    both = [*left, *right] if isinstance(left, list) and isinstance(right, list) else []
    return list({id(cell): cell for cell in both}.values())


_OPERATORS: dict[str, Callable[[Value, Value], Value]] = {
    "=": _equal,
    "!=": _unequal,
    "<": _compare(lambda one, other: one < other),
    "<=": _compare(lambda one, other: one <= other),
    ">": _compare(lambda one, other: one > other),
    ">=": _compare(lambda one, other: one >= other),
    "+": lambda left, right: number(left) + number(right),
    "-": lambda left, right: number(left) - number(right),
    "*": _times,
    "div": _divide,
    "mod": _modulo,
    "|": _union,
}
