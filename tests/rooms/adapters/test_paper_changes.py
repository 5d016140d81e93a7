"""Words that went and came: shown in a table, or as changes that a word processor accepts and rejects."""

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from docx import Document
from lxml import etree
from lxml import html as parser

from himaya.adapters import paper_docx, paper_html
from himaya.adapters.paper import Block, Grid, Marked, Mode, Para, Piece, Remark, Tracked, Words, same
from tests.rooms.adapters.papers import paper
from tests.rooms.adapters.test_paper_docx import ORDER, name
from tests.rooms.adapters.tracked import TAG, W, accepted, part, rejected

WHEN = datetime(2026, 9, 12, 10, 0, tzinfo=UTC)
HEALTH, LABOUR = Words("Santé", "الصحة", "Health"), Words('Travail & "emploi"', "الشغل", "Labour")
AT = "2026-11-24T09:00:00Z"


def pieces(*runs: tuple[str, str]) -> tuple[Piece, ...]:
    return tuple(Piece(op, text, HEALTH, AT if op != "same" else "") for op, text in runs)  # type: ignore[arg-type]


CHANGED = Marked(
    fr=pieces(("same", "Le délai est de "), ("del", "24 "), ("ins", "48 "), ("same", "heures.")),
    ar=pieces(("same", "الأجل "), ("del", "24 "), ("ins", "48 "), ("same", "ساعة.")),
)
NEW = Marked(fr=(Piece("ins", "Clause <neuve> & sûre.", LABOUR, AT),), ar=(Piece("ins", "بند جديد.", LABOUR, AT),))
OLD = Marked(fr=(Piece("del", "Clause ancienne.", LABOUR, AT),), ar=(Piece("del", "بند قديم.", LABOUR, AT),))
REMARK = Remark(0, Words("Une urgence n’attend pas.", "الاستعجال لا ينتظر.", "It is urgent."), HEALTH, AT)
BLOCKS = (
    Tracked(CHANGED, remarks=(REMARK,)),
    Tracked(OLD, "del", LABOUR, AT),
    Tracked(NEW, "ins", LABOUR, AT, level=2, remarks=(Remark(1, same("Pourquoi ?"), LABOUR),)),
    Para(same("Fin.")),
)


def made(*blocks: Block, mode: Mode = "fr") -> bytes:
    return paper_docx.write(paper(*blocks, mode=mode), created=WHEN)


@pytest.mark.parametrize(
    ("mode", "before", "after"),
    [
        (
            "fr",
            ["Le délai est de 24 heures.", "Clause ancienne."],
            ["Le délai est de 48 heures.", "Clause <neuve> & sûre."],
        ),
        ("ar", ["الأجل 24 ساعة.", "بند قديم."], ["الأجل 48 ساعة.", "بند جديد."]),
        (
            "both",
            ["Le délai est de 24 heures.", "الأجل 24 ساعة.", "Clause ancienne.", "بند قديم."],
            ["Le délai est de 48 heures.", "الأجل 48 ساعة.", "Clause <neuve> & sûre.", "بند جديد."],
        ),
    ],
)
def test_all_rejected_is_the_old_text_and_all_accepted_the_new_one(
    mode: Mode, before: list[str], after: list[str]
) -> None:
    docx = made(*BLOCKS, mode=mode)
    head = 4 if mode == "both" else 2
    end = ["Fin."] * (2 if mode == "both" else 1)
    assert rejected(docx)[head:] == [*before, *end]
    assert accepted(docx)[head:] == [*after, *end]


def test_a_change_says_who_asks_for_it_in_the_language_of_the_paper_and_when() -> None:
    for mode, who in (("fr", {"Santé", 'Travail & "emploi"'}), ("ar", {"الصحة", "الشغل"})):
        root = part(made(*BLOCKS, mode=mode))  # type: ignore[arg-type]
        changes = list(root.iter(f"{TAG}ins", f"{TAG}del"))
        assert {one.get(f"{TAG}author") for one in changes} == who
        assert {one.get(f"{TAG}date") for one in changes} == {AT}
        numbers = [one.get(f"{TAG}id") for one in changes]
        assert len(set(numbers)) == len(numbers)
        assert not {"0", "1"} & set(numbers)


def test_what_is_struck_out_is_no_text_and_what_stays_is_in_no_change() -> None:
    root = part(made(*BLOCKS))
    assert root.xpath("//w:del//w:t | //w:ins//w:delText", namespaces=W) == []
    assert "Le délai est de " in root.xpath("//w:p/w:r/w:t/text()", namespaces=W)


def test_arabic_changes_run_from_the_right() -> None:
    root = part(made(*BLOCKS, mode="ar"))
    for change in root.xpath("//w:p/w:ins | //w:p/w:del", namespaces=W):
        for run in change.findall("w:r", W):
            text = "".join(run.itertext())
            held = run.find("w:rPr/w:rtl", W) is None
            assert held == bool(re.search("[0-9A-Za-z]", text))
    assert root.xpath("//w:p[.//w:ins or .//w:del][not(w:pPr/w:bidi[not(@w:val)])]", namespaces=W) == []


@pytest.mark.parametrize("mode", ["fr", "ar", "both"])
def test_properties_stand_in_the_order_of_the_schema(mode: Mode) -> None:
    docx = made(*BLOCKS, Para(CHANGED), mode=mode)
    kinds = {**ORDER, "trPr": "cantSplit tblHeader ins del", "pPr": ORDER["pPr"]}
    for root in (part(docx), part(docx, "comments")):
        for kind, order in kinds.items():
            for properties in root.iterfind(f".//w:{kind}", W):
                if kind == "rPr" and name(properties.getparent()) == "pPr":
                    assert [name(child) for child in properties] in (["ins"], ["del"])
                    continue
                found = [order.split().index(name(child)) for child in properties]
                assert found == sorted(found), etree.tostring(properties)


def test_remarks_stand_beside_their_paragraph_under_the_name_of_whoever_made_them() -> None:
    docx = made(*BLOCKS)
    root, margin = part(docx), part(docx, "comments")
    assert root.xpath("//w:commentReference/@w:id", namespaces=W) == ["0", "1"]
    assert root.xpath("//w:commentRangeStart/@w:id", namespaces=W) == ["0", "1"]
    comments = margin.findall("w:comment", W)
    assert [one.get(f"{TAG}author") for one in comments] == ["Santé", 'Travail & "emploi"']
    assert [one.get(f"{TAG}date") for one in comments] == [AT, None]
    assert "".join(comments[0].itertext()) == "Une urgence n’attend pas."
    both = part(made(*BLOCKS, mode="both"), "comments").findall("w:comment", W)
    assert len(both[0].findall("w:p", W)) == 2
    assert both[0].findall("w:p", W)[1].find("w:pPr/w:bidi", W) is not None


def test_a_file_with_changes_is_the_same_each_time_and_every_style_exists() -> None:
    docx = made(*BLOCKS, Para(CHANGED), Para(same("x"), "label"), Para(same("y"), "held"), mode="both")
    assert made(*BLOCKS, Para(CHANGED), Para(same("x"), "label"), Para(same("y"), "held"), mode="both") == docx
    used = set(part(docx).xpath("//w:pStyle/@w:val | //w:tblStyle/@w:val | //w:rStyle/@w:val", namespaces=W))
    assert used <= {style.style_id for style in Document(io.BytesIO(docx)).styles}
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_in_a_table_a_change_is_shown_and_not_to_be_accepted() -> None:
    root = part(made(Grid((same("a"),), ((CHANGED,), (same("b"),)))))
    assert root.xpath("//w:ins | //w:del", namespaces=W) == []
    styles = root.xpath("//w:tbl//w:r[w:rPr/w:rStyle]", namespaces=W)
    assert ["".join(one.itertext()) for one in styles] == ["24 ", "48 "]


def test_on_a_page_what_went_is_struck_out_and_what_came_is_underlined_and_nothing_becomes_markup() -> None:
    for mode in ("fr", "both"):
        page = parser.document_fromstring(
            paper_html.write(paper(Para(CHANGED), Grid((same("a"),), ((NEW,),)), *BLOCKS, mode=mode))  # type: ignore[arg-type]
        )
        assert page.xpath("string(//p/del)").strip() == "24"
        assert page.xpath("string(//td//ins)") in ("Clause <neuve> & sûre.", "48 ")
        assert not page.xpath("//neuve")
        assert "Santé" in page.text_content()


def test_a_change_that_lacks_a_language_says_so() -> None:
    only = Marked(fr=pieces(("ins", "Neuf.")))
    page = parser.document_fromstring(paper_html.write(paper(Para(only), mode="ar")))
    assert page.xpath("string(//span[@class='other']/ins)") == "Neuf."
    assert "الترجمة ناقصة" in page.text_content()
