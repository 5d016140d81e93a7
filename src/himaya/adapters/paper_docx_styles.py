"""The styles of a paper's DOCX, laid over python-docx's own template: fonts, sizes and colours, in both scripts."""

from __future__ import annotations

from docx.document import Document as Opened
from docx.oxml import parse_xml

from .paper import Language

SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LOCALES: dict[Language, str] = {"fr": "fr-MA", "ar": "ar-MA", "en": "en-GB"}
LATIN, ARABIC = "Noto Sans", "Noto Naskh Arabic"
FONTS = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{LATIN}" w:cs="{ARABIC}"/>'
INK, SOFT, TEAL, CLAY, AMBER, LINE, WASH = "1C2B2A", "52625F", "083F3E", "A23A1E", "8A5300", "B9C4C1", "E4F0EE"
LEAF, HELD = "2F6B3A", "FFF3DC"
PADDING = 85  # Of cells, left and right, in twentieths of a point.
# For machines without the fonts: what to take instead, per font.
INSTEAD = {LATIN: ("Segoe UI", "swiss"), ARABIC: ("Sakkal Majalla", "roman")}


def apply(document: Opened, language: Language) -> None:
    """Gives the template the look of a paper, and the document its languages."""
    sheet = document.styles.element
    for old in sheet.findall("w:docDefaults", sheet.nsmap):
        sheet.remove(old)
    sheet.insert(0, parse_xml(_defaults(language)))
    for xml in (*_paragraph_styles(), *_table_styles(), *_character_styles()):
        style = parse_xml(xml)
        name = style.get(f"{{{sheet.nsmap['w']}}}styleId")
        for old in sheet.xpath(f"w:style[@w:styleId='{name}']"):
            sheet.remove(old)
        sheet.append(style)
    _fonts(document)


def _fonts(document: Opened) -> None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            entries = "".join(
                f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:family w:val="{family}"/></w:font>'
                for name, (instead, family) in INSTEAD.items()
            )
            relation.target_part._blob = f"<w:fonts {SPACES}>{entries}</w:fonts>".encode()


def _defaults(language: Language) -> str:
    latin = LOCALES["fr"] if language == "ar" else LOCALES[language]
    return (
        f"<w:docDefaults {SPACES}><w:rPrDefault><w:rPr>{FONTS}{_ink(INK)}{_size(10.5)}"
        f'<w:lang w:val="{latin}" w:eastAsia="{latin}" w:bidi="{LOCALES["ar"]}"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )


def _size(points: float) -> str:
    # Arabic letters look smaller at the same size.
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2.16)}"/>'


def _ink(colour: str) -> str:
    return f'<w:color w:val="{colour}"/>'


BOLD = "<w:b/><w:bCs/>"


def _style(name: str, paragraph: str, run: str, *, title: str = "", based: str = "Normal") -> str:
    above = f'<w:basedOn w:val="{based}"/>' if name != "Normal" else ""
    default = ' w:default="1"' if name == "Normal" else ""
    return (
        f'<w:style {SPACES} w:type="paragraph" w:styleId="{name}"{default}><w:name w:val="{title or name}"/>{above}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _space(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _paragraph_styles() -> list[str]:
    rule = f'<w:pBdr><w:bottom w:val="dotted" w:sz="4" w:space="1" w:color="{SOFT}"/></w:pBdr>'
    hanging = '<w:ind w:left="360" w:hanging="360"/>'
    found = [
        _style("Normal", "", ""),
        _style("Kicker", _space(0, 60), _ink(SOFT) + _size(9.5)),
        _style("Title", f"<w:keepNext/>{_space(0, 240)}", BOLD + _ink(TEAL) + _size(16)),
        _style("Note", "", _ink(SOFT) + _size(9.5)),
        _style("Label", f"<w:keepNext/>{_space(120, 40)}", _ink(SOFT) + _size(9.5)),
        _style("Decision", _space(60, 60), ""),
        _style("Held", _space(60, 60), ""),
        _style("CommentText", _space(0, 60), _size(9.5), title="annotation text"),
        _style("Counted", f'<w:tabs><w:tab w:val="left" w:pos="360"/></w:tabs>{_space(0, 60)}{hanging}', ""),
        _style("Caption", f"<w:keepNext/>{_space(60, 60)}", BOLD, title="caption"),
        _style("Fact", _space(40, 40), ""),
        _style("FactLabel", _space(40, 40), BOLD, based="Fact"),
        _style("Cell", _space(30, 30), _size(9.5)),
        _style("CellHead", _space(30, 30), BOLD + _size(9.5), based="Cell"),
        _style("Signature", f"<w:keepNext/>{_space(120, 0)}", BOLD),
        _style("Sign", f"{rule}{_space(760, 60)}", ""),
        _style("Between", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>', _size(1)),
        _style("BetweenKept", "<w:keepNext/>", "", based="Between"),
        _style("Gap", '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>', _size(1)),
        _style("Header", _space(0, 0), _ink(SOFT) + _size(8), title="header"),
        _style("Footer", _space(0, 0), _ink(SOFT) + _size(8), title="footer"),
    ]
    for level, (before, points) in enumerate(((240, 12.5), (160, 11), (120, 10.5))):
        look = BOLD + _ink(TEAL) + _size(points)
        kept = f"<w:keepNext/><w:keepLines/>{_space(before, 80)}"
        outlined = f'{kept}<w:outlineLvl w:val="{level}"/>'
        found.append(_style(f"Heading{level + 1}", outlined, look, title=f"heading {level + 1}"))
        found.append(_style(f"Heading{level + 1}Beside", kept, look))
    return found


def _table_style(name: str, borders: str, extra: str = "") -> str:
    sides = "".join(f'<w:{side} w:w="{PADDING}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:style {SPACES} w:type="table" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>{extra}</w:style>"
    )


def _table_styles() -> list[str]:
    def edges(sides: str, colour: str = LINE, size: int = 4) -> str:
        drawn = (f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>' for side in sides.split())
        return "".join(drawn)

    def filled(colour: str) -> str:
        return f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{colour}"/></w:tcPr>'

    head = f'<w:tblStylePr w:type="firstRow">{filled("EEF3F1")}</w:tblStylePr>'
    return [
        _table_style("Pair", ""),
        _table_style("Opening", edges("bottom", TEAL, 12)),
        _table_style("DecisionBox", edges("left right", TEAL, 24), filled(WASH)),
        _table_style("HeldBox", edges("left right", AMBER, 24), filled(HELD)),
        _table_style("Facts", edges("bottom insideH")),
        _table_style("Grid", edges("top left bottom right insideH insideV"), head),
    ]


def _character_styles() -> list[str]:
    def style(name: str, run: str, title: str = "") -> str:
        return (
            f'<w:style {SPACES} w:type="character" w:styleId="{name}"><w:name w:val="{title or name}"/>'
            f"<w:rPr>{run}</w:rPr></w:style>"
        )

    return [
        style("Lacking", _ink(CLAY)),
        style("Removed", f"<w:strike/>{_ink(CLAY)}"),
        style("Added", f'{_ink(LEAF)}<w:u w:val="single"/>'),
        style("CommentReference", _size(8), title="annotation reference"),
    ]
