"""A Paper as one HTML page with its print style sheet inside, for WeasyPrint only: it never reaches a browser.

Arabic is marked by language and direction, and what must not be turned in it (numbers, dates, telephone numbers,
Latin words) is isolated by `<bdi dir="ltr">`; a plain `<bdi>` turned telephone numbers round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path

from .paper import (
    EXERCISE_WORDS,
    LANGUAGES,
    MISSING,
    PAGE_OF,
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
    Remark,
    Text,
    Tracked,
    Words,
    arranged,
    clean,
    direction,
    runs,
    signing,
    tidy,
)

STYLE = Path(__file__).with_name("paper_print.css")
BOTH: tuple[Language, Language] = ("fr", "ar")
OPENS = {"same": "", "del": "<del>", "ins": "<ins>"}
CLOSES = {"same": "", "del": "</del>", "ins": "</ins>"}


def write(paper: Paper) -> str:
    """The whole page. Everything in it is escaped, and it asks for nothing outside itself."""
    language = paper.language
    title = escape(tidy(paper.title.shown(language)[0]) or tidy(paper.reference))
    body = "".join((_running(paper), _opening(paper), *(_block(block, paper) for block in arranged(paper))))
    return (
        f'<!doctype html><html lang="{language}" dir="{direction(language)}"><head><meta charset="utf-8">'
        f"<title>{title}</title><style>{STYLE.read_text('utf-8')}</style></head>"
        f'<body class="{paper.mode}">{body}</body></html>'
    )


def inline(text: Text, language: Language) -> str:
    """One text of one language: escaped, isolated, line breaks kept, what went and came marked."""
    if isinstance(text, str):
        return _lines(tidy(text), language)
    return "".join(f"{OPENS[one.op]}{_lines(clean(one.text), language)}{CLOSES[one.op]}" for one in text)


def _lines(text: str, language: Language) -> str:
    return "<br>".join(_line(line, language) for line in text.split("\n"))


def _line(line: str, language: Language) -> str:
    own = direction(language)
    pieces = []
    for piece, way in runs(line, language):
        if way == own:
            pieces.append(escape(piece))
        elif way == "ltr":
            kept = "" if any(map(str.isalpha, piece)) else ' class="number"'
            pieces.append(f'<bdi dir="ltr"{kept}>{escape(piece)}</bdi>')
        else:
            pieces.append(f'<bdi dir="rtl" lang="ar">{escape(piece)}</bdi>')
    return "".join(pieces)


def _speaking(language: Language) -> str:
    return f'lang="{language}" dir="{direction(language)}"'


def _said(words: Words | Marked, language: Language) -> str:
    """The text for a reader of `language`; where it is missing, another language's, marked as such."""
    text, written = words.shown(language)
    if not text or written == language:
        return inline(text, language)
    return f'<span class="other" {_speaking(written)}>{inline(text, written)}</span> {_lacking(language)}'


def _lacking(language: Language) -> str:
    return f'<span class="lacking" {_speaking(language)}>[{inline(MISSING.in_language(language), language)}]</span>'


def _half(words: Words | Marked, language: Language) -> str:
    """One side of a pair. The other side says it already, so a gap is only named; unless neither has it."""
    if words.in_language(language) or not words:
        return inline(words.in_language(language), language)
    if language == "fr" and not words.ar:
        return _said(words, language)
    return _lacking(language)


def _both(words: Words | Marked) -> str:
    """A cell of a table in mode both: French above Arabic; once when they are the same."""
    if not words:
        return ""
    if words.fr == words.ar:
        return inline(words.fr, "fr")
    return f"<div {_speaking('fr')}>{_half(words, 'fr')}</div><div {_speaking('ar')}>{_half(words, 'ar')}</div>"


def _cell(words: Words | Marked, paper: Paper) -> str:
    return _both(words) if paper.mode == "both" else _said(words, paper.language)


def _sides(left: str, right: str, kind: str = "") -> str:
    """A row of two columns. One small table to each row: one table for a whole document took five times as long."""
    return (
        f'<table class="pair {kind}" role="presentation"><tr><td {_speaking("fr")}>{left}</td>'
        f"<td {_speaking('ar')}>{right}</td></tr></table>"
    )


def _running(paper: Paper) -> str:
    """What stands at the head and foot of every page."""
    language = paper.language
    reference = f'<bdi dir="ltr">{escape(tidy(paper.reference))}</bdi>'
    exercise = " / ".join(f"<span {_speaking(code)}>{word}</span>" for code, word in EXERCISE_WORDS)
    second = ""
    if paper.mode == "both":
        numbers = '<bdi dir="ltr"><span class="page"></span> / <span class="pages"></span></bdi>'
        if paper.footer.ar != paper.footer.fr:
            second = inline(paper.footer.ar, "ar")
    else:
        page, pages = (f'<bdi dir="ltr" class="{name}"></bdi>' for name in ("page", "pages"))
        numbers = PAGE_OF.in_language(language).format(page, pages)
    marked = f'<div class="exercise">{exercise}</div>' if paper.exercise else ""
    return (
        f'<div id="reference">{reference}</div><div id="mark">{marked}</div>'
        f'<div id="footer">{_said(paper.footer, language)}</div><div id="numbers">{numbers}</div>'
        f'<div id="second" {_speaking("ar")}>{second}</div>'
    )


def _opening(paper: Paper) -> str:
    if paper.mode != "both":
        kicker = f'<p class="kicker">{_said(paper.kicker, paper.language)}</p>' if paper.kicker else ""
        return f"<header>{kicker}<h1>{_said(paper.title, paper.language)}</h1></header>"
    halves = []
    for language in BOTH:
        # One first heading to a document: the Arabic title has its look, and is read after it.
        tag = "h1" if language == "fr" else "p"
        kicker = f'<p class="kicker">{_half(paper.kicker, language)}</p>' if paper.kicker else ""
        halves.append(f'{kicker}<{tag} class="title">{_half(paper.title, language)}</{tag}>')
    left, right = halves
    return f"<header>{_sides(left, right, 'opening')}</header>"


def _block(block: Block, paper: Paper) -> str:
    writer: Callable[..., str] = WRITERS[type(block)]
    return writer(block, paper)


def _heading(block: Heading, paper: Paper) -> str:
    tag = f"h{min(max(block.level, 1), 3) + 1}"
    if paper.mode != "both":
        return f"<{tag}>{_said(block.words, paper.language)}</{tag}>"
    left = f"<{tag}>{_half(block.words, 'fr')}</{tag}>"
    return _sides(left, f'<p class="{tag}">{_half(block.words, "ar")}</p>', kind="heading")


def _para(block: Para, paper: Paper) -> str:
    return f'<p class="{block.tone}">{_said(block.words, paper.language)}</p>' if block.words else ""


def _pair(block: Pair, _paper: Paper) -> str:
    if not block.words:
        return ""
    left, right = (f"<p>{_half(block.words, language)}</p>" for language in BOTH)
    return _sides(left, right, kind=block.tone)


def _tracked(block: Tracked, paper: Paper) -> str:
    """On a page nobody accepts or rejects: the changes are shown, and what stands in the margin under them."""
    words: Words | Marked = block.text
    if block.level:
        shown = _heading(Heading(block.level, words), paper)
    else:
        shown = _pair(Pair(words, block.tone), paper) if paper.mode == "both" else _para(Para(words, block.tone), paper)
    return shown + "".join(_remark(one, paper) for one in block.remarks)


def _remark(remark: Remark, paper: Paper) -> str:
    said = Words(*(f"{remark.by.shown(code)[0]}: {remark.words.shown(code)[0]}" for code in LANGUAGES))
    return _pair(Pair(said, "note"), paper) if paper.mode == "both" else _para(Para(said, "note"), paper)


def _bullets(block: Bullets, paper: Paper) -> str:
    tag = "ol" if block.numbered else "ul"
    if paper.mode != "both":
        items = "".join(f"<li>{_said(item, paper.language)}</li>" for item in block.items)
        return f"<{tag}>{items}</{tag}>"
    rows = []
    for number, item in enumerate(block.items, 1):
        opening = f'<ol style="counter-reset: list-item {number - 1}">' if block.numbered else "<ul>"
        left, right = (f"{opening}<li>{_half(item, language)}</li></{tag}>" for language in BOTH)
        rows.append(_sides(left, right, "item"))
    return "".join(rows)


def _facts(block: Facts, paper: Paper) -> str:
    row = _fact_in_both if paper.mode == "both" else _fact
    return f'<table class="facts {paper.mode}">{"".join(row(*pair, paper) for pair in block.rows)}</table>'


def _fact(label: Words, value: Words, paper: Paper) -> str:
    language = paper.language
    return f'<tr><th scope="row">{_said(label, language)}</th><td>{_said(value, language)}</td></tr>'


def _fact_in_both(label: Words, value: Words, _paper: Paper) -> str:
    """Label, value, label: the value once when it is the same in both languages, else beside its label."""
    left = f'<th scope="row" {_speaking("fr")}>{_half(label, "fr")}</th>'
    right = f'<th scope="row" {_speaking("ar")}>{_half(label, "ar")}</th>'
    if value.fr == value.ar:
        cells = f'<td class="once" colspan="2">{_said(value, "fr")}</td>'
    else:
        cells = "".join(f"<td {_speaking(code)}>{_half(value, code)}</td>" for code in BOTH)
    return f"<tr>{left}{cells}{right}</tr>"


def _grid(block: Grid, paper: Paper) -> str:
    caption = f"<caption>{_cell(block.caption, paper)}</caption>" if block.caption else ""
    head = "".join(f'<th scope="col">{_cell(words, paper)}</th>' for words in block.head)
    return (
        f'<table class="grid">{caption}<thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(_row(row, paper) for row in block.rows)}</tbody></table>"
    )


def _row(row: Iterable[Words | Marked], paper: Paper) -> str:
    return f"<tr>{''.join(f'<td>{_cell(words, paper)}</td>' for words in row)}</tr>"


def _signatures(block: Lines, paper: Paper) -> str:
    rows = []
    for places in signing(block.labels):
        named = "".join(f"<td>{_cell(words, paper) if words else ''}</td>" for words in places)
        signed = "".join(f"<td>{'<span></span>' if words else ''}</td>" for words in places)
        rows.append(f'<tr>{named}</tr><tr class="sign">{signed}</tr>')
    return f'<table class="lines" role="presentation" dir="{direction(paper.language)}">{"".join(rows)}</table>'


def _break(_block: PageBreak, _paper: Paper) -> str:
    return '<div class="break"></div>'


WRITERS: dict[type[Block], Callable[..., str]] = {
    Heading: _heading,
    Para: _para,
    Pair: _pair,
    Bullets: _bullets,
    Facts: _facts,
    Grid: _grid,
    Lines: _signatures,
    PageBreak: _break,
    Tracked: _tracked,
}
