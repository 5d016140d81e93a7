"""The chapters of each kind of report and the words of its figures, from `content/reports.yaml`. Strict."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from himaya.coordination import states_following as states
from himaya.institutions.content import content_root
from himaya.institutions.content_reader import Row, read_file
from himaya.institutions.content_rows import LocalText

FILE = "reports.yaml"
# Lists of words by code that figures name.
PERIODS, QUERIES, SUPPRESSION, COLUMNS, CELLS, WITHHELD = (
    "periods",
    "queries",
    "suppression",
    "columns",
    "cells",
    "withheld",
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter. `guide` is a sentence for whoever writes it, never printed; `figures` are ids in order."""

    id: str
    title: LocalText
    guide: LocalText
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """One kind of report. `title` has slots."""

    id: str
    title: LocalText
    chapters: tuple[Chapter, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids of its figures in the order of its chapters."""
        return tuple(one for chapter in self.chapters for one in chapter.figures)

    def chapter(self, chapter_id: str) -> Chapter | None:
        """One of its chapters."""
        return next((one for one in self.chapters if one.id == chapter_id), None)


@dataclass(frozen=True, slots=True)
class FigureWords:
    """What a figure counts, in words. `indicators` are the monitoring indicators that it comes from.

    `denominator` is None for a plain count or a table without a total.
    """

    id: str
    label: LocalText
    numerator: LocalText
    denominator: LocalText | None
    caveat: LocalText
    period: str
    query: str
    suppression: str
    indicators: tuple[str, ...] = ()

    @property
    def declared(self) -> tuple[str, ...]:
        """The identifiers of what declares it: its indicators, or itself."""
        return self.indicators or (self.id,)


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that the file holds. `words` are its lists of words: name of the list -> code -> text."""

    skeletons: Mapping[str, Skeleton]
    figures: Mapping[str, FigureWords]
    words: Mapping[str, Mapping[str, LocalText]]


@lru_cache(maxsize=1)
def book() -> Book:
    """The file as it was read first. Raises ContentError naming the row and the gap."""
    return load()


def load() -> Book:
    """Read the file. Raises ContentError for a kind, a figure or a code that is not known."""
    top = read_file(content_root() / FILE)
    lists = {name: _words(top, name) for name in (PERIODS, QUERIES, SUPPRESSION, COLUMNS, CELLS, WITHHELD)}
    figures = {row.row: _figure(row, lists) for row in top.rows("figures")}
    skeletons = {row.row: _skeleton(row, tuple(figures)) for row in top.rows("reports")}
    for kind in states.REPORT_KINDS:
        if kind not in skeletons:
            raise top.gap(f"there is no skeleton for {kind}")
    return Book(skeletons, figures, lists)


def _words(top: Row, name: str) -> dict[str, LocalText]:
    inner = top.inner(name)
    return {code: inner.local(code) for code in inner.data}


def _figure(row: Row, lists: Mapping[str, Mapping[str, LocalText]]) -> FigureWords:
    return FigureWords(
        id=row.text("id"),
        label=row.local("label"),
        numerator=row.local("numerator"),
        denominator=row.maybe_local("denominator"),
        caveat=row.local("caveat"),
        period=row.one_of("period", tuple(lists[PERIODS])),
        query=row.one_of("query", tuple(lists[QUERIES])),
        suppression=row.one_of("suppression", tuple(lists[SUPPRESSION])),
        indicators=row.words("indicators"),
    )


def _skeleton(row: Row, known: tuple[str, ...]) -> Skeleton:
    chapters = tuple(_chapter(one, known) for one in row.rows("chapters"))
    skeleton = Skeleton(row.one_of("id", states.REPORT_KINDS), row.local("title"), chapters)
    twice = sorted({one for one in skeleton.figures if skeleton.figures.count(one) > 1})
    if twice:
        raise row.gap(f"figures stand twice: {', '.join(twice)}")
    return skeleton


def _chapter(row: Row, known: tuple[str, ...]) -> Chapter:
    figures = row.words("figures")
    missing = sorted(set(figures) - set(known))
    if missing:
        raise row.gap(f"there is no such figure: {', '.join(missing)}")
    return Chapter(row.text("id"), row.local("title"), row.local("guide"), figures)
