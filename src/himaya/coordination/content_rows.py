"""History of round tables as read from a pack: frozen rows, each with its source and mark. No Django, no clock."""

from dataclasses import dataclass
from datetime import date

from himaya.institutions.content_rows import LocalText


@dataclass(frozen=True, slots=True)
class RecordedTheme:
    """A theme of a recorded cycle, by the code that the source gives it."""

    code: str
    titles: LocalText


@dataclass(frozen=True, slots=True)
class RecordedItem:
    """One subject of a recorded table. `said` is what the source tells of it; a theme's item takes its title."""

    id: str
    kind: str
    titles: LocalText
    theme: str | None
    said: LocalText | None
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class RecordedExpert:
    """Somebody from outside who led a table; `name` is empty where the source does not tell it."""

    id: str
    name: str
    organisation: str
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """What a source says was decided on an item of the same table. How each institution spoke is never known."""

    id: str
    item: str
    wording: LocalText
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class RecordedTable:
    """A meeting that a source tells of: its day is known, its hours are not."""

    id: str
    number: int
    kind: str
    held_on: date
    place: str
    titles: LocalText
    items: tuple[RecordedItem, ...]
    experts: tuple[RecordedExpert, ...]
    decisions: tuple[RecordedDecision, ...]
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class RecordedCycle:
    """A cycle told by a source. `seats`: the institutions it names, under their names of then."""

    id: str
    titles: LocalText
    organiser: str
    funder: str | None
    legal_basis: str
    legal_basis_mark: str
    opened_on: date
    seats: tuple[str, ...]
    themes: tuple[RecordedTheme, ...]
    tables: tuple[RecordedTable, ...]
    source: str
    mark: str
