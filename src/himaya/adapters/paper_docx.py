"""A Paper as a DOCX for word processors: real headings, styles and table heads, Arabic set from right to left.

The body is written as WordprocessingML, because a paper of two hundred pages built cell by cell through python-docx
takes minutes. The order of properties follows the schema: word processors drop, or refuse, what stands elsewhere.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime

from docx import Document
from docx.document import Document as Opened
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from . import paper_docx_styles as styles
from .paper import (
    ABREAST,
    EXERCISE_WORDS,
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
    Tracked,
    Words,
    arranged,
    direction,
    plain,
    signing,
    tidy,
)
from .paper_docx_changes import STYLES, number, put_in_margin, remarks, tracked
from .paper_docx_parts import (
    SPACES,
    TABLE,
    WIDTH,
    cell,
    gap,
    half,
    one_line,
    para,
    paras,
    run,
    said,
    sides,
    tab,
    table,
    written,
)

RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="6" w:color="{styles.TEAL}"/></w:pBdr>'
STANDS_OUT = "<w:b/><w:bCs/>" + f'<w:color w:val="{styles.AMBER}"/>'
BOTH: tuple[Language, Language] = ("fr", "ar")
BOXES = {"decision": "DecisionBox", "held": "HeldBox"}


def write(paper: Paper, *, created: datetime) -> bytes:
    """The file; the same bytes for the same paper and moment. It names no author."""
    document = Document()
    styles.apply(document, paper.language)
    _properties(document, paper, created)
    body = document.element.body
    for child in list(body.iterchildren()):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    blocks = "".join((_opening(paper), *(_block(block, paper) for block in arranged(paper)), para("", "Normal", "fr")))
    section = body.sectPr
    for element in list(parse_xml(f"<w:body {SPACES}>{blocks}</w:body>").iterchildren()):
        section.addprevious(element)
    number(body, first=len(remarks(paper)))
    put_in_margin(document, paper)
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
    head = run(paper.reference, "ltr", paper.language) + (tab() + exercise if exercise else "")
    foot = f"{said(one_line(paper.footer), paper.language)}{tab()}{_numbers(paper)}"
    if paper.mode == "both":
        second = "" if paper.footer.ar == paper.footer.fr else written(one_line(paper.footer).ar, "ar")
        foot = f"{half(one_line(paper.footer), 'fr')}{tab()}{_numbers(paper)}{tab()}{second}"
    for part, style, content in ((section.header, "Header", head), (section.footer, "Footer", foot)):
        for old in list(part.paragraphs):
            old._p.getparent().remove(old._p)
        tabs = (WIDTH // 2, WIDTH) if style == "Footer" and paper.mode == "both" else (WIDTH,)
        part._element.append(parse_xml(para(content, style, paper.language, tabs=tabs, spaces=SPACES)))


def _exercise() -> str:
    slash = run(" / ", "ltr", "fr", STANDS_OUT)
    return slash.join(written(word, code, STANDS_OUT) for code, word in EXERCISE_WORDS)


def _numbers(paper: Paper) -> str:
    """Page and number of pages as fields."""
    if paper.mode == "both":
        return f"{_field('PAGE', 'fr')}{run(' / ', 'ltr', 'fr')}{_field('NUMPAGES', 'fr')}"
    before, between, after = PAGE_OF.in_language(paper.language).split("{}")
    way = direction(paper.language)
    page, pages = (_field(name, paper.language) for name in ("PAGE", "NUMPAGES"))
    return (
        f"{run(before, way, paper.language)}{page}{run(between, way, paper.language)}{pages}"
        f"{run(after, way, paper.language)}"
    )


def _field(name: str, language: Language) -> str:
    return f'<w:fldSimple w:instr=" {name} ">{run("1", direction(language), language)}</w:fldSimple>'


def _opening(paper: Paper) -> str:
    if paper.mode != "both":
        language = paper.language
        kicker = para(said(paper.kicker, language), "Kicker", language) if paper.kicker else ""
        return kicker + para(said(paper.title, language), "Title", language, border=RULE)
    parts = tuple((words, style) for words, style in ((paper.kicker, "Kicker"), (paper.title, "Title")) if words)
    left, right = ("".join(para(half(words, code), style, code) for words, style in parts) for code in BOTH)
    return sides(left, right, style="Opening")


def _block(block: Block, paper: Paper) -> str:
    writer: Callable[..., str] = WRITERS[type(block)]
    return writer(block, paper)


def _heading(block: Heading, paper: Paper) -> str:
    level = min(max(block.level, 1), 3)
    style = f"Heading{level}"
    if paper.mode != "both":
        return para(said(block.words, paper.language), style, paper.language)
    # One entry to a heading in the outline: the Arabic has its look and no level.
    left, right = para(half(block.words, "fr"), style, "fr"), para(half(block.words, "ar"), f"{style}Beside", "ar")
    return sides(left, right, between="BetweenKept", whole=True)


def _para(block: Para, paper: Paper) -> str:
    if not block.words:
        return ""
    paragraph = para(said(block.words, paper.language), STYLES[block.tone], paper.language)
    if block.tone not in BOXES:
        return paragraph
    row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell(paragraph, TABLE)}</w:tr>"
    return table(BOXES[block.tone], (TABLE,), row, rtl=paper.language == "ar") + gap(paper.language)


def _pair(block: Pair, _paper: Paper) -> str:
    if not block.words:
        return ""
    left, right = (para(half(block.words, language), STYLES[block.tone], language) for language in BOTH)
    if block.tone in BOXES:
        return sides(left, right, style=BOXES[block.tone], whole=True) + gap("fr")
    return sides(left, right, between="BetweenKept" if block.tone == "label" else "Between")


def _bullets(block: Bullets, paper: Paper) -> str:
    def item(number: int, words: Words, language: Language, speak: Callable[[Words, Language], str]) -> str:
        if not block.numbered:
            return para(speak(words, language), "ListBullet", language)
        # The number is typed: a list that counts by itself would go on counting in the next list.
        lead = run(f"{number}.", direction(language), language) + tab()
        return para(lead + speak(words, language), "Counted", language)

    if paper.mode != "both":
        return "".join(item(n, words, paper.language, said) for n, words in enumerate(block.items, 1))
    rows = (sides(*(item(n, words, language, half) for language in BOTH)) for n, words in enumerate(block.items, 1))
    return "".join(rows)


def _facts(block: Facts, paper: Paper) -> str:
    if paper.mode != "both":
        widths = (TABLE * 32 // 100, TABLE * 68 // 100)
        cells = ((_fact(label, "FactLabel", paper), _fact(value, "Fact", paper)) for label, value in block.rows)
        rows = "".join(f"<w:tr>{cell(a, widths[0])}{cell(b, widths[1])}</w:tr>" for a, b in cells)
        return table("Facts", widths, rows, rtl=paper.language == "ar") + gap(paper.language)
    side, middle = TABLE * 19 // 100, TABLE * 31 // 100
    rows = "".join(_fact_in_both(*pair, side, middle) for pair in block.rows)
    return table("Facts", (side, middle, middle, side), rows, rtl=False) + gap("fr")


def _fact(words: Words, style: str, paper: Paper) -> str:
    return para(said(words, paper.language), style, paper.language)


def _fact_in_both(label: Words, value: Words, side: int, middle: int) -> str:
    left, right = (cell(para(half(label, code), "FactLabel", code), side) for code in BOTH)
    if value.fr == value.ar:
        cells = cell(para(said(value, "fr"), "Fact", "fr", jc="center"), 2 * middle, span=2)
    else:
        cells = "".join(cell(para(half(value, code), "Fact", code), middle) for code in BOTH)
    return f"<w:tr>{left}{cells}{right}</w:tr>"


def _grid(block: Grid, paper: Paper) -> str:
    caption = paras(block.caption, paper, "Caption") if block.caption else ""
    widths = _widths(block, paper)
    # Rows do not break; the head comes again on every page.
    head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{_cells(block.head, widths, paper, 'CellHead')}</w:tr>"
    rows = (f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cells(row, widths, paper, 'Cell')}</w:tr>" for row in block.rows)
    whole = table("Grid", widths, head + "".join(rows), rtl=paper.language == "ar")
    return caption + whole + gap(paper.language)


def _cells(row: Iterable[Words | Marked], widths: Iterable[int], paper: Paper, style: str) -> str:
    return "".join(cell(paras(words, paper, style), width) for words, width in zip(row, widths, strict=True))


def _widths(block: Grid, paper: Paper) -> tuple[int, ...]:
    """Columns as wide as their longest text asks, within bounds: word processors do not measure fixed tables."""
    longest = [
        max(6, *(len(plain(row[at].shown(paper.language)[0])) for row in (block.head, *block.rows)))
        for at in range(len(block.head))
    ]
    asked = [min(length, 40) ** 0.7 for length in longest]
    return tuple(int(TABLE * share / sum(asked)) for share in asked)


def _lines(block: Lines, paper: Paper) -> str:
    width = TABLE // ABREAST

    def place(words: Words | None) -> str:
        content = paras(words, paper, "Signature") + para("", "Sign", "fr") if words else para("", "Normal", "fr")
        return cell(content, width)

    rows = (
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(map(place, places))}</w:tr>" for places in signing(block.labels)
    )
    whole = table("Pair", (width,) * ABREAST, "".join(rows), rtl=paper.language == "ar")
    return whole + gap(paper.language)


def _break(_block: PageBreak, paper: Paper) -> str:
    return para('<w:r><w:br w:type="page"/></w:r>', "Between", paper.language)


WRITERS: dict[type[Block], Callable[..., str]] = {
    Heading: _heading,
    Para: _para,
    Pair: _pair,
    Bullets: _bullets,
    Facts: _facts,
    Grid: _grid,
    Lines: _lines,
    PageBreak: _break,
    Tracked: tracked,
}


def _same_each_time(content: bytes) -> bytes:
    """The package with one fixed date on its parts; python-docx stamps them with the moment of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
