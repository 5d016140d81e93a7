"""content/yearbook.yaml, read strictly and once per process: the five tables, their lines, method and limits."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from himaya.cases import tallies
from himaya.coordination import canonical
from himaya.institutions.content_reader import Row, content_root, read_file
from himaya.institutions.content_rows import LocalText

FILE = "yearbook.yaml"
TABLES = 5
REGIONS, SERVICES = "regions", "services"
# Tallies that a table may count, with the columns that it may count them by. No desk: it can be one person.
COUNTED = {
    tallies.SCREENED: ("audience", "region"),
    tallies.AGE: ("answer",),
    tallies.SENT: ("answer", "region"),
    tallies.REFUSED: ("audience", "region"),
}
REST = "other"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: which tally it counts, by which column, in which lines. `lines` is empty for a list of the store.

    `read` says under which line a code of the tally is counted, where the two differ.
    """

    id: str
    unit: str
    kind: str
    column: str
    title: LocalText
    lines: tuple[str, ...]
    listed: str
    read: tuple[tuple[str, str], ...]

    @property
    def last(self) -> str:
        """The line for all that is none of the others."""
        return self.lines[-1] if self.lines else REST


@dataclass(frozen=True, slots=True)
class Yearbook:
    """All of it, and the hash of the file: which declaration a release was made by."""

    adopted: bool
    from_year: int
    units: dict[str, LocalText]
    tables: tuple[Table, ...]
    lines: dict[str, LocalText]
    method: tuple[tuple[str, LocalText], ...]
    limits: tuple[tuple[str, LocalText], ...]
    sha256: str


def load() -> Yearbook:
    """Read the file. Raises ContentError."""
    top = read_file(content_root() / FILE)
    units = {row.text("id"): row.local("words") for row in top.rows("units")}
    lines = {row.text("id"): row.local("words") for row in top.rows("lines")}
    tables = tuple(_table(row, units, lines) for row in top.rows("tables"))
    if len(tables) != TABLES:
        raise top.gap(f"a year has {TABLES} tables, not {len(tables)}")
    return Yearbook(
        top.maybe("adoption") is not None,
        top.number("from_year"),
        units,
        tables,
        lines,
        _words(top, "method"),
        _words(top, "limits"),
        canonical.digest(_plain(top.data)),
    )


def _plain(data: dict[str, object]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if isinstance(value, str | int | bool | list | dict | None)}


def _table(row: Row, units: dict[str, LocalText], lines: dict[str, LocalText]) -> Table:
    unit, kind = row.one_of("unit", tuple(units)), row.one_of("kind", tuple(COUNTED))
    column = row.one_of("column", COUNTED[kind])
    listed = row.data.get("lines")
    own = () if listed in (REGIONS, SERVICES) else row.words("lines")
    read = row.inner("read").data if "read" in row.data else {}
    unknown = {*own, *read.values()} - set(lines) if own else set()
    if unknown or (not own and listed not in (REGIONS, SERVICES)) or len(set(own)) != len(own):
        raise row.gap("lines must be regions, services, or codes of the list `lines`, each once")
    if REST not in lines:
        raise row.gap(f"the list `lines` must know {REST!r}")
    return Table(
        id=row.text("id"),
        unit=unit,
        kind=kind,
        column=column,
        title=row.local("title"),
        lines=own,
        listed="" if own else str(listed),
        read=tuple((code, str(line)) for code, line in read.items()),
    )


def _words(top: Row, key: str) -> tuple[tuple[str, LocalText], ...]:
    found = tuple((row.text("id"), row.local("words")) for row in top.rows(key))
    if not found:
        raise top.gap(f"{key} must say something")
    return found


@lru_cache(maxsize=1)
def yearbook() -> Yearbook:
    """The same, read once."""
    return load()
