"""content/safety.yaml, read strictly: what a safety plan asks, and how its parts are headed on the sheet."""

from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content_reader import Row, content_root, read_file
from himaya.institutions.content_rows import MARKS, LocalText
from himaya.safety import rules

FILE = "safety.yaml"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name on the page, what is asked, and the heading on a sheet that somebody may find."""

    id: str
    names: LocalText
    sheet: LocalText
    prompt: LocalText
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The title of the sheet, and the parts by id in the order of the source."""

    title: LocalText
    parts: dict[str, Part]


def load() -> Catalogue:
    """The file as it stands. Raises ContentError."""
    top = read_file(content_root() / FILE)
    parts = {row.text("id"): _part(row) for row in top.rows("parts")}
    if tuple(parts) != rules.PARTS:
        raise top.gap("parts must be the eleven of a safety plan, in their order")
    return Catalogue(top.local("title"), parts)


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The same, read once."""
    return load()


def _part(row: Row) -> Part:
    return Part(
        row.text("id"),
        row.local("names"),
        row.local("sheet"),
        row.local("prompt"),
        row.text("source"),
        row.one_of("mark", MARKS),
    )
