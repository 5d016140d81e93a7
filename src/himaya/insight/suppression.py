"""Hiding small cells of a table of counts, and enough others that a hidden one cannot be worked out. Pure.

Source: evidence, "Publication" (k-anonymity with k = 11 as the Counter-Trafficking Data Collaborative does, primary and
secondary suppression). A zero is shown: it is about nobody. Within a row some columns add up to another one (answered
and unanswered to received); whoever knows two of the three knows the third, so each such sum is kept closed too. What
one desk sends another one receives: two such columns have one total, and it is told of both or of neither. A row of
fewer than three people is hidden whatever it counts (do-no-harm 5): its figure would be one of a worker.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

K = 11

Counts = Mapping[str, Mapping[str, int]]
# (the sum, its parts): the sum is at least the parts together.
Sum = tuple[str, tuple[str, ...]]
# Two columns whose totals are one number.
Twins = tuple[str, str]


@dataclass(frozen=True)
class Table:
    """Cells and column totals; None is a hidden one. `hidden` counts what was hidden, totals included."""

    columns: tuple[str, ...]
    rows: Mapping[str, Mapping[str, int | None]]
    totals: Mapping[str, int | None]
    hidden: int


@dataclass(frozen=True, slots=True)
class Closing:
    """How a table is closed. `few`: rows of fewer than three people, and of which group their figure would be one."""

    sums: Sequence[Sum] = ()
    twins: Sequence[Twins] = ()
    few: Mapping[str, str] = field(default_factory=dict)
    k: int = K

    def is_enough(self, column: Mapping[str, int], hidden: Iterable[str]) -> bool:
        """Whether what these rows of a column come to together tells of none of them."""
        rows = [row for row in hidden if column[row]]
        return len({self.few.get(row, row) for row in rows}) > 1 and sum(column[row] for row in rows) >= self.k


PLAIN = Closing()


def suppress(counts: Counts, *, columns: Sequence[str], by: Closing = PLAIN) -> Table:
    """The table that may be shown. Rows and columns keep their order; a missing cell counts as zero."""
    exact = {row: {column: cells.get(column, 0) for column in columns} for row, cells in counts.items()}
    totals = {column: sum(cells[column] for cells in exact.values()) for column in columns}
    closed = {
        (row, column)
        for row, cells in exact.items()
        for column in columns
        if 0 < cells[column] < by.k or (cells[column] and row in by.few)
    }
    lost: set[str] = {column for column in columns if 0 < totals[column] < by.k}
    while True:
        before = len(closed) + len(lost)
        for column in columns:
            _close_column({row: cells[column] for row, cells in exact.items()}, column, closed, lost, by)
        for row, cells in exact.items():
            shut = {column for column in columns if (row, column) in closed}
            closed |= {(row, column) for column in also_hidden(cells, shut, by.sums)}
        lost |= also_hidden(totals, lost, by.sums) | with_twins(totals, lost, by.twins)
        if len(closed) + len(lost) == before:
            break
    # What a row of few people did not do is not told beside its name either.
    closed |= {(row, column) for row in by.few if row in exact for column in columns}
    return Table(
        columns=tuple(columns),
        rows={
            row: {column: None if (row, column) in closed else cells[column] for column in columns}
            for row, cells in exact.items()
        },
        totals={column: None if column in lost else totals[column] for column in columns},
        hidden=len(closed) + len(lost),
    )


def _close_column(
    cells: Mapping[str, int], column: str, closed: set[tuple[str, str]], lost: set[str], by: Closing
) -> None:
    """The hidden cells of a column are two or more and together at least k, or its total is hidden."""
    hidden = [row for row in cells if (row, column) in closed]
    open_rows = sorted(
        (row for row, count in cells.items() if (row, column) not in closed and count > 0),
        key=lambda row: (cells[row], row),
    )
    if column in lost:
        # A hidden total over cells that are all shown is only a sum away.
        if not hidden and open_rows:
            closed.add((open_rows[0], column))
        return
    if not hidden:
        return
    while not by.is_enough(cells, hidden):
        if not open_rows:
            lost.add(column)
            return
        hidden.append(open_rows.pop(0))
        closed.add((hidden[-1], column))


def also_hidden(cells: Mapping[str, int], hidden: set[str], sums: Sequence[Sum]) -> set[str]:
    """What must be hidden too, so that of a sum and its parts never exactly one is."""
    more: set[str] = set()
    for whole, parts in sums:
        group = (whole, *parts)
        others = [column for column in group if column not in hidden and cells[column] > 0]
        if len(hidden.intersection(group)) == 1 and others:
            more.add(min(others, key=lambda column: (cells[column], column)))
    return more


def with_twins(totals: Mapping[str, int], lost: set[str], twins: Sequence[Twins]) -> set[str]:
    """The totals that are hidden because the same number is hidden under another name."""
    pairs = [pair for one, other in twins for pair in ((one, other), (other, one))]
    return {other for one, other in pairs if one in lost and totals[other]}
