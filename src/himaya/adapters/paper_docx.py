"""A Paper as a DOCX for word processors: real headings, styles and table heads, Arabic set from right to left.

The body is written as WordprocessingML, because a paper of two hundred pages built cell by cell through python-docx
takes minutes. The order of properties follows the schema: word processors drop, or refuse, what stands elsewhere.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from html import escape

from docx import Document
from docx.document import Document as Opened
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from . import paper_docx_styles as styles
from .paper import (
    ABREAST,
    EXERCISE_WORDS,
    MISSING,
    PAGE_OF,
    Block,
    Bullets,
    Facts,
    Grid,
    Heading,
    Language,
    Lines,
    PageBreak,
    Pair,
    Paper,
    Para,
    Words,
    arranged,
    direction,
    runs,
    signing,
    tidy,
)

SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WIDTH = 9638  # Between the margins of A4, in twentieths of a point.
# Tables stand out by the padding of their cells on both sides, so that their text is in line with the paragraphs.
TABLE = WIDTH + 2 * styles.PADDING
RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="6" w:color="{styles.TEAL}"/></w:pBdr>'
STANDS_OUT = "<w:b/><w:bCs/>" + f'<w:color w:val="{styles.AMBER}"/>'
# Keeps a piece the way it is written where a word processor goes by characters alone, not by the run's direction.
MARK = "\u200e"
BOTH: tuple[Language, Language] = ("fr", "ar")
TEXT_STYLES = {"": "Normal", "note": "Note", "decision": "Decision"}


def write(paper: Paper, *, created: datetime) -> bytes:
    """The file; the same bytes for the same paper and moment. It names no author."""
    document = Document()
    styles.apply(document, paper.language)
    _properties(document, paper, created)
    body = document.element.body
    for child in list(body.iterchildren()):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    blocks = "".join((_opening(paper), *(_block(block, paper) for block in arranged(paper)), _p("", "Normal", "fr")))
    section = body.sectPr
    for element in list(parse_xml(f"<w:body {SPACES}>{blocks}</w:body>").iterchildren()):
        section.addprevious(element)
    _page(document, paper)
    out = io.BytesIO()
    document.save(out)
    return _same_each_time(out.getvalue())


def _properties(document: Opened, paper: Paper, created: datetime) -> None:
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = core.keywords = core.category = core.subject = ""
    core.title = tidy(paper.title.shown(paper.language)[0]) or tidy(paper.reference)
    core.language = styles.LOCALES[paper.language]
    core.created = core.modified = created.replace(microsecond=0, tzinfo=None)
    core.revision = 1


def _page(document: Opened, paper: Paper) -> None:
    """A4, margins, and what stands at the head and foot of every page."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    section.header_distance = section.footer_distance = Mm(10)
    if paper.language == "ar":
        turned = parse_xml(f"<w:bidi {SPACES}/>")
        grid = section._sectPr.find(qn("w:docGrid"))
        section._sectPr.append(turned) if grid is None else grid.addprevious(turned)
    exercise = _exercise() if paper.exercise else ""
    head = _run(paper.reference, "ltr", paper.language) + (_tab() + exercise if exercise else "")
    foot = f"{_said(_one_line(paper.footer), paper.language)}{_tab()}{_numbers(paper)}"
    if paper.mode == "both":
        second = "" if paper.footer.ar == paper.footer.fr else _text(_one_line(paper.footer).ar, "ar")
        foot = f"{_half(_one_line(paper.footer), 'fr')}{_tab()}{_numbers(paper)}{_tab()}{second}"
    for part, style, content in ((section.header, "Header", head), (section.footer, "Footer", foot)):
        for old in list(part.paragraphs):
            old._p.getparent().remove(old._p)
        tabs = (WIDTH // 2, WIDTH) if style == "Footer" and paper.mode == "both" else (WIDTH,)
        part._element.append(parse_xml(_p(content, style, paper.language, tabs=tabs, spaces=SPACES)))


def _one_line(words: Words) -> Words:
    return Words(*(text.replace("\n", " ") for text in (words.fr, words.ar, words.en)))


def _exercise() -> str:
    slash = _run(" / ", "ltr", "fr", STANDS_OUT)
    return slash.join(_text(word, code, STANDS_OUT) for code, word in EXERCISE_WORDS)


def _numbers(paper: Paper) -> str:
    """Page and number of pages as fields."""
    if paper.mode == "both":
        return f"{_field('PAGE', 'fr')}{_run(' / ', 'ltr', 'fr')}{_field('NUMPAGES', 'fr')}"
    before, between, after = PAGE_OF.in_language(paper.language).split("{}")
    way = direction(paper.language)
    page, pages = (_field(name, paper.language) for name in ("PAGE", "NUMPAGES"))
    return (
        f"{_run(before, way, paper.language)}{page}{_run(between, way, paper.language)}{pages}"
        f"{_run(after, way, paper.language)}"
    )


def _field(name: str, language: Language) -> str:
    return f'<w:fldSimple w:instr=" {name} ">{_run("1", direction(language), language)}</w:fldSimple>'


def _tab() -> str:
    return "<w:r><w:tab/></w:r>"


def _run(text: str, way: str, language: Language, extra: str = "") -> str:
    """One piece of one direction. `extra` is run properties that come before the direction."""
    if not text:
        return ""
    locale = styles.LOCALES[language]
    marked = "<w:rtl/>" if way == "rtl" else ""
    spoken = f'<w:lang w:bidi="{styles.LOCALES["ar"]}"/>' if way == "rtl" else f'<w:lang w:val="{locale}"/>'
    if way == "ltr" and language == "ar":
        # Latin inside Arabic: its own language is not known.
        spoken, text = "", f"{MARK}{text}{MARK}"
    return (
        f'<w:r><w:rPr>{extra}{marked}{spoken}</w:rPr><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    )


def _text(text: str, language: Language, extra: str = "") -> str:
    """Runs of one text of one language; line breaks are kept."""
    lines = (
        "".join(_run(piece, way, language, extra) for piece, way in runs(line, language))
        for line in tidy(text).split("\n")
    )
    return "<w:r><w:br/></w:r>".join(lines)


def _lacking(language: Language) -> str:
    return _text(f"[{MISSING.in_language(language)}]", language, '<w:rStyle w:val="Lacking"/>')


def _said(words: Words, language: Language) -> str:
    text, written = words.shown(language)
    if not text or written == language:
        return _text(text, language)
    return f"{_text(text, written)}{_run(' ', direction(language), language)}{_lacking(language)}"


def _half(words: Words, language: Language) -> str:
    if words.in_language(language) or not words:
        return _text(words.in_language(language), language)
    if language == "fr" and not words.ar:
        return _said(words, language)
    return _lacking(language)


def _p(
    content: str,
    style: str,
    language: Language,
    *,
    tabs: Iterable[int] = (),
    border: str = "",
    jc: str = "",
    spaces: str = "",
) -> str:
    """A paragraph; its properties in the order of the schema."""
    stops = "".join(f'<w:tab w:val="{"right" if at == WIDTH else "center"}" w:pos="{at}"/>' for at in tabs)
    properties = (
        f'<w:pStyle w:val="{style}"/>',
        border,
        f"<w:tabs>{stops}</w:tabs>" if stops else "",
        "<w:bidi/>" if language == "ar" else '<w:bidi w:val="0"/>',
        f'<w:jc w:val="{jc}"/>' if jc else "",
    )
    return f"<w:p {spaces}><w:pPr>{''.join(properties)}</w:pPr>{content}</w:p>"


def _paragraphs(words: Words, paper: Paper, style: str) -> str:
    """The paragraphs of one cell: two in mode both, unless both languages say the same."""
    if paper.mode != "both" or words.fr == words.ar:
        return _p(_said(words, paper.language), style, paper.language)
    return _p(_half(words, "fr"), style, "fr") + _p(_half(words, "ar"), style, "ar")


def _opening(paper: Paper) -> str:
    if paper.mode != "both":
        language = paper.language
        kicker = _p(_said(paper.kicker, language), "Kicker", language) if paper.kicker else ""
        return kicker + _p(_said(paper.title, language), "Title", language, border=RULE)
    parts = tuple((words, style) for words, style in ((paper.kicker, "Kicker"), (paper.title, "Title")) if words)
    left, right = ("".join(_p(_half(words, code), style, code) for words, style in parts) for code in BOTH)
    return _sides(left, right, style="Opening")


def _table(style: str, widths: Iterable[int], rows: str, *, rtl: bool) -> str:
    widths = tuple(widths)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{"<w:bidiVisual/>" if rtl else ""}'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def _cell(content: str, width: int, span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}</w:tcPr>{content}</w:tc>'


def _sides(left: str, right: str, *, style: str = "Pair", between: str = "Between", whole: bool = False) -> str:
    """French and Arabic in one row; `whole` when it must not be broken between two pages."""
    half = TABLE // 2
    kept = "<w:trPr><w:cantSplit/></w:trPr>" if whole else ""
    row = f"<w:tr>{kept}{_cell(left, half)}{_cell(right, half)}</w:tr>"
    # Two tables in a row grow together, unless something stands between them.
    return _table(style, (half, half), row, rtl=False) + _p("", between, "fr")


def _gap(language: Language) -> str:
    return _p("", "Gap", language)


def _block(block: Block, paper: Paper) -> str:
    writer: Callable[..., str] = WRITERS[type(block)]
    return writer(block, paper)


def _heading(block: Heading, paper: Paper) -> str:
    level = min(max(block.level, 1), 3)
    style = f"Heading{level}"
    if paper.mode != "both":
        return _p(_said(block.words, paper.language), style, paper.language)
    # One entry to a heading in the outline: the Arabic has its look and no level.
    left, right = _p(_half(block.words, "fr"), style, "fr"), _p(_half(block.words, "ar"), f"{style}Beside", "ar")
    return _sides(left, right, between="BetweenKept", whole=True)


def _para(block: Para, paper: Paper) -> str:
    if not block.words:
        return ""
    paragraph = _p(_said(block.words, paper.language), TEXT_STYLES[block.tone], paper.language)
    if block.tone != "decision":
        return paragraph
    row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(paragraph, TABLE)}</w:tr>"
    return _table("DecisionBox", (TABLE,), row, rtl=paper.language == "ar") + _gap(paper.language)


def _pair(block: Pair, _paper: Paper) -> str:
    if not block.words:
        return ""
    left, right = (_p(_half(block.words, language), TEXT_STYLES[block.tone], language) for language in BOTH)
    if block.tone == "decision":
        return _sides(left, right, style="DecisionBox", whole=True) + _gap("fr")
    return _sides(left, right)


def _bullets(block: Bullets, paper: Paper) -> str:
    def item(number: int, words: Words, language: Language, said: Callable[[Words, Language], str]) -> str:
        if not block.numbered:
            return _p(said(words, language), "ListBullet", language)
        # The number is typed: a list that counts by itself would go on counting in the next list.
        lead = _run(f"{number}.", direction(language), language) + _tab()
        return _p(lead + said(words, language), "Counted", language)

    if paper.mode != "both":
        return "".join(item(n, words, paper.language, _said) for n, words in enumerate(block.items, 1))
    rows = (_sides(*(item(n, words, language, _half) for language in BOTH)) for n, words in enumerate(block.items, 1))
    return "".join(rows)


def _facts(block: Facts, paper: Paper) -> str:
    if paper.mode != "both":
        widths = (TABLE * 32 // 100, TABLE * 68 // 100)
        cells = ((_fact(label, "FactLabel", paper), _fact(value, "Fact", paper)) for label, value in block.rows)
        rows = "".join(f"<w:tr>{_cell(a, widths[0])}{_cell(b, widths[1])}</w:tr>" for a, b in cells)
        return _table("Facts", widths, rows, rtl=paper.language == "ar") + _gap(paper.language)
    side, middle = TABLE * 19 // 100, TABLE * 31 // 100
    rows = "".join(_fact_in_both(*pair, side, middle) for pair in block.rows)
    return _table("Facts", (side, middle, middle, side), rows, rtl=False) + _gap("fr")


def _fact(words: Words, style: str, paper: Paper) -> str:
    return _p(_said(words, paper.language), style, paper.language)


def _fact_in_both(label: Words, value: Words, side: int, middle: int) -> str:
    left, right = (_cell(_p(_half(label, code), "FactLabel", code), side) for code in BOTH)
    if value.fr == value.ar:
        cells = _cell(_p(_said(value, "fr"), "Fact", "fr", jc="center"), 2 * middle, span=2)
    else:
        cells = "".join(_cell(_p(_half(value, code), "Fact", code), middle) for code in BOTH)
    return f"<w:tr>{left}{cells}{right}</w:tr>"


def _grid(block: Grid, paper: Paper) -> str:
    caption = _paragraphs(block.caption, paper, "Caption") if block.caption else ""
    widths = _widths(block, paper)
    # Rows do not break; the head comes again on every page.
    head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{_cells(block.head, widths, paper, 'CellHead')}</w:tr>"
    rows = (f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cells(row, widths, paper, 'Cell')}</w:tr>" for row in block.rows)
    table = _table("Grid", widths, head + "".join(rows), rtl=paper.language == "ar")
    return caption + table + _gap(paper.language)


def _cells(row: Iterable[Words], widths: Iterable[int], paper: Paper, style: str) -> str:
    return "".join(_cell(_paragraphs(words, paper, style), width) for words, width in zip(row, widths, strict=True))


def _widths(block: Grid, paper: Paper) -> tuple[int, ...]:
    """Columns as wide as their longest text asks, within bounds: word processors do not measure fixed tables."""
    longest = [
        max(6, *(len(row[at].shown(paper.language)[0]) for row in (block.head, *block.rows)))
        for at in range(len(block.head))
    ]
    asked = [min(length, 40) ** 0.7 for length in longest]
    return tuple(int(TABLE * share / sum(asked)) for share in asked)


def _lines(block: Lines, paper: Paper) -> str:
    width = TABLE // ABREAST

    def place(words: Words | None) -> str:
        content = _paragraphs(words, paper, "Signature") + _p("", "Sign", "fr") if words else _p("", "Normal", "fr")
        return _cell(content, width)

    rows = (
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(map(place, places))}</w:tr>" for places in signing(block.labels)
    )
    table = _table("Pair", (width,) * ABREAST, "".join(rows), rtl=paper.language == "ar")
    return table + _gap(paper.language)


def _break(_block: PageBreak, paper: Paper) -> str:
    return _p('<w:r><w:br w:type="page"/></w:r>', "Between", paper.language)


WRITERS: dict[type[Block], Callable[..., str]] = {
    Heading: _heading,
    Para: _para,
    Pair: _pair,
    Bullets: _bullets,
    Facts: _facts,
    Grid: _grid,
    Lines: _lines,
    PageBreak: _break,
}


def _same_each_time(content: bytes) -> bytes:
    """The package with one fixed date on its parts; python-docx stamps them with the moment of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
