"""Recorded history of a pack's round tables: it points to what exists, in its time, and owes every row its mark."""

from collections.abc import Iterable, Iterator

from himaya.coordination.content_rows import RecordedCycle, RecordedTable
from himaya.institutions import content
from himaya.ops.content_rules.catalogues import unknown
from himaya.ops.content_rules.gap import Gap


def recorded_gaps(pack: content.Pack, cycles: Iterable[RecordedCycle]) -> Iterator[Gap]:
    """What refers to nothing, stands outside its time, or says more than a source can.

    The reader already refuses a row without a mark, and a theme that its cycle does not have.
    """
    file = f"packs/{pack.id}/round_tables.yaml"
    rows = {row.id: row for row in pack.institutions}
    for cycle in cycles:
        named = [cycle.organiser, *filter(None, [cycle.funder]), *cycle.seats]
        yield from unknown(file, cycle.id, "institution", named, rows)
        if pack.invented:
            yield Gap(file, cycle.id, "", "an invented nation has no history told by a source")
        if cycle.legal_basis and not cycle.legal_basis_mark:
            yield Gap(file, cycle.id, "", "the legal basis has no mark of its own")
        yield from _out_of_time(file, cycle, rows)
        yield from _table_gaps(file, cycle.tables)


def _out_of_time(file: str, cycle: RecordedCycle, rows: dict[str, content.InstitutionRow]) -> Iterator[Gap]:
    """A seat of an institution that had not begun, or had ended, when the tables were held."""
    days = [table.held_on for table in cycle.tables]
    for name in cycle.seats:
        row = rows.get(name)
        if row is None or not days:
            continue
        early = row.valid_from is not None and row.valid_from > min(days)
        late = row.valid_to is not None and row.valid_to < max(days)
        if early or late:
            yield Gap(file, cycle.id, "", f"{name} did not exist under this name on the days of the tables")
    if days and min(days) < cycle.opened_on:
        yield Gap(file, cycle.id, "", "a table stands before its cycle opened")


def _table_gaps(file: str, tables: tuple[RecordedTable, ...]) -> Iterator[Gap]:
    if [table.number for table in tables] != list(range(1, len(tables) + 1)):
        yield Gap(file, tables[0].id, "", "the tables of a cycle are numbered 1, 2, 3 in order")
    for table in tables:
        if not table.items:
            yield Gap(file, table.id, "", "a table without an item tells nothing")
        used = [decision.item for decision in table.decisions]
        yield from unknown(file, table.id, "item", used, [item.id for item in table.items])
