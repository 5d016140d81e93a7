"""Of what is shown as a whole, its parts: by institution and in all, small ones hidden. Pure.

Source: as `closed_tables` and `rules_scopes`. A row adds up to its whole, which stands beside it. Institutions whose
whole is hidden are one row that nobody is shown, so that nothing of it is left over by subtraction either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from himaya.insight.closed_tables import close
from himaya.insight.rules_scopes import Shown
from himaya.insight.suppression import K

Cells = Mapping[str, int | None]
# The row of all whose whole is hidden. No institution has this id.
REST = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts by institution, and of the nation; None is a hidden one. An institution that is missing is hidden."""

    institutions: Mapping[str, Cells]
    nation: Cells | None


def of_whole(counts: Mapping[str, Mapping[str, int]], whole: Shown, *, columns: Sequence[str], k: int = K) -> Parts:
    """`counts` by institution and part. One whose parts do not add up to what is shown of it counts as hidden."""
    told = {name: n for name, n in whole.institutions.items() if n == sum(counts.get(name, {}).values())}
    rest = dict.fromkeys(columns, 0)
    for name, cells in counts.items():
        if name not in told:
            rest = {column: rest[column] + cells.get(column, 0) for column in columns}
    rows = {name: {column: counts.get(name, {}).get(column, 0) for column in columns} for name in sorted(told)}
    table = close({**rows, REST: rest}, columns=columns, k=k)
    in_all = sum(sum(cells.values()) for cells in counts.values())
    return Parts(
        {name: table.rows[name] for name in rows},
        table.totals if whole.nation is not None and whole.nation == in_all else None,
    )
