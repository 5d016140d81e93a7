"""The counts behind the five tables of a year, exact. Read here, hidden in `closing`, shown to nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from himaya.cases import queries_year, tallies
from himaya.insight import desk_counts
from himaya.institutions import catalogue
from himaya.institutions.content_rows import LocalText
from himaya.institutions.models import Region
from himaya.kernel.actor import Actor
from himaya.yearbook import content
from himaya.yearbook.content import REGIONS, REST, Table

# Which total of the counts per desk a tally belongs to: one that the monthly counts keep silent is not told by a year.
TOTAL_OF = {tallies.AGE: tallies.SCREENED}

# What desks counted in each line: desk, month.
type ByDesk = Mapping[tuple[str, date], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of one table by line, in the order of its lines, and those of each desk and month behind them.

    `silent`: their total may not be told. `since`: the month in which its counting began, where that was within the
    year. `alone`: what anybody can write without an account; it stands in no line and no total.
    """

    table: Table
    lines: Mapping[str, int]
    labels: Mapping[str, LocalText]
    by_desk: ByDesk
    silent: bool
    since: date | None
    alone: int | None = 0

    @property
    def kind(self) -> str:
        """The column of the counts per desk that it adds up to."""
        return total_of(self.table)


def total_of(table: Table) -> str:
    """The column of the counts per desk of which a table shows the lines."""
    return TOTAL_OF.get(table.kind, table.kind)


def of_year(actor: Actor, year: int) -> list[Counted]:
    """Each table of a year. Raises NotPermitted."""
    totals = desk_counts.of_year(actor, year)
    return [_counted(actor, table, year, totals[total_of(table)]) for table in content.yearbook().tables]


def _counted(actor: Actor, table: Table, year: int, total: int | None) -> Counted:
    labels = _labels(table)
    by_desk = _by_desk(actor, table, year, labels)
    lines = {line: sum(cells.get(line, 0) for cells in by_desk.values()) for line in labels}
    first = queries_year.counted_since(actor, table.kind)
    return Counted(
        table,
        lines,
        labels,
        by_desk,
        silent=total is None,
        # In its first month it may have begun on the twentieth day: a January is no whole one either.
        since=first if first is not None and date(year, 1, 1) <= first else None,
        alone=desk_counts.alone_in(actor, year) if table.kind == tallies.REFUSED else 0,
    )


def _by_desk(actor: Actor, table: Table, year: int, labels: Mapping[str, LocalText]) -> ByDesk:
    read, found = dict(table.read), dict[tuple[str, date], dict[str, int]]()
    for desk, month, code, n in queries_year.by_desk(actor, table.kind, table.column, year):
        if desk != desk_counts.NOBODY:
            line = read.get(code, code)
            cells = found.setdefault((desk, month), {})
            line = line if line in labels else table.last
            cells[line] = cells.get(line, 0) + n
    if table.kind == tallies.AGE:
        # Kept before ages were counted: nobody asks a file for it afterwards.
        for (desk, month), screened in _sums(queries_year.by_desk(actor, tallies.SCREENED, "audience", year)).items():
            cells = found.setdefault((desk, month), {})
            cells[table.last] = cells.get(table.last, 0) + max(0, screened - sum(cells.values()))
    return found


def _sums(rows: list[tuple[str, date, str, int]]) -> dict[tuple[str, date], int]:
    found: dict[tuple[str, date], int] = {}
    for desk, month, _code, n in rows:
        found[desk, month] = found.get((desk, month), 0) + n
    return found


def _labels(table: Table) -> dict[str, LocalText]:
    words = content.yearbook().lines
    if table.lines:
        return {line: words[line] for line in table.lines}
    rest = {REST: words[REST]}
    if table.listed == REGIONS:
        rows = Region.objects.order_by("pk")
        return {one.pk: LocalText(fr=one.name_fr, ar=one.name_ar, en=one.name_en) for one in rows} | rest
    return {one.id: one.names for one in catalogue.services().values()} | rest
