"""The counts behind the five tables of a year, exact. Read here, hidden in `composing`, shown to nobody."""

from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of one table by line, in the order of its lines. `silent`: their total may not be told."""

    table: Table
    lines: Mapping[str, int]
    labels: Mapping[str, LocalText]
    silent: bool


def of_year(actor: Actor, year: int) -> list[Counted]:
    """Each table of a year. Raises NotPermitted."""
    book = content.yearbook()
    totals = desk_counts.of_year(actor, year)
    return [_counted(actor, table, year, totals[TOTAL_OF.get(table.kind, table.kind)]) for table in book.tables]


def _counted(actor: Actor, table: Table, year: int, total: int | None) -> Counted:
    labels = _labels(table)
    lines = dict.fromkeys(labels, 0)
    read = dict(table.read)
    for code, n in queries_year.by_column(actor, table.kind, table.column, year).items():
        line = read.get(code, code)
        lines[line if line in lines else table.last] += n
    if table.kind == tallies.AGE:
        # Kept before ages were counted: nobody asks a file for it afterwards.
        screened = sum(queries_year.by_column(actor, tallies.SCREENED, "audience", year).values())
        lines[table.last] += max(0, screened - sum(lines.values()))
    return Counted(table, lines, labels, silent=total is None)


def _labels(table: Table) -> dict[str, LocalText]:
    words = content.yearbook().lines
    if table.lines:
        return {line: words[line] for line in table.lines}
    rest = {REST: words[REST]}
    if table.listed == REGIONS:
        rows = Region.objects.order_by("pk")
        return {one.pk: LocalText(fr=one.name_fr, ar=one.name_ar, en=one.name_en) for one in rows} | rest
    return {one.id: one.names for one in catalogue.services().values()} | rest
