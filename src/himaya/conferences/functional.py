"""How health speaks: functional statements from the content, and the words that say what somebody has instead."""

from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content_reader import content_root, read_file
from himaya.institutions.content_rows import LocalText


@dataclass(frozen=True, slots=True)
class Term:
    """What a person can do or needs. One that `lasts` is said until a day."""

    id: str
    names: LocalText
    lasts: bool


@dataclass(frozen=True, slots=True)
class Functional:
    """The list to choose from, and what is not written in words of one's own."""

    terms: tuple[Term, ...]
    diagnosis_words: tuple[str, ...]


def load() -> Functional:
    """The list as it stands in the content. Raises ContentError."""
    file = read_file(content_root() / "functional_terms.yaml")
    terms = tuple(Term(row.text("id"), row.local("names"), row.flag("lasts")) for row in file.rows("functional_terms"))
    if not file.words("diagnosis_words"):
        raise file.gap("diagnosis_words must not be empty")
    return Functional(terms, file.words("diagnosis_words"))


@lru_cache(maxsize=1)
def functional() -> Functional:
    """The same, read once."""
    return load()


def terms() -> dict[str, Term]:
    """The statements by id, in the order of the list."""
    return {one.id: one for one in functional().terms}
