"""What a paper's DOCX is put together from, as WordprocessingML: runs, paragraphs, cells, tables.

The order of properties follows the schema: word processors drop, or refuse, what stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from . import paper_docx_styles as styles
from .paper import MISSING, Language, Marked, Paper, Text, Words, clean, direction, runs, tidy

SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WIDTH = 9638  # Between the margins of A4, in twentieths of a point.
# Tables stand out by the padding of their cells on both sides, so that their text is in line with the paragraphs.
TABLE = WIDTH + 2 * styles.PADDING
# Keeps a piece the way it is written where a word processor goes by characters alone, not by the run's direction.
MARK = "\u200e"
# How words that went and came look where they are shown and not to be accepted or rejected.
LOOKS = {"same": "", "del": '<w:rStyle w:val="Removed"/>', "ins": '<w:rStyle w:val="Added"/>'}


def tab() -> str:
    """A step to the next tabulator."""
    return "<w:r><w:tab/></w:r>"


def run(text: str, way: str, language: Language, extra: str = "") -> str:
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


def written(text: Text, language: Language, extra: str = "") -> str:
    """Runs of one text of one language; line breaks are kept, what went and came has its look."""
    if isinstance(text, str):
        return lines(tidy(text), language, extra)
    return "".join(lines(clean(piece.text), language, LOOKS[piece.op] + extra) for piece in text)


def lines(text: str, language: Language, extra: str = "") -> str:
    """Runs of a text as it is, with its spaces at the ends."""
    found = (
        "".join(run(piece, way, language, extra) for piece, way in runs(line, language)) for line in text.split("\n")
    )
    return "<w:r><w:br/></w:r>".join(found)


def lacking(language: Language) -> str:
    """That a translation is missing."""
    return written(f"[{MISSING.in_language(language)}]", language, '<w:rStyle w:val="Lacking"/>')


def said(words: Words | Marked, language: Language) -> str:
    """The text for a reader of `language`; where it is missing, another language's, marked as such."""
    text, code = words.shown(language)
    if not text or code == language:
        return written(text, language)
    return f"{written(text, code)}{run(' ', direction(language), language)}{lacking(language)}"


def half(words: Words | Marked, language: Language) -> str:
    """One side of a pair: a gap is only named, unless neither side has it."""
    if words.in_language(language) or not words:
        return written(words.in_language(language), language)
    if language == "fr" and not words.ar:
        return said(words, language)
    return lacking(language)


def one_line(words: Words) -> Words:
    """Without its line breaks."""
    return Words(*(text.replace("\n", " ") for text in (words.fr, words.ar, words.en)))


def para(
    content: str,
    style: str,
    language: Language,
    *,
    tabs: Iterable[int] = (),
    border: str = "",
    jc: str = "",
    mark: str = "",
    spaces: str = "",
) -> str:
    """A paragraph; its properties in the order of the schema. `mark` is what becomes of its paragraph mark."""
    stops = "".join(f'<w:tab w:val="{"right" if at == WIDTH else "center"}" w:pos="{at}"/>' for at in tabs)
    properties = (
        f'<w:pStyle w:val="{style}"/>',
        border,
        f"<w:tabs>{stops}</w:tabs>" if stops else "",
        "<w:bidi/>" if language == "ar" else '<w:bidi w:val="0"/>',
        f'<w:jc w:val="{jc}"/>' if jc else "",
        f"<w:rPr>{mark}</w:rPr>" if mark else "",
    )
    return f"<w:p {spaces}><w:pPr>{''.join(properties)}</w:pPr>{content}</w:p>"


def paras(words: Words | Marked, paper: Paper, style: str) -> str:
    """The paragraphs of one cell: two in mode both, unless both languages say the same."""
    if paper.mode != "both" or words.fr == words.ar:
        return para(said(words, paper.language), style, paper.language)
    return para(half(words, "fr"), style, "fr") + para(half(words, "ar"), style, "ar")


def table(style: str, widths: Iterable[int], rows: str, *, rtl: bool) -> str:
    """A table of fixed widths."""
    widths = tuple(widths)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{"<w:bidiVisual/>" if rtl else ""}'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def cell(content: str, width: int, span: int = 1) -> str:
    """A cell of one or several columns."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}</w:tcPr>{content}</w:tc>'


def sides(left: str, right: str, *, style: str = "Pair", between: str = "Between", whole: bool = False) -> str:
    """French and Arabic in one row; `whole` when it must not be broken between two pages."""
    return sides_of(left, right, style=style, between=between, row="<w:cantSplit/>" if whole else "")


def sides_of(left: str, right: str, *, style: str = "Pair", between: str = "Between", row: str = "") -> str:
    """The same with the properties of the row."""
    width = TABLE // 2
    kept = f"<w:trPr>{row}</w:trPr>" if row else ""
    cells = f"<w:tr>{kept}{cell(left, width)}{cell(right, width)}</w:tr>"
    # Two tables in a row grow together, unless something stands between them.
    return table(style, (width, width), cells, rtl=False) + para("", between, "fr")


def gap(language: Language) -> str:
    """A little room after a table."""
    return para("", "Gap", language)
