"""Which quarters of which unit may be shown, so that nobody works out a small number of one desk. Pure.

Source: domain/training.md section 4 and design/coordination.md section 8 (k-anonymity of five, by unit); do-no-harm 22.
The same acts stand by desk and month on the counts of the secretariat, small ones hidden (k = 11), with the totals of
the months. A quarter of a unit is one more sum of the same numbers. So everything that is published is written as
equations in the hidden numbers, each of which is one at least. A number is protected when no combination of equations
gives it (its vector does not lie in their span), and when no quarter narrows what can be known of a small one to less
than five. A quarter is hidden until both hold. What is decided here depends on no line of a plan and on
no reader: two pages never differ by a hidden number.

What a desk of fewer than three people did is protected whatever it counts, each month and all of them together
(do-no-harm 5); an institution of fewer is not among the units that are told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from himaya.insight import suppression
from himaya.insight.rules_spans import Vector, reduced, spanned, total
from himaya.insight.suppression import Counts, Table

K = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """What one desk did in one month. `seen`: it can be read on the table of that month.

    `few`: of fewer than three people, and then whose figure it would be.
    """

    unit: str
    month: int
    count: int
    seen: bool
    few: str = ""

    @property
    def is_weak(self) -> bool:
        """True where the number alone would tell of somebody."""
        return self.count < suppression.K or bool(self.few)


def of_table(
    month: int, kind: str, rows: Counts, table: Table, homes: Mapping[str, str], few: Mapping[str, str]
) -> list[Cell]:
    """One column of the table of a month."""
    return [
        Cell(homes.get(desk, ""), month, row.get(kind, 0), table.rows[desk][kind] is not None, few.get(desk, ""))
        for desk, row in rows.items()
    ]


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
        # A quarter of months that are all shown tells nothing more.
        rest = sorted((sums[unit], unit) for unit in {one.unit for one in hidden} - shut)
        if not rest:
            break
        shut.add(weak if weak and weak not in shut else rest[0][1])
    return {unit: sums.get(unit, 0) for unit in named if unit not in shut}


def _alone(unit: str, hidden: Sequence[Cell]) -> bool:
    """One hidden month beside shown ones is a subtraction."""
    own = [one for one in hidden if one.unit == unit]
    return len(own) == 1 and own[0].is_weak


def _weak(
    sums: Mapping[str, int], shut: set[str], hidden: Sequence[Cell], months: Sequence[int], *, whole: bool, k: int
) -> str | None:
    """A unit of which something small can be worked out; '' for all that are hidden together; None where all is well.

    What is hidden of a quarter of which the total is known could still be one number of `k`: five times one, where
    everybody knows that a hidden number is no zero, would be five ones. The totals less the quarters that are shown
    are one equation more (`left`).
    """
    left = {place: Fraction(1) for place, one in enumerate(hidden) if whole and one.unit in shut}
    if left and sum(hidden[place].count for place in left) - len(left) + 1 < k:
        return ""
    published = list(_equations(sums, shut, hidden, months))
    basis = reduced(published)
    by_months, by_all = _most(list(_equations({}, shut, hidden, months)), hidden), _most([*published, left], hidden)
    for place, one in enumerate(hidden):
        if one.is_weak and spanned({place: Fraction(1)}, basis):
            return one.unit
        # What the months alone tell is not hidden by hiding a quarter.
        if by_all[place] < k <= by_months[place]:
            return one.unit
    for small in sorted({one.few for one in hidden} - {""}):
        theirs = total(place for place, one in enumerate(hidden) if one.few == small)
        if spanned(theirs, basis):
            return next(one.unit for one in hidden if one.few == small)
    for unit in sorted(sums):
        own = {place: Fraction(1) for place, one in enumerate(hidden) if one.unit == unit}
        # Of a unit that is shown it is a subtraction; each hidden number is one at least.
        rest = sum(hidden[place].count for place in own)
        if own and rest - len(own) + 1 < k and spanned(own, basis):
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


def _most(rows: Sequence[Vector], hidden: Sequence[Cell]) -> list[float]:
    """The most that each hidden number can be: an equation narrows its members by the least and most of the others."""
    least, most = [1.0] * len(hidden), [inf] * len(hidden)
    narrower = True
    while narrower:
        narrower = False
        for row in rows:
            total = sum(hidden[place].count for place in row)
            for place in row:
                others = [one for one in row if one != place]
                high = min(most[place], total - sum(least[one] for one in others))
                low = max(least[place], total - sum(most[one] for one in others))
                narrower |= (high, low) != (most[place], least[place])
                most[place], least[place] = high, low
    return most
