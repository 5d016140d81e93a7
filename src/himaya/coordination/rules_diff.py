"""What was said before and what is said now, word by word, in a way that Arabic survives. Pure.

Source: design/coordination.md section 9, where it was tried: a token is a word with the space after it (without it
changes interleave word by word), and marks stay with their letter (fatha to U+065F, U+0670, tatweel), so that a shadda
alone is never struck out. Punctuation stands alone; dates, numbers and hyphenated words do not come apart.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal
from unicodedata import normalize

Op = Literal["same", "del", "ins"]
SAME: Final = "same"
DEL: Final = "del"
INS: Final = "ins"
# Arabic marks, then those of other scripts that a text here may quote; joiners belong to the word as well.
MARKS = (
    "\u064b-\u065f\u0670\u0640\u0610-\u061a\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0300-\u036f\u20d0-\u20ff\u2d7f\u200c\u200d"
)
WORD = rf"[\w{MARKS}]+(?:-[\w{MARKS}]+|(?<=\d)[.,:/](?=\d)[\w{MARKS}]+)*"
TOKEN = re.compile(rf"({WORD}|[^\w\s][{MARKS}]*|)(\s*)", re.DOTALL)
# From here on a word that stands everywhere no longer anchors: the time would grow with the square of the length.
LONG = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. `op` is `same`, `del` (only in the old text) or `ins` (only in the new one)."""

    op: Op
    text: str


def words(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces in order of reading, what goes before what comes. Both texts are brought to NFC first; then `same` and
    `del` joined give the old text, `same` and `ins` joined the new one. No two pieces of one kind in a row.
    """
    return tuple(_joined(_readable(_raw(_tokens(old), _tokens(new)))))


def _tokens(text: str) -> list[tuple[str, str]]:
    """Words and marks of punctuation, each with the space that follows it."""
    return [(word, space) for word, space in TOKEN.findall(normalize("NFC", text)) if word or space]


def _raw(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> Iterator[tuple[Op, str]]:
    """Compared by their words, so that the last word of a text is the same word when another follows."""
    before, after = [word for word, _ in old], [word for word, _ in new]
    long = max(len(old), len(new)) > LONG
    for op, i, j, k, end in SequenceMatcher(None, before, after, autojunk=long).get_opcodes():
        if op != "equal":
            yield DEL, _text(old[i:j])
            yield INS, _text(new[k:end])
            continue
        for (word, space), (_word, other) in zip(old[i:j], new[k:end], strict=True):
            yield SAME, word + space if space == other else word
            if space != other:
                yield DEL, space
                yield INS, other


def _text(tokens: Iterable[tuple[str, str]]) -> str:
    return "".join(word + space for word, space in tokens)


def _readable(raw: Iterable[tuple[Op, str]]) -> Iterator[tuple[Op, str]]:
    """A comma that stayed between two changes is no island to land on: it goes and comes with them."""
    runs = [(piece.op, piece.text) for piece in _joined(raw)]
    for place, (op, text) in enumerate(runs):
        between = 0 < place < len(runs) - 1
        if op == SAME and between and not any(letter.isalnum() for letter in text):
            yield DEL, text
            yield INS, text
        else:
            yield op, text


def _joined(raw: Iterable[tuple[Op, str]]) -> Iterator[Piece]:
    """Runs of one kind as one piece; between two runs that stay, all that goes and then all that comes."""
    waiting: dict[Op, str] = {DEL: "", INS: "", SAME: ""}
    for op, text in raw:
        if not text:
            continue
        if op != SAME and waiting[SAME]:
            yield Piece(SAME, waiting[SAME])
            waiting[SAME] = ""
        elif op == SAME:
            yield from (Piece(kind, waiting[kind]) for kind in (DEL, INS) if waiting[kind])
            waiting[DEL] = waiting[INS] = ""
        waiting[op] += text
    yield from (Piece(kind, waiting[kind]) for kind in (SAME, DEL, INS) if waiting[kind])
