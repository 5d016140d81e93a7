"""Changes that a word processor can accept or reject, and what is written in the margin beside them.

Each change carries the name of the institution that asks for it and the moment, so that a ministry that works on paper
sees in its own software who wants what. A paragraph that comes or goes is marked on its paragraph mark, and in a table
on its row too: else an empty line stays behind.
"""

from __future__ import annotations

from html import escape

from docx.document import Document as Opened
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from .paper import Language, Paper, Piece, Remark, Tracked, Words, clean
from .paper_docx_parts import SPACES, half, lines, para, sides_of, written

STYLES = {"": "Normal", "note": "Note", "label": "Label", "decision": "Decision", "held": "Held"}
BOTH: tuple[Language, Language] = ("fr", "ar")
ELEMENTS = {"del": "w:del", "ins": "w:ins"}


def tracked(block: Tracked, paper: Paper) -> str:
    """The paragraph, or the row of two in mode both. The revisions are numbered by `number`."""
    style = f"Heading{min(block.level, 3)}" if block.level else STYLES[block.tone]
    if paper.mode != "both":
        text, language = block.text.shown(paper.language)
        content = _beside(block, _changes(text, language, paper.language))
        return para(content, style, language, mark=_whole(block, paper.language))
    beside = f"{style}Beside" if block.level else style
    left, right = (_side(block, code, name) for code, name in zip(BOTH, (style, beside), strict=True))
    return sides_of(left, right, row=_whole(block, "fr"))


def _side(block: Tracked, language: Language, style: str) -> str:
    pieces = block.text.in_language(language)
    content = _changes(pieces, language, "fr") if pieces else half(block.text, language)
    if language == "fr":
        content = _beside(block, content)
    return para(content, style, language, mark=_whole(block, "fr"))


def _changes(pieces: tuple[Piece, ...], language: Language, reader: Language) -> str:
    return "".join(_piece(piece, language, reader) for piece in pieces)


def _piece(piece: Piece, language: Language, reader: Language) -> str:
    content = lines(clean(piece.text), language)
    if piece.op == "same" or not content:
        return content
    if piece.op == "del":
        content = content.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return _revision(piece.op, piece.by, piece.at, reader, content)


def _whole(block: Tracked, reader: Language) -> str:
    return "" if block.op == "same" else _revision(block.op, block.by, block.at, reader)


def _revision(op: str, by: Words, at: str, reader: Language, content: str = "") -> str:
    moment = f' w:date="{escape(at)}"' if at else ""
    opening = f'{ELEMENTS[op]} w:id="0" w:author="{escape(_name(by, reader))}"{moment}'
    return f"<{opening}>{content}</{ELEMENTS[op]}>" if content else f"<{opening}/>"


def _name(by: Words, reader: Language) -> str:
    return clean(by.shown(reader)[0]).replace("\n", " ").strip()


def number(body: object, first: int) -> None:
    """Gives each revision a number of its own; remarks have those before `first`."""
    for place, element in enumerate(body.iter(qn("w:ins"), qn("w:del")), first):  # type: ignore[attr-defined]
        element.set(qn("w:id"), str(place))


# --- in the margin ---------------------------------------------------------------------------------------------------
def _beside(block: Tracked, content: str) -> str:
    opened = "".join(f'<w:commentRangeStart w:id="{one.number}"/>' for one in block.remarks)
    closed = "".join(
        f'<w:commentRangeEnd w:id="{one.number}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
        f'<w:commentReference w:id="{one.number}"/></w:r>'
        for one in block.remarks
    )
    return f"{opened}{content}{closed}"


def remarks(paper: Paper) -> tuple[Remark, ...]:
    """Everything that stands in the margin, in order."""
    return tuple(one for block in paper.blocks if isinstance(block, Tracked) for one in block.remarks)


def put_in_margin(document: Opened, paper: Paper) -> None:
    """Writes the remarks into the part of the package where word processors look for them."""
    for remark in remarks(paper):
        name = _name(remark.by, paper.language)
        comment = document.part._comments_part.comments.add_comment(author=name, initials=_initials(name))
        element = comment._comment_elm
        element.set(qn("w:id"), str(remark.number))
        # Else it would say the moment at which the file was written.
        element.set(qn("w:date"), remark.at) if remark.at else element.attrib.pop(qn("w:date"))
        for child in list(element):
            element.remove(child)
        for line in _lines(remark.words, paper):
            element.append(parse_xml(line))


def _lines(words: Words, paper: Paper) -> list[str]:
    if paper.mode == "both" and words.ar and words.ar != words.fr:
        return [para(written(words.in_language(code), code), "CommentText", code, spaces=SPACES) for code in BOTH]
    text, language = words.shown(paper.language)
    return [para(written(text, language), "CommentText", language, spaces=SPACES)]


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isalpha())[:4].upper()
