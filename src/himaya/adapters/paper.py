"""A document as data: what minutes, letters, packets, restitutions and attendance sheets say, before any format.

`paper_html` and `paper_docx` write the same Paper. Words carry up to three languages; '' means missing. In mode
fr, ar or en one language is written, and what is missing in it is written in a language it has, marked as such. In
mode both, French stands at the left and Arabic at the right, one row to each paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["fr", "ar", "en"]
Mode = Literal["fr", "ar", "en", "both"]
Tone = Literal["", "note", "label", "decision", "held"]
Direction = Literal["ltr", "rtl"]
Op = Literal["same", "del", "ins"]

ABREAST = 3  # Signatures on one line.
LANGUAGES: tuple[Language, ...] = ("fr", "ar", "en")


@dataclass(frozen=True)
class Words:
    """One text in French, Arabic and English; '' where it is missing. Line breaks are kept."""

    fr: str = ""
    ar: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.fr or self.ar or self.en)

    def in_language(self, language: Language) -> str:
        """The text in one language, '' when it is missing."""
        return {"fr": self.fr, "ar": self.ar, "en": self.en}[language]

    def shown(self, language: Language) -> tuple[str, Language]:
        """The text to show to a reader of `language`, and the language that it is in."""
        for code in (language, *LANGUAGES):
            if text := self.in_language(code):
                return text, code
        return "", language


def same(text: str) -> Words:
    """A text that needs no translation: a number, a date in digits, a reference, a code."""
    return Words(text, text, text)


@dataclass(frozen=True)
class Piece:
    """A run of words that stays, goes or comes; by whom and when (an ISO moment in UTC), where that is told."""

    op: Op
    text: str
    by: Words = field(default_factory=Words)
    at: str = ""


Text = str | tuple[Piece, ...]


@dataclass(frozen=True)
class Marked:
    """One text in which words went and came, in French, Arabic and English; () where it is missing."""

    fr: tuple[Piece, ...] = ()
    ar: tuple[Piece, ...] = ()
    en: tuple[Piece, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fr or self.ar or self.en)

    def in_language(self, language: Language) -> tuple[Piece, ...]:
        """The text in one language, () when it is missing."""
        return {"fr": self.fr, "ar": self.ar, "en": self.en}[language]

    def shown(self, language: Language) -> tuple[tuple[Piece, ...], Language]:
        """The text to show to a reader of `language`, and the language that it is in."""
        for code in (language, *LANGUAGES):
            if pieces := self.in_language(code):
                return pieces, code
        return (), language


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (a part), 2 or 3."""

    level: int
    words: Words | Marked


@dataclass(frozen=True)
class Para:
    """A paragraph. Tone `note` is smaller, `label` too and stays with what follows it, `decision` stands out, `held` is
    what an institution holds back.
    """

    words: Words | Marked
    tone: Tone = ""


@dataclass(frozen=True)
class Pair:
    """A paragraph whose French and Arabic stand side by side in mode both; a plain paragraph in the other modes."""

    words: Words | Marked
    tone: Tone = ""


@dataclass(frozen=True)
class Bullets:
    """A list; numbered when the order counts."""

    items: tuple[Words, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Facts:
    """Label and value, one pair to a row."""

    rows: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True)
class Grid:
    """A table. Its head is repeated on every page; rows have as many cells as the head."""

    head: tuple[Words, ...]
    rows: tuple[tuple[Words | Marked, ...], ...]
    caption: Words = field(default_factory=Words)


@dataclass(frozen=True)
class Lines:
    """Places to sign, each under its label."""

    labels: tuple[Words, ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Remark:
    """What stands in the margin beside a paragraph. `number` counts from 0 in the whole paper."""

    number: int
    words: Words
    by: Words
    at: str = ""


@dataclass(frozen=True)
class Tracked:
    """A paragraph whose changes a word processor can accept or reject; `op` is what becomes of the whole of it.

    Every piece of one that comes or goes has the same `op`. `level` is that of a heading, 0 for a paragraph.
    """

    text: Marked
    op: Op = "same"
    by: Words = field(default_factory=Words)
    at: str = ""
    level: int = 0
    tone: Tone = ""
    remarks: tuple[Remark, ...] = ()


Block = Heading | Para | Pair | Bullets | Facts | Grid | Lines | PageBreak | Tracked


@dataclass(frozen=True)
class Paper:
    """A whole document. `reference` stands in the running head; `exercise` marks every page as not real."""

    title: Words
    kicker: Words
    reference: str
    blocks: tuple[Block, ...]
    mode: Mode
    footer: Words = field(default_factory=Words)
    exercise: bool = False

    @property
    def language(self) -> Language:
        """The language of the document as a whole; French for one in two languages."""
        return "fr" if self.mode == "both" else self.mode


MISSING = Words("traduction manquante", "الترجمة ناقصة", "translation missing")
PAGE_OF = Words("Page {} sur {}", "الصفحة {} من {}", "Page {} of {}")
EXERCISE_WORDS: tuple[tuple[Language, str], ...] = (("en", "Exercise"), ("fr", "Exercice"), ("ar", "تمرين"))


def direction(language: Language) -> Direction:
    """Which way a language is written."""
    return "rtl" if language == "ar" else "ltr"


def arranged(paper: Paper) -> tuple[Block, ...]:
    """The blocks as they are written: pairs for paragraphs in mode both, paragraphs for pairs in the others."""
    return tuple(_arranged(block, paper.mode) for block in paper.blocks)


def _arranged(block: Block, mode: Mode) -> Block:
    if mode == "both" and isinstance(block, Para):
        return Pair(block.words, block.tone)
    if mode != "both" and isinstance(block, Pair):
        return Para(block.words, block.tone)
    return block


def signing(labels: tuple[Words, ...]) -> list[tuple[Words | None, ...]]:
    """Rows of three places. One signs at the far side of the page and two at its sides, as on letters."""
    rows: list[tuple[Words | None, ...]] = []
    for start in range(0, len(labels), ABREAST):
        row = labels[start : start + ABREAST]
        rows.append((*row[:-1], *(None,) * (ABREAST - len(row)), row[-1]))
    return rows


# Marks that turn or hide text, and characters that neither XML nor a reader knows. Whoever types them in a name
# could make the rest of a line read backwards.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")

_ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_LATIN = "0-9A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_SPACE = "[ \u00a0\u202f]"
# Inside a number, a date, a telephone number or a Latin phrase: what may stand between two of its characters.
_BETWEEN = f"(?:[-\u2010-\u2015/.:,@_'\u2019&+\u00b0]|{_SPACE}|(?<=[^0-9]){_SPACE}?[,;.:!?] (?=[^0-9]))"
_PHRASE = f"[{_LATIN}](?:{_BETWEEN}?[{_LATIN}])*"
# What stands between brackets or quotation marks belongs to its phrase, with the mark that closes it.
_ASIDE = f"(?<=[^0-9]){_SPACE}?(?:\\({_PHRASE}\\)|«{_SPACE}?{_PHRASE}{_SPACE}?»)(?:{_BETWEEN}?{_PHRASE})?"
# An address is one piece: its slashes do not stand on the other side.
_ADDRESS = r"https?://[\x21-\x7e]+"
_LTR = re.compile(f"{_ADDRESS}|(?:(?<![{_LATIN}])[+\u2212-])?{_PHRASE}(?:{_ASIDE})*(?:{_SPACE}?[%?])?")
_WORDS = f"[{_ARABIC}](?:[ \u00a0\u202f/:.!-]*[{_ARABIC}])*"
_MARKED = f"{_SPACE}?(?:\\({_WORDS}\\)|«{_SPACE}?{_WORDS}{_SPACE}?»)(?:[ \u00a0\u202f/:.!-]*{_WORDS})?"
_RTL = re.compile(f"{_WORDS}(?:{_MARKED})*")


_ANY_ARABIC, _ANY_LATIN = re.compile(f"[{_ARABIC}]"), re.compile("[A-Za-z\u00c0-\u024f]")


def _is_all(line: str, way: Direction) -> bool:
    """True when the line has letters of one direction only, this one."""
    arabic, latin = bool(_ANY_ARABIC.search(line)), bool(_ANY_LATIN.search(line))
    return (latin and not arabic) if way == "ltr" else (arabic and not latin)


def tidy(text: str) -> str:
    """The text composed (NFC), without marks that turn or hide it; line breaks stay."""
    return clean(text).strip()


def clean(text: str) -> str:
    """The same, with the spaces at its ends: a piece of a longer text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", _UNWANTED.sub("", text)))


def plain(text: Text) -> str:
    """The words alone: of a text with changes, those that stay and come."""
    return text if isinstance(text, str) else "".join(piece.text for piece in text if piece.op != "del")


def runs(text: str, language: Language) -> Iterator[tuple[str, Direction]]:
    """Pieces of one line, each with its direction, in the order in which they are read.

    Within Arabic, numbers, dates, telephone numbers and Latin words are pieces of their own: left to the reader's
    software, 2016-07-22 comes out as 22-07-2016 and +212 5 37 as 37 5 212+. A line that has no letter of the language
    is one piece: cut at its full stops, its sentences would follow each other backwards.
    """
    own = direction(language)
    other: Direction = "ltr" if own == "rtl" else "rtl"
    if _is_all(text, other):
        yield text, other
        return
    start = 0
    for found in (_LTR if own == "rtl" else _RTL).finditer(text):
        if found.start() > start:
            yield text[start : found.start()], own
        yield found.group(), other
        start = found.end()
    if start < len(text):
        yield text[start:], own
