"""The one table of a year that is published from the monthly counts of the desks, so that no month gives it away. Pure.

Source: design/do-no-harm.md 22: few one-way tables a year, fixed in advance (k >= 11). Whoever reads it may also have
read the twelve monthly tables: a total of the year beside eleven months is the twelfth. So a total is shown only when

* it is zero or at least k, and
* every month shows its own total of that column (then it tells nothing new), or, for a column that is part of no sum,
  what the year would tell of the months that hide theirs rests on two or more hidden cells that together reach k.

A column that is part of a sum (answered and unanswered of received) is shown in the first case only: a new total of
one would be a total of the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from himaya.insight.suppression import Counts, Sum, Table


@dataclass(frozen=True, slots=True)
class Month:
    """One month: what was counted, by desk and column, and the table of it that may be shown."""

    exact: Counts
    shown: Table


def of_year(months: Sequence[Month], *, columns: Sequence[str], sums: Sequence[Sum], k: int) -> dict[str, int | None]:
    """The totals of the year by column; None is a hidden one."""
    bound = {column for whole, parts in sums for column in (whole, *parts)}
    return {column: _total(months, column, column in bound, k) for column in columns}


def _total(months: Sequence[Month], column: str, in_a_sum: bool, k: int) -> int | None:
    total = sum(_column(month.exact, column) for month in months)
    silent = [month for month in months if month.shown.totals.get(column, 0) is None]
    if 0 < total < k:
        return None
    if not silent:
        return total
    cells = [count for month in silent for count in _hidden(month, column)]
    if in_a_sum or len(cells) < 2 or sum(cells) < k:
        return None
    return total


def _column(counts: Counts, column: str) -> int:
    return sum(cells.get(column, 0) for cells in counts.values())


def _hidden(month: Month, column: str) -> list[int]:
    """The counts of a column that a month hides desk by desk."""
    rows: Mapping[str, Mapping[str, int | None]] = month.shown.rows
    return [month.exact[desk].get(column, 0) for desk, cells in rows.items() if cells[column] is None]
