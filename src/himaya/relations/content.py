"""content/relations.yaml, read strictly: ties between files, who looks after a child."""

from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content_reader import Row, content_root, read_file
from himaya.institutions.content_rows import MARKS, LocalText

FILE = "relations.yaml"


@dataclass(frozen=True, slots=True)
class Word:
    """One way of belonging together, with where it comes from."""

    id: str
    names: LocalText
    htcds: str
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words by id, in the order in which they are offered."""

    ties: dict[str, Word]
    carers: dict[str, Word]
    # Invented articles on which a register rests in an exercise; in a nation none of them is there.
    exercise_laws: dict[str, Word]


def load() -> Catalogue:
    """The file as it stands. Raises ContentError."""
    top = read_file(content_root() / FILE)
    found = Catalogue(
        *({row.text("id"): _word(row) for row in top.rows(key)} for key in ("ties", "carers", "exercise_laws"))
    )
    if not found.ties or not found.carers:
        raise top.gap("ties and carers must not be empty")
    return found


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The same, read once."""
    return load()


def _word(row: Row) -> Word:
    return Word(
        row.text("id"), row.local("names"), row.text("htcds", ""), row.text("source"), row.one_of("mark", MARKS)
    )
