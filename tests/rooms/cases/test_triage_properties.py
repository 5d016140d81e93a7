"""The six properties of domain/first-line.md, over the answers of every actor's form (the seventh is the web's)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from himaya.instruments.triage import Advice, NextStep, Reading, facts_from, next_step, noted
from tests.rooms.cases.first_line_forms import CHOICES, FORMS, PERSON_FORMS, choices_of, heard, rows, values

pytestmark = pytest.mark.capability("C1")

RANK = {NextStep.NOT_ENOUGH: 0, NextStep.OFFER: 1, NextStep.NOW: 2}
SERIOUS = {"8", "10", "11", "12", "13", "16", "17"}
# Each single serious sign counts for an adult of known age, so that only the sign can have raised the advice.
GROWN = {"q06": "adult", "s12": "no"}
quick = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def advice(name: str, answers: dict[str, str]) -> Advice:
    form = FORMS[name]
    return next_step(facts_from(form["audience"], form["survey"], CHOICES, answers))


def rank(name: str, answers: dict[str, str]) -> int:
    return RANK[advice(name, answers).step]


@st.composite
def answered(draw: st.DrawFn, names: tuple[str, ...] = tuple(FORMS)) -> tuple[str, dict[str, str]]:
    """A form and answers to some of its lines."""
    name = draw(st.sampled_from(names))
    answers: dict[str, str] = {}
    for row in heard(name):
        value = draw(st.sampled_from(["", *(choice["value"] for choice in choices_of(row))]))
        if value:
            answers[row["name"]] = value
    return name, answers


def signs(name: str) -> list[dict[str, Any]]:
    return [row for row in heard(name) if row["triage"] not in ("gate", "age", "contact")]


@quick
@given(answered(), st.data())
def test_turning_an_answer_from_no_or_not_asked_to_yes_never_moves_the_advice_down(
    given_form: tuple[str, dict[str, str]], data: st.DataObject
) -> None:
    name, answers = given_form
    row = data.draw(st.sampled_from([row for row in heard(name) if values(row, "yes")]))
    before = data.draw(st.sampled_from(["", *values(row, "no"), *values(row, "not_asked")]))
    after = data.draw(st.sampled_from(values(row, "yes")))
    assert rank(name, {**answers, row["name"]: after}) >= rank(name, {**answers, row["name"]: before})


@quick
@given(answered(), st.data())
def test_an_answer_changed_from_no_to_unknown_never_moves_the_advice_down(
    given_form: tuple[str, dict[str, str]], data: st.DataObject
) -> None:
    name, answers = given_form
    row = data.draw(st.sampled_from([row for row in heard(name) if values(row, "no")]))
    before = data.draw(st.sampled_from(values(row, "no")))
    left = [value for reads in ("unknown", "refused", "not_asked") for value in values(row, reads)]
    after = data.draw(st.sampled_from(["", *left]))
    assert rank(name, {**answers, row["name"]: after}) >= rank(name, {**answers, row["name"]: before})


@quick
@given(answered(), st.data())
def test_where_an_unknown_replaced_a_serious_sign_the_page_can_say_how_many(
    given_form: tuple[str, dict[str, str]], data: st.DataObject
) -> None:
    name, answers = given_form
    answers = {**answers, **GROWN}
    row = data.draw(st.sampled_from([row for row in signs(name) if row["triage"] in SERIOUS]))
    left = [value for reads in ("unknown", "refused", "not_asked") for value in values(row, reads)]
    siblings = {twin["name"]: "no" for twin in signs(name) if twin["triage"] == row["triage"]}
    after = advice(name, {**answers, **siblings, row["name"]: data.draw(st.sampled_from(["", *left]))})
    assert row["triage"] in after.serious_unknown
    assert set(after.serious_unknown) <= set(after.unknown)


@pytest.mark.parametrize("name", FORMS)
def test_each_single_serious_sign_gives_at_least_an_offer(name: str) -> None:
    serious = [row for row in signs(name) if row["triage"] in SERIOUS]
    assert serious
    for row in serious:
        for value in values(row, "yes"):
            assert rank(name, {**GROWN, row["name"]: value}) >= RANK[NextStep.OFFER], row["uid"]


@pytest.mark.parametrize("name", FORMS)
def test_every_form_can_reach_every_outcome(name: str) -> None:
    assert advice(name, {}).step is NextStep.NOT_ENOUGH
    assert advice(name, {**GROWN, "worried": "yes"}).step is NextStep.OFFER
    assert advice(name, {"q02": "yes"}).step is NextStep.NOW


@pytest.mark.parametrize("name", FORMS)
def test_every_form_can_reach_every_outcome_without_the_workers_worry(name: str) -> None:
    for step in NextStep:
        tries = [{**GROWN, row["name"]: value} for row in signs(name) for value in values(row, "yes")]
        assert any(advice(name, answers).step is step for answers in [GROWN, *tries]), step


@quick
@given(answered())
def test_i_am_worried_anyway_always_gives_at_least_an_offer(given_form: tuple[str, dict[str, str]]) -> None:
    name, answers = given_form
    assert rank(name, {**answers, "worried": "yes"}) >= RANK[NextStep.OFFER]


@quick
@given(answered(tuple(PERSON_FORMS)), st.sampled_from(["child", "maybe", "unknown", "refused", ""]), st.data())
def test_a_child_or_a_doubt_with_any_sign_gives_now(
    given_form: tuple[str, dict[str, str]], age: str, data: st.DataObject
) -> None:
    name, answers = given_form
    kept = [row for row in signs(name) if row["triage"] not in ("asks", "worried")]
    row = data.draw(st.sampled_from(kept))
    value = data.draw(st.sampled_from(values(row, "yes")))
    assert advice(name, {**answers, "q06": age, row["name"]: value}).step is NextStep.NOW


@quick
@given(answered(tuple(PERSON_FORMS)), st.sampled_from(["child", "maybe"]))
def test_learning_that_a_person_is_a_child_never_moves_the_advice_down(
    given_form: tuple[str, dict[str, str]], age: str
) -> None:
    name, answers = given_form
    assert rank(name, {**answers, "q06": age}) >= rank(name, {**answers, "q06": "adult"})


@quick
@given(answered(tuple(PERSON_FORMS)))
def test_a_recent_assault_gives_now_and_keeps_the_pregnancy(given_form: tuple[str, dict[str, str]]) -> None:
    name, answers = given_form
    alone = advice(name, {**answers, "q03": "assault"})
    assert (alone.step, alone.recent_assault, alone.pregnancy) == (NextStep.NOW, True, False)
    both = advice(name, {**answers, "q03": "assault_pregnancy"})
    assert (both.step, both.recent_assault, both.pregnancy) == (NextStep.NOW, True, True)
    assert not advice(name, {**answers, "q03": "injury"}).recent_assault


@quick
@given(answered())
def test_what_led_to_the_advice_is_always_said(given_form: tuple[str, dict[str, str]]) -> None:
    found = advice(*given_form)
    assert bool(found.because) is (found.step is not NextStep.NOT_ENOUGH)


def test_questions_on_facts_that_are_not_put_to_a_child_are_not_counted_as_missing() -> None:
    child = advice("first-line-police", {"q06": "child"})
    adult = advice("first-line-police", {"q06": "adult"})
    assert child.unknown == ("2", "3", "4", "5", "7", "8", "9", "10")
    assert set(adult.unknown) == {"2", "3", "4", "5", *map(str, range(7, 19))}
    assert "afraid_to_go_back" in advice("first-line-child", {"q06": "child"}).unknown


def test_the_border_lines_count_as_ten_twelve_and_fifteen() -> None:
    heard_as = {row["triage"] for row in heard("first-line-border")}
    assert {"10", "12", "13", "15"} <= heard_as
    assert advice("first-line-border", {**GROWN, "q12b": "no"}).because == ("12",)
    assert advice("first-line-border", {**GROWN, "q15b": "debt"}).step is NextStep.NOT_ENOUGH


def test_a_site_with_children_at_work_is_urgent_and_one_clause_is_enough_for_a_line() -> None:
    site = "first-line-labour-site"
    assert advice(site, {"s12": "yes"}).because == ("child_on_site",)
    assert advice(site, {"s12": "no", "s03": "no", "s04": "yes"}).because == ("10",)
    assert advice(site, {"s12": "no", "s03": "no"}).serious_unknown == ("2", "10", "8")


def test_a_code_that_is_not_in_the_list_is_unknown_and_never_no() -> None:
    form = rows("first-line-ngo")
    found = {clause.uid: clause.reading for clause in noted(form, CHOICES, {"q11": "somebody", "q12": "yes"})}
    assert (found["FL-11"], found["FL-12"], found["FL-13"]) == (Reading.UNKNOWN, Reading.NO, Reading.NOT_ASKED)
