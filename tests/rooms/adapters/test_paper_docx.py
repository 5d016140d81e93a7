"""A paper as DOCX: opened again, and its XML read for what word processors need to set Arabic right."""

import io
import zipfile
from datetime import UTC, datetime
from functools import partial

import pytest
from docx import Document
from docx.document import Document as Opened
from lxml import etree

from himaya.adapters import paper_docx
from himaya.adapters.paper import Block, Bullets, Facts, Grid, Heading, Mode, Paper, Para, Words, same
from tests.rooms.adapters.papers import SAID, minutes, paper
from tests.steps import steps

WHEN = datetime(2026, 9, 12, 10, 0, tzinfo=UTC)
W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
# The order in which the schema has the properties that are used here.
ORDER = {
    "pPr": "pStyle keepNext keepLines pBdr shd tabs bidi spacing ind contextualSpacing jc outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs color sz szCs rtl lang",
    "tblPr": "tblStyle bidiVisual tblW tblLayout tblLook",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW gridSpan shd",
}


def made(source: Paper) -> bytes:
    return paper_docx.write(source, created=WHEN)


def opened(*blocks: Block, mode: Mode = "fr", exercise: bool = False) -> Opened:
    return Document(io.BytesIO(made(paper(*blocks, mode=mode, exercise=exercise))))


def body(document: Opened) -> etree._Element:
    return etree.fromstring(etree.tostring(document.element.body))


def name(element: etree._Element) -> str:
    return etree.QName(element).localname


def test_headings_are_headings() -> None:
    document = opened(Heading(1, SAID), Heading(2, SAID), Heading(9, SAID))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert styles[1:5] == ["Title", "Heading 1", "Heading 2", "Heading 3"]


def test_what_is_typed_is_never_markup() -> None:
    hostile = "<w:p/>&amp; ]]> \x00\x0b\u202e\ufffe\ud800 <b>"
    words = same(hostile)
    blocks = (Para(words), Facts(((words, words),)), Grid((words,), ((words,),), words), Bullets((words,)))
    document = opened(*blocks, mode="both")
    assert "<w:p/>&amp; ]]> \ufffd <b>" in body(document).xpath("//w:t/text()", namespaces=W)


@pytest.mark.parametrize("mode", ["fr", "ar", "en", "both"])
def test_properties_stand_in_the_order_of_the_schema(mode: Mode) -> None:
    with zipfile.ZipFile(io.BytesIO(made(minutes(mode)))) as package:
        parts = [package.read(part) for part in ("word/document.xml", "word/header1.xml", "word/footer1.xml")]
    for part in parts:
        for kind, order in ORDER.items():
            known = order.split()
            for properties in etree.fromstring(part).iterfind(f".//w:{kind}", W):
                found = [known.index(name(child)) for child in properties]
                assert found == sorted(found), etree.tostring(properties)


def test_arabic_paragraphs_and_tables_run_from_the_right() -> None:
    root = body(opened(Para(SAID), Grid((SAID,), ((SAID,),)), Facts(((SAID, SAID),)), mode="ar"))
    assert root.xpath("//w:p[w:r/w:t][not(w:pPr/w:bidi[not(@w:val)])]", namespaces=W) == []
    assert root.xpath("//w:tbl[not(w:tblPr/w:bidiVisual)]", namespaces=W) == []
    assert root.xpath("//w:sectPr/w:bidi", namespaces=W)
    assert [name(child) for child in root.find("w:sectPr", W)][-2:] == ["bidi", "docGrid"]


def test_french_says_that_it_runs_from_the_left() -> None:
    root = body(opened(Para(SAID), mode="both"))
    assert root.xpath("//w:p[w:pPr/w:bidi[@w:val='0']][w:r/w:rPr/w:rtl]", namespaces=W) == []
    assert root.xpath("//w:tbl[w:tblPr/w:bidiVisual]", namespaces=W) == []


def test_arabic_runs_are_marked_and_what_must_not_turn_is_held() -> None:
    root = body(opened(Para(SAID), mode="ar"))
    runs = root.xpath("//w:r[w:t]", namespaces=W)
    arabic = [run for run in runs if run.find("w:rPr/w:rtl", W) is not None]
    assert all(run.find("w:rPr/w:lang", W).get(f"{{{W['w']}}}bidi") == "ar-MA" for run in arabic)
    held = [run.findtext("w:t", namespaces=W) for run in runs if run not in arabic]
    assert held == [f"\u200e{text}\u200e" for text in ("2016-07-22", "+212 5 37 68 00 00", "448-1")]


@pytest.mark.parametrize("mode", ["fr", "ar", "en", "both"])
def test_heads_of_tables_are_repeated_and_rows_do_not_break(mode: Mode) -> None:
    root = body(Document(io.BytesIO(made(minutes(mode, people=3)))))
    (grid,) = root.xpath("//w:tbl[w:tblPr/w:tblStyle/@w:val='Grid']", namespaces=W)
    assert [bool(row.xpath("w:trPr/w:tblHeader", namespaces=W)) for row in grid.findall("w:tr", W)] == [
        True, False, False, False,
    ]  # fmt: skip
    assert len(grid.xpath("w:tr/w:trPr/w:cantSplit", namespaces=W)) == 4


def test_every_style_that_is_used_exists() -> None:
    for mode in ("fr", "both"):
        document = Document(io.BytesIO(made(minutes(mode))))
        root = body(document)
        used = set(root.xpath("//w:pStyle/@w:val | //w:tblStyle/@w:val | //w:rStyle/@w:val", namespaces=W))
        assert used <= {style.style_id for style in document.styles}


def test_pages_are_numbered_by_fields() -> None:
    for mode in ("fr", "ar", "both"):
        footer = Document(io.BytesIO(made(minutes(mode)))).sections[0].footer._element
        assert footer.xpath(".//w:fldSimple/@w:instr") == [" PAGE ", " NUMPAGES "]


def test_an_exercise_says_so_on_every_page() -> None:
    def head(document: Opened) -> str:
        return "".join(document.sections[0].header._element.xpath(".//w:t/text()"))

    assert "Exercise / Exercice / تمرين" in head(opened(exercise=True))
    assert head(opened()) == "TRI-2/PV/14"


def test_a_missing_translation_is_named() -> None:
    alone = opened(Para(Words("Bonjour", "", "")), mode="ar")
    assert alone.paragraphs[-2].text == "\u200eBonjour\u200e [الترجمة ناقصة]".replace("\u200e", "")
    pair = opened(Para(Words("Bonjour", "", "")), mode="both").tables[1]
    assert [cell.text for cell in pair.row_cells(0)] == ["Bonjour", "[الترجمة ناقصة]"]


def test_a_file_names_nobody_and_is_the_same_each_time() -> None:
    first = made(minutes("both"))
    core = Document(io.BytesIO(first)).core_properties
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    assert core.title == "Procès-verbal de la table ronde"
    assert core.language == "fr-MA"
    assert core.created == WHEN
    assert made(minutes("both")) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_minutes_twice_as_long_take_twice_the_work() -> None:
    """Counted, not timed. Seen red with the blocks gone through for each block."""
    once, twice = (steps(partial(made, minutes("both", items=items))) for items in (50, 100))
    assert twice <= 2.1 * once
