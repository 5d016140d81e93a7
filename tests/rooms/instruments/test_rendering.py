"""Plain HTML that works without a script, and the submission it posts back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from lxml import html

from himaya.instruments import catalogue
from himaya.instruments.compiled import Compiled, compile_instrument
from himaya.instruments.labels import clean
from himaya.instruments.render import Question, Screen, screens, submission, visible
from himaya.instruments.source import load
from himaya.instruments.verify import verify

pytestmark = pytest.mark.capability("B4")

FORMS = Path(__file__).with_name("forms")


def shipped(name: str) -> Compiled:
    found = catalogue.find(name)
    assert found is not None
    return compile_instrument(found)


def question(pages: list[Screen], key: str) -> Question:
    return next(one for page in pages for one in page.questions if one.key == key)


def test_one_group_is_one_screen_in_the_language_of_the_reader() -> None:
    labour = shipped("first-line-labour")
    assert [page.id for page in screens(labour, "fr")] == ["safety", "person", "asked", "wish"]
    assert screens(labour, "ar")[0].title == "السلامة والحاجات المستعجلة"
    assert len(screens(labour, "en")[0].questions) == 5


def test_closed_questions_are_known_on_the_server() -> None:
    labour = shipped("first-line-labour")
    assert "q11" in visible(labour, {"q01": "yes", "q06": "adult"})
    assert "q11" not in visible(labour, {"q01": "no", "q06": "adult"})
    assert "q11" not in visible(labour, {"q01": "yes", "q06": "child"})
    assert not question(screens(labour, "fr", {"q01": "no"}), "q11").relevant


def test_a_choice_filter_offers_what_fits_and_keeps_what_was_chosen() -> None:
    form = compile_instrument(load(FORMS / "everything.yaml"))
    town = question(screens(form, "en", {"age": "30", "region": "north", "town": "tangier"}), "town")
    assert [(option.value, option.chosen) for option in town.options] == [("tangier", True), ("tetouan", False)]


def test_a_computed_text_is_filled_in_and_what_people_typed_is_escaped() -> None:
    form = compile_instrument(load(FORMS / "everything.yaml"))
    shown = question(screens(form, "en", {"age": "30", "signs": "papers pay"}), "shown")
    assert str(shown.label) == "Score 5"
    assert "<script" not in str(clean("a <b>b</b> <script>alert(1)</script><a href=x onclick=y>c</a><img src=x>"))
    assert str(clean('<bdi dir="ltr">72</bdi> h <b>now</b>')) == '<bdi dir="ltr">72</bdi> h <b>now</b>'


def test_darija_stands_beside_the_arabic_and_recordings_only_where_one_exists() -> None:
    labour = shipped("first-line-labour")
    asked = question(screens(labour, "ar"), "q11")
    assert asked.prompt is not None
    assert asked.prompt.ar
    assert asked.prompt.latin
    assert asked.audio == ()
    told = question(
        screens(labour, "ar", recording=lambda uid, code: f"/a/{uid}.{code}" if code == "wo" else ""), "q11"
    )
    assert told.audio == (("wo", "/a/FL-11.wo"),)


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("name", [one.name for one in catalogue.current()])
def test_every_control_has_a_name_and_nothing_needs_a_script(name: str, language: str) -> None:
    with translation.override(language):
        pages = screens(shipped(name), language)
        page: Any = html.fromstring(
            "<main>"
            + "".join(render_to_string("instruments/screen.html", {"screen": one}) for one in pages)
            + "</main>"
        )
    identifiers = page.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    labelled = set(page.xpath("//label/@for"))
    assert all(control.get("id") in labelled for control in page.iter("input"))
    assert all(field.find("legend") is not None for field in page.iter("fieldset"))
    assert all(reference in identifiers for found in page.xpath("//@aria-describedby") for reference in found.split())
    assert page.xpath("//script | //style | //@style | //@onclick | //details | //audio") == []
    # A text is read, and has nothing to fill in.
    assert bool(page.xpath("//input")) == any(shipped(name).instrument.questions())


def test_a_rendered_prompt_says_which_language_it_is_in() -> None:
    page = render_to_string("instruments/screen.html", {"screen": screens(shipped("first-line-labour"), "ar")[2]})
    assert 'lang="ary" dir="rtl"' in page
    assert 'lang="ary-Latn" dir="ltr"' in page
    assert 'data-uid="FL-11"' in page


def test_what_the_page_posts_back_is_a_valid_submission() -> None:
    labour = shipped("first-line-labour")
    answers = {"q01": "yes", "q02": "no", "q06": "adult", "q11": "other", "story": "what was not asked"}
    content = submission(labour, answers, {"instanceID": "uuid:7"})
    verdict = verify(labour, content)
    assert verdict.errors == () or {flaw.code for flaw in verdict.errors} == {"choice"}
    assert b"what was not asked" not in content
    assert verdict.instance_id == "uuid:7"
    assert verdict.readings["FL-01"] == "yes"
    assert verdict.readings["FL-12"] == "not_asked"


def test_closed_answers_do_not_leave_the_page() -> None:
    labour = shipped("first-line-labour")
    content = submission(labour, {"q01": "yes", "q06": "child", "q12": "yes"})
    assert b"<q12>" not in content
    assert verify(labour, content).valid


def test_the_published_form_renders_and_its_answers_verify() -> None:
    form = shipped("htcds")
    answers = {"prs_First_Name": "Test", "prs_Gender": "Feminine", "prs_Birthdate": "1990-02-03"}
    assert len(screens(form, "en")[0].questions) == 31
    verdict = verify(form, submission(form, answers))
    assert verdict.valid
    assert verdict.values["prs_Gender"] == "Feminine"
    assert not verify(form, submission(form, {"prs_Birthdate": "1990-02-31"})).valid
