"""A paper as a page shows it before it is printed: the same blocks, in the language of the page or in two columns."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from himaya.adapters.paper import (
    Block,
    Bullets,
    Facts,
    Grid,
    Heading,
    Language,
    Lines,
    Marked,
    PageBreak,
    Pair,
    Paper,
    Para,
    Text,
    Tracked,
    Words,
    direction,
)

BOTH: tuple[Language, ...] = ("fr", "ar")


@dataclass(frozen=True, slots=True)
class Said:
    """A text with the language that it is in. `lacks`: it stands for one that is missing."""

    text: Text
    language: Language
    lacks: bool = False

    @property
    def direction(self) -> str:
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class Shown:
    """A block for a template: what it is, its texts, its rows."""

    kind: str
    said: list[Said] = field(default_factory=list)
    rows: list[list[list[Said]]] = field(default_factory=list)
    head: list[list[Said]] = field(default_factory=list)
    tone: str = ""
    level: int = 0
    numbered: bool = False


def shown(paper: Paper) -> list[Shown]:
    """The blocks of a paper in order, its title first."""
    languages: tuple[Language, ...] = BOTH if paper.mode == "both" else (paper.language,)

    def said(words: Words | Marked) -> list[Said]:
        found: list[Said] = []
        for code in languages:
            text, written = words.shown(code)
            found.append(Said(text, written, lacks=bool(text) and written != code))
        return found[:1] if words.fr == words.ar and len(found) > 1 else found

    blocks = (_BLOCKS[type(block)](block, said) for block in paper.blocks)
    return [Shown("title", said(paper.title)), *(block for block in blocks if block is not None)]


Sayer = Callable[[Words | Marked], list[Said]]


def _heading(block: Heading, said: Sayer) -> Shown:
    return Shown("heading", said(block.words), level=block.level)


def _para(block: Para | Pair, said: Sayer) -> Shown | None:
    return Shown("para", said(block.words), tone=block.tone) if block.words else None


def _tracked(block: Tracked, said: Sayer) -> Shown:
    return Shown("heading" if block.level else "para", said(block.text), tone=block.tone, level=block.level)


def _bullets(block: Bullets, said: Sayer) -> Shown:
    return Shown("bullets", rows=_rows(((item,) for item in block.items), said), numbered=block.numbered)


def _facts(block: Facts, said: Sayer) -> Shown:
    return Shown("facts", rows=_rows(block.rows, said))


def _grid(block: Grid, said: Sayer) -> Shown:
    head = [said(words) for words in block.head]
    return Shown("grid", said(block.caption) if block.caption else [], _rows(block.rows, said), head)


def _lines(block: Lines, said: Sayer) -> Shown:
    return Shown("lines", rows=_rows(((label,) for label in block.labels), said))


def _nothing(block: PageBreak, said: Sayer) -> None:
    return None


def _rows(rows: Iterable[Iterable[Words | Marked]], said: Sayer) -> list[list[list[Said]]]:
    return [[said(words) for words in row] for row in rows]


_BLOCKS: dict[type[Block], Callable[[Any, Sayer], Shown | None]] = {
    Heading: _heading,
    Para: _para,
    Pair: _para,
    Bullets: _bullets,
    Facts: _facts,
    Grid: _grid,
    Lines: _lines,
    PageBreak: _nothing,
    Tracked: _tracked,
}
