"""content/crisis.yaml, read strictly and once per process: what is said aloud, and what is done."""

from dataclasses import dataclass
from functools import lru_cache

from himaya.crisis.rules import ACTS, ASKS
from himaya.institutions.content import UNVERIFIED
from himaya.institutions.content_reader import Row, content_root, read_file
from himaya.institutions.content_rows import MARKS, LocalText

FILE = "crisis.yaml"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, the same for a child, and as each is spoken where it is also said so (keys ar and latin)."""

    id: str
    words: LocalText
    child: LocalText
    darija: dict[str, str]
    child_darija: dict[str, str]
    source: str
    mark: str
    at_child_protection: LocalText | None = None

    @property
    def unverified(self) -> bool:
        """Nobody has checked it against its source yet."""
        return self.mark in UNVERIFIED

    def to(self, *, child: bool, at_child_protection: bool = False) -> LocalText:
        """The sentence for an adult or for a child; a desk that is child protection itself may have one of its own."""
        if not child:
            return self.words
        return self.at_child_protection or self.child if at_child_protection else self.child

    def spoken_to(self, *, child: bool) -> dict[str, str]:
        """How it is spoken to one adult or to one child; empty where it is not."""
        return self.child_darija if child else self.darija


@dataclass(frozen=True, slots=True)
class Words:
    """All of it, and whether a nation adopted it or it runs as a model."""

    adopted: bool
    asks: dict[str, Line]
    acts: dict[str, Line]


def load() -> Words:
    """Read the file. Raises ContentError."""
    top = read_file(content_root() / FILE)
    found = Words(
        top.maybe("adoption") is not None,
        {row.text("id"): _line(row) for row in top.rows("asks")},
        {row.text("id"): _line(row) for row in top.rows("acts")},
    )
    if tuple(found.asks) != ASKS or tuple(found.acts) != ACTS:
        raise top.gap(f"asks must be {', '.join(ASKS)}; acts must be {', '.join(ACTS)}")
    return found


@lru_cache(maxsize=1)
def words() -> Words:
    """The same, read once."""
    return load()


def _line(row: Row) -> Line:
    return Line(
        row.text("id"),
        row.local("words"),
        row.local("child"),
        _spoken(row, "darija"),
        _spoken(row, "child_darija"),
        row.text("source"),
        row.one_of("mark", MARKS),
        row.local("at_child_protection") if "at_child_protection" in row.data else None,
    )


def _spoken(row: Row, key: str) -> dict[str, str]:
    if key not in row.data:
        return {}
    spoken = row.inner(key)
    return {script: spoken.text(script) for script in ("ar", "latin")}
