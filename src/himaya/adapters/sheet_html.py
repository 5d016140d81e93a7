"""One sheet that says nothing of who made it: a title, short parts, a day. For WeasyPrint only, on one page."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from . import pdf
from .paper import EXERCISE_WORDS, Language, direction
from .paper_html import inline

STYLE = Path(__file__).with_name("sheet_print.css")
# The sizes of type that are tried, the largest first, until it fits on one page.
SIZES = ("large", "middle", "small", "least")


@dataclass(frozen=True)
class Sheet:
    """What stands on it. No name and no institution has a place here; a reference only as all that is said."""

    title: str
    parts: tuple[tuple[str, str], ...]
    day: str
    language: Language
    exercise: bool = False


class TooLong(Exception):
    """It does not fit on one page in letters that can be read."""


def render(sheet: Sheet, *, seconds: int) -> bytes:
    """The PDF, one page. Raises PdfFailed, TooLong."""
    for size in SIZES:
        pages: list[int] = []
        body = pdf.render(write(sheet, size), progress=pages.append, seconds=seconds)
        if max(pages, default=1) == 1:
            return body
    raise TooLong


def write(sheet: Sheet, size: str) -> str:
    """The whole page. Everything in it is escaped, and it asks for nothing outside itself."""
    language = sheet.language
    exercise = " / ".join(f'<span lang="{code}" dir="{direction(code)}">{word}</span>' for code, word in EXERCISE_WORDS)
    day = f'<p class="day">{inline(sheet.day, language)}</p>' if sheet.day else ""
    parts = "".join(
        f"<section>{_heading(heading, language)}<p>{inline(words, language)}</p></section>"
        for heading, words in sheet.parts
    )
    return (
        f'<!doctype html><html lang="{language}" dir="{direction(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(sheet.title)}</title><style>{STYLE.read_text('utf-8')}</style></head>"
        f'<body class="{size}">{f"<p class=exercise>{exercise}</p>" if sheet.exercise else ""}'
        f"<h1>{inline(sheet.title, language)}</h1>{parts}{day}</body></html>"
    )


def _heading(words: str, language: Language) -> str:
    return f"<h2>{inline(words, language)}</h2>" if words else ""
