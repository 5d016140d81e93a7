"""content/measures.yaml, read strictly: what can be agreed to make a risk smaller."""

from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content_reader import Row, content_root, read_file
from himaya.institutions.content_rows import MARKS, LocalText

FILE = "measures.yaml"


@dataclass(frozen=True, slots=True)
class Offered:
    """One row of the menu: what it is called, what to ask before it is agreed, where it comes from."""

    id: str
    names: LocalText
    ask: LocalText
    source: str
    mark: str


def load() -> dict[str, Offered]:
    """The menu as it stands, in the order in which it is offered. Raises ContentError."""
    top = read_file(content_root() / FILE)
    found = {row.text("id"): _offered(row) for row in top.rows("measures")}
    if not found:
        raise top.gap("measures must not be empty")
    return found


@lru_cache(maxsize=1)
def menu() -> dict[str, Offered]:
    """The same, read once."""
    return load()


def _offered(row: Row) -> Offered:
    return Offered(row.text("id"), row.local("names"), row.local("ask"), row.text("source"), row.one_of("mark", MARKS))
