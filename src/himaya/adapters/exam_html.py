"""A test on paper: a box for the code, questions with boxes to tick. For WeasyPrint only; it names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from . import pdf
from .paper import EXERCISE_WORDS, Language, direction
from .paper_html import inline

STYLE = Path(__file__).with_name("exam_print.css")


@dataclass(frozen=True)
class Asked:
    """One question. `places`: what stands above the boxes of a card to sort; for steps the box takes a number."""

    stem: str
    choices: tuple[str, ...]
    places: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Exam:
    """What stands on it. `model`: that no nation adopted it, in words; empty once one did."""

    title: str
    about: str
    code_label: str
    code_signs: int
    questions: tuple[Asked, ...]
    language: Language
    model: str = ""
    exercise: bool = False


def render(exam: Exam, *, seconds: int) -> bytes:
    """The PDF. Raises PdfFailed."""
    return pdf.render(write(exam), seconds=seconds)


def write(exam: Exam) -> str:
    """The whole page. Everything in it is escaped, and it asks for nothing outside itself."""
    language = exam.language
    exercise = " / ".join(f'<span lang="{code}" dir="{direction(code)}">{word}</span>' for code, word in EXERCISE_WORDS)
    boxes = '<span class="sign"></span>' * exam.code_signs
    asked = "".join(_question(number, one, language) for number, one in enumerate(exam.questions, start=1))
    model = f'<p class="model">{inline(exam.model, language)}</p>' if exam.model else ""
    return (
        f'<!doctype html><html lang="{language}" dir="{direction(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(exam.title)}</title><style>{STYLE.read_text('utf-8')}</style></head>"
        f"<body>{f'<p class=exercise>{exercise}</p>' if exam.exercise else ''}{model}"
        f"<h1>{inline(exam.title, language)}</h1><p>{inline(exam.about, language)}</p>"
        f'<p class="code">{inline(exam.code_label, language)} <bdi dir="ltr">{boxes}</bdi></p>{asked}</body></html>'
    )


def _question(number: int, one: Asked, language: Language) -> str:
    hint = f'<p class="hint">{inline(one.hint, language)}</p>' if one.hint else ""
    head = "".join(f"<th>{inline(word, language)}</th>" for word in one.places)
    cells = "".join('<td class="tick"><span class="box"></span></td>' for _place in one.places)
    before = "" if one.places else '<td class="tick"><span class="box"></span></td>'
    rows = "".join(f"<tr>{before}<td>{inline(words, language)}</td>{cells}</tr>" for words in one.choices)
    table = f"<table>{f'<tr><td></td>{head}</tr>' if head else ''}{rows}</table>"
    return f"<section><h2>{number}. {inline(one.stem, language)}</h2>{hint}{table}</section>"
