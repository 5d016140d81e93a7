"""Sample answers say what a change of a form would have changed for somebody at the first line."""

import re

import pytest

from himaya.instruments import catalogue, golden, outcomes
from himaya.instruments.triage import NextStep
from tests.rooms.instruments.edited import replaced, row, shipped

pytestmark = pytest.mark.capability("A7", "B4")
FORMS = [one.name for one in catalogue.current() if one.kind == "screening"]


@pytest.mark.parametrize("name", FORMS)
def test_every_sample_ends_in_what_it_says(name: str) -> None:
    document = shipped(name)
    for sample in golden.samples(document):
        found = outcomes.outcome(document, sample.answers)
        assert (found.step, found.child) == (sample.expects, sample.child), sample.id


@pytest.mark.parametrize("name", FORMS)
def test_every_form_has_samples_for_each_step_and_for_a_child(name: str) -> None:
    found = golden.samples(shipped(name))
    assert len(found) >= 4
    assert {one.expects for one in found} == set(NextStep)
    assert any(one.child for one in found)
    assert len({one.id for one in found}) == len(found)


def test_no_sample_is_about_somebody() -> None:
    for sample in golden.all_samples():
        for text in sample.title.values():
            assert not re.search(r"\d", text)
            assert len(text) <= 80


def test_the_same_form_ends_as_before_and_loses_nothing() -> None:
    police = shipped("first-line-police")
    found = golden.differences(police, {**police, "version": "2"})
    assert len(found) == len(golden.samples(police))
    assert not any(one.changed or one.lost for one in found)
    because = next(one for one in found if one.sample_id == "promise-and-wages")
    assert because.new.because == ("FL-14", "FL-15")


def test_a_clause_that_means_something_else_loses_its_answer_and_the_difference_comes_first() -> None:
    first = golden.differences(shipped("first-line-police"), replaced())[0]
    assert first.sample_id == "papers-held"
    assert first.old is not None
    assert (first.old.step, first.old.because, first.new.step) == ("offer", ("FL-08",), "not_enough")
    assert first.lost == ("FL-08",)
    assert first.changed
    assert set(first.title) == {"fr", "ar", "en"}


def test_the_same_answer_is_tried_on_a_question_that_takes_its_place_and_counts_as_given_anew() -> None:
    police = shipped("first-line-police")
    new = shipped("first-line-police")
    row(new, "q15").update(uid="FL-15-2", triage="13")
    found = next(one for one in golden.differences(police, new) if one.sample_id == "debt-alone")
    assert (found.lost, found.anew, found.changed) == ((), ("FL-15",), True)
    assert found.old is not None
    assert (found.old.step, found.new.step, found.new.because) == ("not_enough", "offer", ("FL-15-2",))


def test_a_choice_that_is_gone_is_an_answer_that_could_not_be_carried_over() -> None:
    new = shipped("first-line-police")
    new["choices"]["papers"] = [one for one in new["choices"]["papers"] if one["value"] != "other"]
    found = next(
        one for one in golden.differences(shipped("first-line-police"), new) if one.sample_id == "papers-not-in-hand"
    )
    assert (found.lost, found.changed, found.new.step) == (("FL-11",), True, "not_enough")


def test_another_reading_of_a_choice_changes_the_outcome_and_loses_nothing() -> None:
    new = shipped("first-line-police")
    debt = next(one for one in new["choices"]["money"] if one["value"] == "debt")
    debt["reads"] = "no"
    found = {one.sample_id: one for one in golden.differences(shipped("first-line-police"), new)}
    assert not any(one.lost for one in found.values())
    assert found["debt-alone"].new.because == ()


def test_a_form_that_is_new_has_no_old_outcomes() -> None:
    found = golden.differences(None, shipped("first-line-child"))
    assert found
    assert all(one.old is None and not one.changed for one in found)


def test_what_ends_in_no_step_has_no_samples() -> None:
    text = shipped("reporting-positions")
    assert golden.differences(None, text) == golden.samples(text) == ()
