"""content/staff_care.yaml, read strictly and once per process: what is said to those who work here."""

from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content_reader import content_root, read_file
from himaya.institutions.content_rows import MARKS, LocalText

FILE = "staff_care.yaml"
LINES = ("wears", "talk", "no_duty", "interpreter", "supervision", "caseload")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, with how surely it was checked."""

    words: LocalText
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Words:
    """All of them, and whether a nation adopted them or they run as a model."""

    adopted: bool
    lines: dict[str, Line]


def load() -> Words:
    """Read the file. Raises ContentError."""
    top = read_file(content_root() / FILE)
    lines = {
        row.text("id"): Line(row.local("words"), row.text("source"), row.one_of("mark", MARKS))
        for row in top.rows("lines")
    }
    if tuple(lines) != LINES:
        raise top.gap(f"lines must be {', '.join(LINES)}")
    return Words(top.maybe("adoption") is not None, lines)


@lru_cache(maxsize=1)
def words() -> Words:
    """The same, read once."""
    return load()
