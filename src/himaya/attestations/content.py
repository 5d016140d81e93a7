"""content/attestations.yaml, read strictly: model texts, how long a letter may be valid, how long a phrase must be."""

from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content_reader import Row, content_root, read_file
from himaya.institutions.content_rows import MARKS, LocalText

FILE = "attestations.yaml"


@dataclass(frozen=True, slots=True)
class Text:
    """One model text. It says neither why somebody has a letter nor any status."""

    id: str
    names: LocalText
    paragraphs: tuple[LocalText, ...]
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts by id, the words that stand on every letter, and its bounds."""

    texts: dict[str, Text]
    title: LocalText
    bearer: LocalText
    contact: LocalText
    validity: LocalText
    how: LocalText
    how_alone: LocalText
    phrase_at_least: int
    phrase_known: tuple[str, ...]
    days: tuple[int, ...]
    days_usual: int
    source: str


def load() -> Catalogue:
    """The file as it stands. Raises ContentError."""
    top = read_file(content_root() / FILE)
    texts = {row.text("id"): _text(row) for row in top.rows("texts")}
    days = top.numbers("days")
    usual = top.number("days_usual")
    if not texts or usual not in days or min(days) < 1:
        raise top.gap("texts must not be empty, and days_usual is one of days, each of them 1 or more")
    return Catalogue(
        texts=texts,
        title=top.local("title"),
        bearer=top.local("bearer"),
        contact=top.local("contact"),
        validity=top.local("validity"),
        how=top.local("how"),
        how_alone=top.local("how_alone"),
        phrase_at_least=top.number("phrase_at_least"),
        phrase_known=top.words("phrase_known"),
        days=days,
        days_usual=usual,
        source=top.text("source"),
    )


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The same, read once."""
    return load()


def _text(row: Row) -> Text:
    spoken = tuple(Row(row.file, {"words": one}, row.row).local("words") for one in _paragraphs(row))
    return Text(row.text("id"), row.local("names"), spoken, row.text("source"), row.one_of("mark", MARKS))


def _paragraphs(row: Row) -> list[object]:
    found = row.data.get("paragraphs")
    if not isinstance(found, list) or not found:
        raise row.gap("paragraphs must be a list of texts in three languages")
    return found
