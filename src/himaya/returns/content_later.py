"""The later sections of content/returns.yaml: proceedings, the gate, and what to do where no word comes."""

from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content_reader import content_root, read_file
from himaya.returns.content import FILE, Sentence, sentence


@dataclass(frozen=True, slots=True)
class Later:
    """All of it, by its codes."""

    proceedings: dict[str, Sentence]
    gate: dict[str, Sentence]
    no_word: dict[str, Sentence]
    again: dict[str, Sentence]


def load() -> Later:
    """Read the file. Raises ContentError."""
    top = read_file(content_root() / FILE)
    names = ("proceedings", "gate", "no_word", "again")
    found = [{row.text("id"): sentence(row) for row in top.rows(name)} for name in names]
    if empty := next((name for name, rows in zip(names, found, strict=True) if not rows), ""):
        raise top.gap(f"{empty} must not be empty")
    return Later(*found)


@lru_cache(maxsize=1)
def words() -> Later:
    """The same, read once."""
    return load()
