"""Whatever a table makes of a form, the linter, the page and the verifier read it alike."""

import random
from typing import Any

import pytest
from lxml import etree

from himaya.instruments.compiled import compile_document
from himaya.instruments.lint.run import lint_document
from himaya.instruments.render import screens, submission, visible
from himaya.instruments.verify import verify
from tests.rooms.instruments import edited

pytestmark = pytest.mark.capability("A7", "B4")
FORMS = edited.released()


@pytest.mark.parametrize("document", FORMS, ids=lambda one: f"{one['instrument']}-{one['version']}")
def test_what_the_page_posts_is_what_the_verifier_reads(document: dict[str, Any]) -> None:
    assert lint_document(document)[0] == ()
    compiled, chance = compile_document(document), random.Random(str(document["instrument"]))
    asked = [one for page in screens(compiled, "ar") for one in page.questions if one.options]
    for _turn in range(6):
        answers = {one.key: chance.choice(one.options).value for one in asked if chance.random() < 0.8}
        content = submission(compiled, answers)
        verdict = verify(compiled, content)
        assert verdict.errors == ()
        seen = visible(compiled, answers)
        kept = {key: value for key, value in answers.items() if key in seen}
        assert {key: value for key, value in verdict.values.items() if key in kept} == kept
        assert not [key for key in answers if key not in seen and verdict.values.get(key)]


def test_a_form_that_came_back_from_its_text_is_the_form_that_went_in() -> None:
    assert {**edited.from_its_text(), "version": "2"} == edited.shipped("first-line-police")


def test_the_score_adds_up_what_was_weighed_and_no_client_can_write_another() -> None:
    compiled = compile_document(edited.scored())
    content = submission(compiled, {"ind_1": "yes", "ind_2": "partly"})
    assert verify(compiled, content).values["score"] == "3"
    forged = etree.fromstring(content)
    next(one for one in forged if one.tag == "score").text = "9"
    assert [flaw.code for flaw in verify(compiled, etree.tostring(forged)).errors] == ["calculation"]


def test_a_suspended_indicator_leaves_the_score_of_the_others() -> None:
    compiled = compile_document(FORMS[4])
    assert "IND-1" not in {one.uid for one in compiled.instrument.survey}
    assert verify(compiled, submission(compiled, {"ind_2": "yes"})).values["score"] == "2"
