"""Which quarters of which unit may be shown, so that nobody works out a small number of one desk. Pure.

Source: domain/training.md section 4 and design/coordination.md section 8 (k-anonymity of five, by unit); do-no-harm 22.
The same acts stand by desk and month on the counts of the secretariat, small ones hidden (k = 11), with the totals of
the months. A quarter of a unit is one more sum of the same numbers. So everything that is published is written as
equations in the hidden numbers, and a number is protected when no combination of equations gives it (its vector does
not lie in their span). A quarter is hidden until that holds. What is decided here depends on no line of a plan and on
no reader: two pages never differ by a hidden number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from himaya.insight import suppression
from himaya.insight.rules_spans import Vector, reduced, spanned

K = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """What one desk did in one month. `seen`: it can be read on the table of that month."""

    unit: str
    month: int
    count: int
    seen: bool


def shown(cells: Sequence[Cell], *, lost: Iterable[int] = (), units: Iterable[str], k: int = K) -> dict[str, int]:
    """The sums of `units` that may be shown, zeros among them. `lost`: months of which the total is hidden too."""
    sums: dict[str, int] = {}
    for one in cells:
        sums[one.unit] = sums.get(one.unit, 0) + one.count
    hidden = [one for one in cells if not one.seen and one.count]
    months = sorted({one.month for one in hidden} - set(lost))
    # A unit that is no institution (acts without an account) is published nowhere but in the totals.
    named = set(units)
    shut = {unit for unit, n in sums.items() if 0 < n < k or unit not in named or _alone(unit, hidden)}
    while (weak := _weak(sums, shut, hidden, months, whole=not set(lost), k=k)) is not None:
        rest = sorted((n, unit) for unit, n in sums.items() if unit not in shut and n)
        if not rest:
            break
        shut.add(weak if weak and weak not in shut else rest[0][1])
    return {unit: sums.get(unit, 0) for unit in named if unit not in shut}


def _alone(unit: str, hidden: Sequence[Cell]) -> bool:
    """One hidden month beside shown ones is a subtraction."""
    own = [one for one in hidden if one.unit == unit]
    return len(own) == 1 and own[0].count < suppression.K


def _weak(
    sums: Mapping[str, int], shut: set[str], hidden: Sequence[Cell], months: Sequence[int], *, whole: bool, k: int
) -> str | None:
    """A unit of which something small can be worked out; '' for all that are hidden together; None where all is well.

    What is hidden of a quarter of which the total is known could still be one number of `k`: five times one, where
    everybody knows that a hidden number is no zero, would be five ones.
    """
    closed = [n for unit, n in sums.items() if unit in shut and n]
    if whole and closed and sum(closed) - len(closed) + 1 < k:
        return ""
    basis = reduced(_equations(sums, shut, hidden, months))
    for place, one in enumerate(hidden):
        if one.count < suppression.K and spanned({place: Fraction(1)}, basis):
            return one.unit
    for unit in sorted(shut):
        own = {place: Fraction(1) for place, one in enumerate(hidden) if one.unit == unit}
        if 0 < sums[unit] < k and spanned(own, basis):
            return unit
    return None


def _equations(
    sums: Mapping[str, int], shut: set[str], hidden: Sequence[Cell], months: Sequence[int]
) -> Iterable[Vector]:
    for month in months:
        yield {place: Fraction(1) for place, one in enumerate(hidden) if one.month == month}
    for unit in sorted(sums):
        if unit not in shut:
            yield {place: Fraction(1) for place, one in enumerate(hidden) if one.unit == unit}
