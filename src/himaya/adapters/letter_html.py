"""One letter as an HTML page for WeasyPrint: title, words, and below them what a machine reads. Never for a browser.

In two languages French stands at the left and Arabic at the right. Direction and isolation are those of every paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from .dots import svg
from .paper import EXERCISE_WORDS, Language, Mode, Words, direction
from .paper_html import inline

STYLE = Path(__file__).with_name("letter_print.css")


@dataclass(frozen=True)
class Sheet:
    """What stands on it. `note` is the signed text, once as dots and once in letters (empty: none); `small` comes at
    its foot."""

    title: Words
    lines: tuple[Words, ...]
    small: tuple[Words, ...]
    dots: Words
    number: str
    note: str
    mode: Mode
    exercise: bool = False

    @property
    def languages(self) -> tuple[Language, ...]:
        return ("fr", "ar") if self.mode == "both" else (self.mode,)


def write(sheet: Sheet) -> str:
    """The whole page. Everything in it is escaped, and it asks for nothing outside itself."""
    first = sheet.languages[0]
    exercise = " / ".join(f"<span {_speaking(code)}>{word}</span>" for code, word in EXERCISE_WORDS)
    return (
        f'<!doctype html><html lang="{first}" dir="{direction(first)}"><head><meta charset="utf-8">'
        f"<title>{escape(sheet.title.in_language(first))}</title><style>{STYLE.read_text('utf-8')}</style></head>"
        f'<body class="{sheet.mode}">{f"<p class=exercise>{exercise}</p>" if sheet.exercise else ""}'
        f'{_side_by_side(sheet)}<section class="check">{_foot(sheet)}</section></body></html>'
    )


def _foot(sheet: Sheet) -> str:
    """What a machine reads, where there is something to read; a letter without it says whom to ask."""
    if not sheet.note:
        return _small(sheet)
    code = svg(sheet.note, label=sheet.dots.in_language(sheet.languages[0]))
    # What stands below the dots already is not printed a second time.
    note = f'<p class="note" dir="ltr" lang="en">{escape(sheet.note)}</p>' if sheet.note != sheet.number else ""
    return f'{code}<p class="reference"><bdi dir="ltr">{escape(sheet.number)}</bdi></p>{_small(sheet)}{note}'


def _side_by_side(sheet: Sheet) -> str:
    sides = [_words(sheet, language, first=place == 0) for place, language in enumerate(sheet.languages)]
    if len(sides) == 1:
        return sides[0]
    cells = "".join(f"<td {_speaking(code)}>{side}</td>" for code, side in zip(sheet.languages, sides, strict=True))
    return f'<table class="words" role="presentation"><tr>{cells}</tr></table>'


def _words(sheet: Sheet, language: Language, *, first: bool) -> str:
    tag = "h1" if first else "p"
    title = f'<{tag} class="title">{inline(sheet.title.in_language(language), language)}</{tag}>'
    return title + "".join(f"<p>{inline(one.in_language(language), language)}</p>" for one in sheet.lines)


def _small(sheet: Sheet) -> str:
    return "".join(
        f'<p class="small" {_speaking(language)}>{inline(one.in_language(language), language)}</p>'
        for one in sheet.small
        for language in sheet.languages
    )


def _speaking(language: Language) -> str:
    return f'lang="{language}" dir="{direction(language)}"'
