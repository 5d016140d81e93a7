"""Hiding small cells of a table of counts, and enough others that a hidden one cannot be worked out. Pure.

Source: evidence, "Publication" (k-anonymity with k = 11 as the Counter-Trafficking Data Collaborative does, primary and
secondary suppression). A zero is shown: it is about nobody. Within a row some columns add up to another one (answered
and unanswered to received); whoever knows two of the three knows the third, so each such sum is kept closed too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

K = 11

Counts = Mapping[str, Mapping[str, int]]
# (the sum, its parts): the sum is at least the parts together.
Sum = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Table:
    """Cells and column totals; None is a hidden one. `hidden` counts what was hidden, totals included."""

    columns: tuple[str, ...]
    rows: Mapping[str, Mapping[str, int | None]]
    totals: Mapping[str, int | None]
    hidden: int


def suppress(counts: Counts, *, columns: Sequence[str], sums: Sequence[Sum] = (), k: int = K) -> Table:
    """The table that may be shown. Rows and columns keep their order; a missing cell counts as zero."""
    exact = {row: {column: cells.get(column, 0) for column in columns} for row, cells in counts.items()}
    totals = {column: sum(cells[column] for cells in exact.values()) for column in columns}
    closed = {(row, column) for row, cells in exact.items() for column in columns if 0 < cells[column] < k}
    lost: set[str] = {column for column in columns if 0 < totals[column] < k}
    while True:
        before = len(closed) + len(lost)
        for column in columns:
            _close_column(exact, column, closed, lost, k)
        for row, cells in exact.items():
            shut = {column for column in columns if (row, column) in closed}
            closed |= {(row, column) for column in also_hidden(cells, shut, sums)}
        lost |= also_hidden(totals, lost, sums)
        if len(closed) + len(lost) == before:
            break
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
    exact: Mapping[str, Mapping[str, int]], column: str, closed: set[tuple[str, str]], lost: set[str], k: int
) -> None:
    """The hidden cells of a column are two or more and together at least k, or its total is hidden."""
    hidden = [row for row in exact if (row, column) in closed]
    open_rows = sorted(
        (row for row in exact if (row, column) not in closed and exact[row][column] > 0),
        key=lambda row: (exact[row][column], row),
    )
    if column in lost:
        # A hidden total over cells that are all shown is only a sum away.
        if not hidden and open_rows:
            closed.add((open_rows[0], column))
        return
    if not hidden:
        return
    while len(hidden) < 2 or sum(exact[row][column] for row in hidden) < k:
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
