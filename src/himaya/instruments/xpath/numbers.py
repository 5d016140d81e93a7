"""Functions of numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from .values import Value, boolean, number, string


def each(values: tuple[Value, ...]) -> Iterator[Value]:
    """Arguments one by one, lists of cells opened."""
    for value in values:
        if isinstance(value, list):
            yield from (cell.typed for cell in value)
        else:
            yield value


def total(value: Value) -> Value:
    """Empty answers count as nothing, not as an error."""
    return float(sum(number(one) for one in each((value,)) if one != ""))


def least(*values: Value) -> Value:
    return _extreme(values, min)


def most(*values: Value) -> Value:
    return _extreme(values, max)


def _extreme(values: tuple[Value, ...], choose: Callable[[list[float]], float]) -> Value:
    """What is not a number does not take part."""
    found = [one for one in map(number, each(values)) if not math.isnan(one)]
    return choose(found) if found else math.nan


def whole(value: Value) -> Value:
    """Towards zero."""
    found = number(value)
    return found if not math.isfinite(found) else float(math.trunc(found))


def rounded(value: Value, digits: Value = 0.0) -> Value:
    """To the nearest, halves upwards (W3C XPath 1.0, section 4.4), at a number of decimal places."""
    found, places = number(value), number(digits)
    if not math.isfinite(found) or not math.isfinite(places) or abs(places) > 30 or abs(found) >= 1e15:
        return found
    step = Decimal(1).scaleb(-int(places))
    return float(Decimal(repr(found)).quantize(step, rounding=ROUND_HALF_UP if found > 0 else ROUND_HALF_DOWN))


def _safe(give: Callable[..., float]) -> Callable[..., Value]:
    def run(*values: Value) -> Value:
        try:
            return float(give(*(number(value) for value in values)))
        except (ValueError, ZeroDivisionError):
            return math.nan
        except OverflowError:
            return math.inf

    return run


def _log(value: float) -> float:
    return -math.inf if value == 0 else math.log(value)


def _log10(value: float) -> float:
    return -math.inf if value == 0 else math.log10(value)


def _power(base: float, exponent: float) -> float:
    return math.pow(base, exponent)


def checklist(low: Value, high: Value, *values: Value) -> Value:
    """Whether the number of true values lies between two bounds; -1 is no bound."""
    return _between(float(sum(1 for one in each(values) if boolean(one))), low, high)


def weighted_checklist(low: Value, high: Value, *pairs: Value) -> Value:
    """Whether the weights of the true values add up to between two bounds; here -1 is a bound like any other."""
    opened = list(each(pairs))
    score = sum(number(weight) for one, weight in zip(opened[::2], opened[1::2], strict=False) if boolean(one))
    return number(low) <= score <= number(high)


def _between(score: float, low: Value, high: Value) -> bool:
    least_, most_ = number(low), number(high)
    return (least_ < 0 or score >= least_) and (most_ < 0 or score <= most_)


def from_string(value: Value) -> Value:
    return string(value).lower() in ("true", "1")


TABLE: dict[str, tuple[int, int | None, Callable[..., Value]]] = {
    "int": (1, 1, whole),
    "round": (1, 2, rounded),
    "abs": (1, 1, _safe(abs)),
    "pow": (2, 2, _safe(_power)),
    "exp": (1, 1, _safe(math.exp)),
    "exp10": (1, 1, _safe(lambda value: math.pow(10.0, value))),
    "log": (1, 1, _safe(_log)),
    "log10": (1, 1, _safe(_log10)),
    "sqrt": (1, 1, _safe(math.sqrt)),
    "sin": (1, 1, _safe(math.sin)),
    "cos": (1, 1, _safe(math.cos)),
    "tan": (1, 1, _safe(math.tan)),
    "asin": (1, 1, _safe(math.asin)),
    "acos": (1, 1, _safe(math.acos)),
    "atan": (1, 1, _safe(math.atan)),
    "atan2": (2, 2, _safe(math.atan2)),
    "pi": (0, 0, lambda: math.pi),
    "sum": (1, 1, total),
    "min": (1, None, least),
    "max": (1, None, most),
    "checklist": (3, None, checklist),
    "weighted-checklist": (4, None, weighted_checklist),
    "boolean-from-string": (1, 1, from_string),
}
