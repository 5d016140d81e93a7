"""The one table of a year that is published from the monthly counts of the desks, so that no month gives it away. Pure.

Source: design/do-no-harm.md 22: few one-way tables a year, fixed in advance (k >= 11). Whoever reads it may also have
read the twelve monthly tables: a total of the year beside eleven months is the twelfth. So a total is shown only when

* it is zero or at least k, and
* every month shows its own total of that column (then it tells nothing new), or, for a column that is part of no sum,
  what the year would tell of the months that hide theirs rests on two or more hidden cells that together reach k.

A column that is part of a sum (answered and unanswered of received) is shown in the first case only: a new total of
one would be a total of the others. What is sent is received: the two totals are one number, and are told together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from himaya.insight.suppression import Closing, Counts, Sum, Table, Twins, with_twins


@dataclass(frozen=True, slots=True)
class Month:
    """One month: what was counted, by desk and column, and the table of it that may be shown.

    `few`: desks of fewer than three people, and of which group their figure would be one.
    """

    exact: Counts
    shown: Table
    few: Mapping[str, str] = field(default_factory=dict)


def of_year(
    months: Sequence[Month], *, columns: Sequence[str], sums: Sequence[Sum], twins: Sequence[Twins] = (), k: int
) -> dict[str, int | None]:
    """The totals of the year by column; None is a hidden one."""
    bound = {column for whole, parts in sums for column in (whole, *parts)} | {one for pair in twins for one in pair}
    found = {column: _total(months, column, column in bound, k) for column in columns}
    exact = {column: sum(_column(month.exact, column) for month in months) for column in columns}
    lost = {column for column in columns if found[column] is None}
    return found | dict.fromkeys(with_twins(exact, lost, twins))


def _total(months: Sequence[Month], column: str, in_a_sum: bool, k: int) -> int | None:
    total = sum(_column(month.exact, column) for month in months)
    silent = [month for month in months if month.shown.totals.get(column, 0) is None]
    if 0 < total < k:
        return None
    if not silent:
        return total
    return None if in_a_sum or not _is_covered(silent, column, k) else total


def _column(counts: Counts, column: str) -> int:
    return sum(cells.get(column, 0) for cells in counts.values())


def _is_covered(silent: Sequence[Month], column: str, k: int) -> bool:
    """Whether what the year would tell of these months rests on two or more hidden cells that together reach k.

    Of fewer than three people all months together are one figure.
    """
    hidden, few = dict[str, int](), dict[str, str]()
    for place, month in enumerate(silent):
        rows: Mapping[str, Mapping[str, int | None]] = month.shown.rows
        for desk, cells in rows.items():
            if cells[column] is None:
                hidden[f"{place}/{desk}"] = month.exact[desk].get(column, 0)
                if desk in month.few:
                    few[f"{place}/{desk}"] = month.few[desk]
    return Closing(few=few, k=k).is_enough(hidden, hidden)
