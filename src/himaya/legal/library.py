"""The legal library: each row of the content with its text, and what two people read laid over it. Reads no store.

A reading raises a mark, or lowers it to "?", with the source that was read. The row of the content stays as it is and
readable; what is laid over it is another row of the same id.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from himaya.institutions import content
from himaya.institutions.content import LegalRow, LegalText, LocalText, content_root
from himaya.institutions.content_legal import OFFICIAL
from himaya.institutions.content_reader import read_file
from himaya.legal import exploitation
from himaya.legal.exploitation import Exploitation

LIBRARIES = ("morocco", "international")
TOPICS = "law_topics.yaml"
# What a reading may leave on a row: read in an official text, read in a second source, found to be in doubt.
READ, SECOND, DOUBT = "C", "C2", "?"
LEFT = (READ, SECOND, DOUBT)
# In which languages a reading was made, as the store has it; empty: that was not asked yet.
LANGUAGES_READ = ("", *OFFICIAL, " ".join(OFFICIAL))


@dataclass(frozen=True, slots=True)
class Article:
    """One row with the text that it belongs to, and the library it stands in. `before` is the row of the content, where
    a reading was laid over it.
    """

    row: LegalRow
    text: LegalText
    library: str
    before: LegalRow | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What two people say of a row: the mark, the source they read, a number or words that they put right, whether the
    penalty was read too, and in which languages: our words in another one stay as surely read as they were.
    """

    row: str
    mark: str
    source: str
    article: str = ""
    summary: LocalText | None = None
    penalty: bool = False
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and the rows found under it."""

    id: str
    names: LocalText
    rows: frozenset[str]


# The content does not change under a running process.
loaded = lru_cache(maxsize=4)(content.load_legal)


def laid_over(readings: Iterable[Read]) -> dict[str, Article]:
    """Every row by its id, in the order of the libraries, with these readings over it; one of no row is left out, and
    one of a bill: what became law is a row of its own."""
    found = dict(of_content())
    for reading in readings:
        if reading.row in found and not found[reading.row].row.draft:
            one = found[reading.row]
            found[reading.row] = replace(one, row=_over(one.row, reading), before=one.row)
    return found


@lru_cache(maxsize=1)
def of_content() -> Mapping[str, Article]:
    """Every row as the content has it. Raises ContentError for a row of a text that its library does not have."""
    found: dict[str, Article] = {}
    for name in LIBRARIES:
        library = loaded(name)
        texts = {text.id: text for text in library.texts}
        for row in library.rows:
            if row.text not in texts:
                raise content.ContentError(f"legal/{name}.yaml", row.id, f"text “{row.text}” does not exist")
        found |= {row.id: Article(row, texts[row.text], name) for row in library.rows}
    return found


def _over(row: LegalRow, reading: Read) -> LegalRow:
    """A doubt about any part stays: a penalty that was not read keeps its mark, and a conflict that it is about."""
    whole = reading.mark != DOUBT and (row.penalty is None or reading.penalty)
    return replace(
        row,
        mark=reading.mark,
        marks={
            language: reading.mark if language in reading.languages else row.mark_in(language) for language in OFFICIAL
        },
        penalty_mark=reading.mark if row.penalty is not None and reading.penalty else row.penalty_mark,
        source=reading.source,
        article=reading.article or row.article,
        summary=reading.summary or row.summary,
        conflict=None if whole else row.conflict,
        verify=None if whole else row.verify,
    )


@lru_cache(maxsize=1)
def forms() -> Exploitation:
    """The forms of exploitation, read once."""
    return exploitation.load()


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    """The topics, read once. Raises ContentError."""
    top = read_file(content_root() / TOPICS)
    return tuple(Topic(row.text("id"), row.local("names"), frozenset(row.words("rows"))) for row in top.rows("topics"))
