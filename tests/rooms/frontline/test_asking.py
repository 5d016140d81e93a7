"""The question pages: what stands before question 1, going back and on, changing language, bad input."""

import gzip
import re
from collections.abc import Callable

import pytest

from himaya.web.frontline.words import all_words
from tests.rooms.frontline.walking import KINDS, Walk

pytestmark = pytest.mark.capability("C1")

HOSTILE = "<script>alert(1)</script>"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_duty_to_report_stands_before_question_1(walk: Callable[..., Walk], kind: str, language: str) -> None:
    page = walk(kind, language).client.get(f"/worried/{kind}/")
    text = page.content.decode()
    assert text.index(all_words()["before.position_heading"].texts[language]) < text.index('value="person"')
    assert 'lang="ary"' in text
    assert page.context["position"].sentence in text
    assert 'name="q01"' not in text


def test_the_first_question_is_whether_they_can_talk_unheard(walk: Callable[..., Walk]) -> None:
    way = walk().begin()
    assert way.page.context["asked"][0].question.key == "q01"
    assert way.page.context["number"] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_no_form_has_more_than_four_pages_or_sixty_kilobytes(walk: Callable[..., Walk], kind: str) -> None:
    way = walk(kind, "ar").begin()
    assert way.page.context["count"] <= 4
    while way.page.context["here"] == "ask":
        assert len(gzip.compress(way.page.content)) < 60_000 / 2
        way.press("next")
    assert len(gzip.compress(way.page.content)) < 60_000 / 2


def test_going_back_shows_what_was_answered(walk: Callable[..., Walk]) -> None:
    way = walk().begin().press("next", q01="yes", q02="no").press("back")
    assert way.page.context["number"] == 1
    assert 'id="q02-no" name="q02" value="no" checked' in way.text


def test_an_answer_can_be_taken_back_by_choosing_not_asked(walk: Callable[..., Walk]) -> None:
    way = walk().begin().press("next", q01="yes", q02="yes").press("back").press("result", q01="yes", q02="not_asked")
    assert way.page.context["step"] == "not_enough"


def test_changing_the_language_keeps_what_is_ticked_and_not_yet_sent(walk: Callable[..., Walk]) -> None:
    way = walk().begin().speak("ar", q01="yes", q02="yes", q03="injury")
    assert 'lang="ar" dir="rtl"' in way.text
    for ticked in ("q01-yes", "q02-yes", "q03-injury"):
        assert f'id="{ticked}"' in way.text
    assert way.text.count(" checked") == 3
    assert way.page.cookies["l"].value == "ar"
    assert way.page.context["number"] == 1


def test_a_language_that_does_not_exist_changes_nothing(walk: Callable[..., Walk]) -> None:
    way = walk().begin()
    way.page = way.client.post("/worried/labour/", {"sheet": way.sealed, "here": "ask", "language": "xx", "go": "next"})
    assert way.page.status_code == 200
    assert "l" not in way.page.cookies


def test_who_cannot_talk_unheard_is_asked_nothing_aloud(walk: Callable[..., Walk]) -> None:
    way = walk().begin().press("next", q01="no").press("next")
    assert [one.question.key for one in way.page.context["asked"]] == ["observe_only"]


def test_a_child_is_asked_nothing_about_facts(walk: Callable[..., Walk]) -> None:
    way = walk().begin().press("next", q01="yes").press("next", q06="maybe")
    assert [one.question.key for one in way.page.context["asked"]] == ["no_facts"]


@pytest.mark.parametrize("value", [HOSTILE, "perhaps", "yes no", "Yes"])
def test_an_answer_that_was_never_offered_is_refused_and_nothing_else_is_lost(
    walk: Callable[..., Walk], value: str
) -> None:
    way = walk().begin().press("next", q01="yes", q02=value)
    assert way.page.status_code == 422
    assert HOSTILE not in way.text
    assert 'href="#q-q02"' in way.text
    assert 'id="q01-yes" name="q01" value="yes" checked' in way.text
    assert way.page.context["number"] == 1


def test_fields_that_no_question_has_are_left_aside(walk: Callable[..., Walk]) -> None:
    way = walk().begin().press("result", q01="yes", q99="yes", born="0", answers=HOSTILE)
    assert dict(way.page.context["sheet"].answers) == {"q01": "yes"}


@pytest.mark.parametrize("kind", ["absent", "child", "LABOUR", "admin"])
def test_an_unknown_profession_is_not_found(walk: Callable[..., Walk], kind: str) -> None:
    assert walk().client.get(f"/worried/{kind}/").status_code == 404
    assert walk().client.post(f"/worried/{kind}/", {"here": "opening"}).status_code == 404


def test_a_sheet_of_one_profession_is_not_read_at_another(walk: Callable[..., Walk]) -> None:
    way = walk("labour").begin()
    assert way.client.post("/worried/police/", {"sheet": way.sealed, "here": "ask"}).status_code == 400


@pytest.mark.parametrize("region", ["", "nowhere", HOSTILE, "north"])
def test_only_a_region_of_the_nation_is_taken(walk: Callable[..., Walk], region: str) -> None:
    way = walk().begin(region=region)
    assert way.page.status_code == 200
    assert way.page.context["sheet"].region == ("north" if region == "north" else "")


def test_only_labour_has_a_site_sheet(walk: Callable[..., Walk]) -> None:
    assert walk("health").begin("site").page.context["sheet"].about == "person"
    assert walk("labour").begin("site").page.context["sheet"].about == "site"


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_every_page_has_a_neutral_title_a_way_out_and_says_that_it_is_a_model(
    walk: Callable[..., Walk], language: str
) -> None:
    titles = {"fr": "<title>Travail</title>", "ar": "<title>العمل</title>", "en": "<title>Work</title>"}
    way = walk("health", language).begin()
    while True:
        assert titles[language] in way.text
        assert "data-quick-exit" in way.text
        assert f'<html lang="{language}"' in way.text
        assert all_words()["banner.model"].texts[language] in way.text
        if way.page.context["here"] != "ask":
            break
        way.press("next")


def test_whom_the_lines_address_goes_with_the_pages_and_is_kept_in_no_sheet(walk: Callable[..., Walk]) -> None:
    way = walk("labour").begin("child").press("next", q01="yes", address="she")
    assert re.search(r'id="address-she"[^>]* checked', way.text)
    assert '<span class="he">تجاوب</span><span class="both"> (</span><span class="she">تجاوبي</span>' in way.text
    assert "she" not in {*way.page.context["sheet"].answers, *way.page.context["sheet"].answers.values()}
    assert not re.search(r'id="address-[^>]* checked', way.press("next", address="strange").text)
