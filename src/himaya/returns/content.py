"""content/returns.yaml, read strictly and once per process: what is told, asked, weighed, promised and offered."""

from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content import UNVERIFIED
from himaya.institutions.content_reader import Row, content_root, read_file
from himaya.institutions.content_rows import MARKS, LocalText
from himaya.returns import rules

FILE = "returns.yaml"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, where it comes from and how surely it was checked."""

    id: str
    words: LocalText
    source: str
    mark: str

    @property
    def unverified(self) -> bool:
        """Nobody has checked it against its source yet."""
        return self.mark in UNVERIFIED


@dataclass(frozen=True, slots=True)
class Words:
    """All of it, and whether a nation adopted it or it runs as a model."""

    adopted: bool
    points: dict[str, Sentence]
    fears: dict[str, Sentence]
    questions: dict[str, Sentence]
    services: dict[str, Sentence]
    reasons: dict[str, Sentence]
    alternatives: dict[str, Sentence]

    @property
    def unverified(self) -> bool:
        """Some of it was not checked against its source yet."""
        lists = (self.points, self.fears, self.questions, self.services, self.reasons, self.alternatives)
        return any(one.unverified for rows in lists for one in rows.values())


def load() -> Words:
    """Read the file. Raises ContentError."""
    top = read_file(content_root() / FILE)
    found = Words(
        top.maybe("adoption") is not None,
        *(
            {row.text("id"): sentence(row) for row in top.rows(name)}
            for name in ("points", "fears", "questions", "services", "reasons", "alternatives")
        ),
    )
    asked = (("fears", found.fears, rules.FEARS), ("questions", found.questions, rules.QUESTIONS))
    for name, rows, ids in (*asked, ("services", found.services, rules.SERVICES)):
        if tuple(rows) != ids:
            raise top.gap(f"{name} must be {', '.join(ids)}")
    return found


@lru_cache(maxsize=1)
def words() -> Words:
    """The same, read once."""
    return load()


def sentence(row: Row) -> Sentence:
    """One row of the file."""
    return Sentence(row.text("id"), row.local("words"), row.text("source"), row.one_of("mark", MARKS))
