"""The data of a report as its pages show it: in the page's language, each figure with its address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from himaya.coordination.wordings import written

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: lines of text, a number, or a hidden number."""

    lines: Sequence[str] = ()
    number: int | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; `numeric` when numbers stand under it."""

    word: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure. `withheld` is the sentence that stands where there is nothing to show."""

    id: str
    number: int
    label: str
    part: int | None
    whole: int | None
    withheld: str
    head: Sequence[Head]
    rows: Sequence[Sequence[Cell]]
    caveat: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure comes from. `href` is the page that lists what it counts, empty where the reader has none."""

    numerator: str
    denominator: str
    period: str
    query: str
    suppression: str
    counted: Sequence[str]
    href: str
    # The identifiers of what declares it; none in editions frozen before there were any.
    declared: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its title, its text by paragraph as far as it is written, its figures."""

    id: str
    title: str
    texts: Mapping[str, str]
    paragraphs: Sequence[str]
    figures: Sequence[Shown]


def chapters(content: Data) -> list[Chapter]:
    """The chapters of a report."""
    return [chapter(one) for one in content["chapters"]]


def chapter(one: Data) -> Chapter:
    """One chapter. A text that is missing in the page's language is shown in one that it has."""
    parts = [part.strip() for part in written(one["texts"]).split("\n\n")]
    return Chapter(
        id=one["id"],
        title=written(one["title"]),
        texts=one["texts"],
        paragraphs=[part for part in parts if part],
        figures=[figure(each) for each in one["figures"]],
    )


def figure(one: Data) -> Shown:
    """One figure."""
    return Shown(
        id=one["id"],
        number=one["number"],
        label=written(one["label"]),
        part=one["part"],
        whole=one["whole"],
        withheld=written(one["withheld"]),
        head=[Head(written(head), _is_numeric(one["rows"], place)) for place, head in enumerate(one["head"])],
        rows=[[_cell(cell) for cell in row] for row in one["rows"]],
        caveat=written(one["caveat"]),
    )


def source(one: Data) -> Source:
    """Where a figure comes from, with the page that lists it."""
    return Source(
        numerator=written(one["numerator"]),
        denominator=written(one["denominator"]),
        period=written(one["period"]),
        query=written(one["query"]),
        suppression=written(one["suppression"]),
        counted=one["counted"],
        href=address(one),
        declared=one.get("declared", ()),
    )


def address(one: Data) -> str:
    """The page that lists what a figure counts, narrowed to it; empty when there is none."""
    try:
        found = reverse(one["page"], kwargs={"cycle_id": one["of"]} if one["of"] else {})
    except NoReverseMatch:
        return ""
    return f"{found}?{urlencode(one['asked'])}" if one["asked"] else found


def _is_numeric(rows: Sequence[Sequence[Any]], place: int) -> bool:
    return bool(rows) and all(row[place] is None or isinstance(row[place], int) for row in rows)


def _cell(cell: Any) -> Cell:
    if cell is None:
        return Cell(hidden=True)
    return Cell(number=cell) if isinstance(cell, int) else Cell(lines=written(cell).split("\n"))
