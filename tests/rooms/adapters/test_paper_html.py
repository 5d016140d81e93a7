"""A paper as HTML for the PDF: nothing typed becomes markup, Arabic is marked, gaps are named."""

import pytest
from lxml import html as parser

from himaya.adapters import paper_html
from himaya.adapters.paper import Bullets, Facts, Grid, Heading, Mode, Para, Words, same
from tests.rooms.adapters.papers import SAID, minutes, paper

HOSTILE = "<script>x</script><img src=//e.example/a>&\"'</td>"


def page(*blocks: object, **more: object) -> parser.HtmlElement:
    return parser.document_fromstring(paper_html.write(paper(*blocks, **more)))  # type: ignore[arg-type]


def test_what_is_typed_is_never_markup() -> None:
    words = same(HOSTILE)
    made = page(
        Heading(1, words), Para(words), Facts(((words, words),)), Grid((words,), ((words,),), words), Bullets((words,)),
        mode="both", title=words,
    )  # fmt: skip
    assert not made.xpath("//script | //img")
    assert made.findtext(".//title") == HOSTILE
    assert len([cell for cell in made.xpath("//td | //th") if cell.text_content().strip() == HOSTILE]) > 4


@pytest.mark.parametrize("mode", ["fr", "ar", "en", "both"])
def test_a_paper_asks_for_nothing_outside_itself(mode: Mode) -> None:
    text = paper_html.write(minutes(mode))
    assert "url(" not in text
    assert "://" not in text
    assert " src=" not in text
    assert " href=" not in text


def test_what_must_not_turn_in_arabic_is_isolated() -> None:
    made = page(Para(SAID), mode="ar")
    assert made.get("dir") == "rtl"
    isolated = [element.text for element in made.xpath("//p//bdi[@dir='ltr']")]
    assert isolated == ["2016-07-22", "+212 5 37 68 00 00", "448-1"]
    assert {element.get("class") for element in made.xpath("//p//bdi")} == {"number"}


@pytest.mark.parametrize("mode", ["ar", "both"])
def test_every_arabic_text_stands_in_an_element_that_says_so(mode: Mode) -> None:
    made = parser.document_fromstring(paper_html.write(minutes(mode)))
    for element in made.body.iter():
        for text in (element.text, *(child.tail for child in element)):
            if text and any("\u0600" <= letter <= "\u06ff" for letter in text):
                around = [element, *element.iterancestors()]
                assert next(one.get("lang") for one in around if one.get("lang")) == "ar", text
                assert next(one.get("dir") for one in around if one.get("dir")) == "rtl", text


def test_a_missing_translation_is_said_beside_the_text_that_is_there() -> None:
    made = page(Para(Words("Bonjour", "", "")), mode="ar")
    (shown,) = made.xpath("//p/span[@class='other']")
    assert (shown.text, shown.get("lang"), shown.get("dir")) == ("Bonjour", "fr", "ltr")
    assert "الترجمة ناقصة" in made.xpath("string(//span[@class='lacking'])")


def test_in_two_languages_the_gap_is_named_on_its_own_side() -> None:
    left, right = page(Para(Words("Bonjour", "", "")), mode="both").xpath(
        "//table[not(contains(@class,'opening'))]//td"
    )
    assert left.text_content() == "Bonjour"
    assert right.text_content() == "[الترجمة ناقصة]"


def test_in_two_languages_french_stands_left_and_arabic_right() -> None:
    left, right = page(Para(SAID), mode="both").xpath("//table[@class='pair ']//td")
    assert (left.get("lang"), right.get("lang"), right.get("dir")) == ("fr", "ar", "rtl")


def test_an_exercise_says_so_in_three_languages() -> None:
    assert page(exercise=True).xpath("string(//div[@class='exercise'])") == "Exercise / Exercice / تمرين"
    assert not page().xpath("//div[@class='exercise']")


def test_heads_of_tables_can_be_repeated_and_read() -> None:
    made = parser.document_fromstring(paper_html.write(minutes("fr")))
    assert [head.get("scope") for head in made.xpath("//table[@class='grid']/thead/tr/th")] == ["col", "col"]
    assert made.xpath("//table[contains(@class,'facts')]//th[@scope='row']")


def test_the_outline_of_two_languages_has_each_heading_once() -> None:
    made = page(Heading(1, SAID), Heading(2, SAID), mode="both")
    assert [element.tag for element in made.xpath("//h1 | //h2 | //h3 | //h4")] == ["h1", "h2", "h3"]


def test_texts_are_aligned_by_their_start_and_end() -> None:
    style = paper_html.STYLE.read_text()
    assert "text-align: left" not in style
    assert "text-align: right" not in style
