"""A form in which an actor cannot be told one of the next steps is found, and no other form is called so."""

import random
from itertools import product
from typing import Any

import pytest

from himaya.instruments import catalogue, outcomes, reaching, triage
from himaya.instruments.compiled import compile_document
from himaya.instruments.triage import Age
from tests.rooms.instruments.edited import row, shipped, without

pytestmark = pytest.mark.capability("A7", "B4")
SERIOUS = ("8", "10", "11", "12", "13", "16", "17")
SAID = ("worried", "asks")


@pytest.mark.parametrize("name", [one.name for one in catalogue.current()])
def test_with_every_form_we_ship_each_step_can_be_reached(name: str) -> None:
    assert outcomes.unreachable(shipped(name)) == ()


def test_a_text_ends_in_no_step_and_owes_none() -> None:
    assert outcomes.unreachable(shipped("reporting-positions")) == ()


def test_a_form_without_any_sign_of_danger_can_no_longer_say_now_of_an_adult() -> None:
    police = shipped("first-line-police")
    assert outcomes.unreachable(without(police, "2", "3", "5")) == ("now",)
    assert outcomes.unreachable(without(police, "2", "5")) == ()


def test_two_of_the_other_signs_are_enough_to_reach_an_offer_and_one_is_not() -> None:
    police = shipped("first-line-police")
    two = without(police, *SERIOUS, *SAID, "3", "4", "9", "15", "18")
    assert outcomes.unreachable(two) == ()
    one = without(two, "14")
    assert outcomes.unreachable(one) == ("offer",)


def test_an_age_that_is_never_adult_leaves_no_offer_and_no_now_for_an_adult() -> None:
    police = shipped("first-line-police")
    police["choices"]["age"] = [one for one in police["choices"]["age"] if one["value"] != "adult"]
    assert outcomes.unreachable(police) == ("now", "offer", "not_enough")


def test_a_rule_that_never_opens_the_signs_is_found_and_one_that_opens_them_late_is_not() -> None:
    police = without(shipped("first-line-police"), *SAID)
    for one in police["survey"]:
        if one.get("triage") and one["triage"] not in ("gate", "age"):
            one["relevant"] = "${q01} = 'yes' and ${q06} != ''"
    assert outcomes.unreachable(police) == ()
    for one in police["survey"]:
        if one.get("triage") and one["triage"] not in ("gate", "age"):
            one["relevant"] = "${q01} = 'maybe'"
    assert outcomes.unreachable(police) == ("now", "offer")


def test_a_question_that_opens_another_only_together_with_danger_gives_no_offer() -> None:
    """The wish is asked only where danger was said, so it never decides by itself."""
    form = without(shipped("first-line-child"), "10", "afraid_to_go_back", "worried", "4", "3")
    form["survey"].remove(row(form, "q19"))
    row(form, "asks")["relevant"] = "${q02} = 'yes' or ${q05} = 'yes'"
    assert outcomes.unreachable(form) == ("offer",)
    row(form, "asks")["relevant"] = "${q02} = 'yes' or ${q05} != 'yes'"
    assert outcomes.unreachable(form) == ()


def small_form(chance: random.Random) -> dict[str, Any]:
    """Four questions that triage hears, the age among them, each opened by some answer to another."""
    form = without(shipped("first-line-police"), *SAID, "gate", "contact")
    heard = [one for one in form["survey"] if one.get("triage") and one["triage"] != "age"]
    kept = [row(form, "q06"), *chance.sample(heard, 3)]
    chance.shuffle(kept)
    for place, one in enumerate(kept):
        one.pop("relevant", None)
        if place and chance.random() < 0.7:
            other = chance.choice(kept[:place])
            values = [item["value"] for item in form["choices"][other["type"].split()[1]]]
            sign, value = chance.choice(("=", "!=")), chance.choice(values)
            one["relevant"] = f"${{{other['name']}}} {sign} '{value}'"
            if chance.random() < 0.2:
                one["relevant"] = f"string-length(${{{other['name']}}}) > {chance.randrange(8)}"
    return {**form, "survey": kept}


def by_trying_everything(form: dict[str, Any]) -> tuple[str, ...]:
    """The same question answered by every filling of the form."""
    compiled = compile_document(form)
    lists = {one["name"]: [item["value"] for item in form["choices"][one["type"].split()[1]]] for one in form["survey"]}
    reached: set[tuple[str, Age]] = set()
    for way in product(*(("", *values) for values in lists.values())):
        answers = {name: value for name, value in zip(lists, way, strict=True) if value}
        facts = reaching.facts_of(compiled, reaching.heard_in(compiled, answers))
        reached.add((str(triage.next_step(facts).step), facts.age))
    missing = [str(step) for step, ages in reaching.TARGETS if not any((str(step), age) in reached for age in ages)]
    return tuple(dict.fromkeys(missing))


@pytest.mark.parametrize("seed", range(2))
def test_the_search_finds_what_trying_every_filling_finds(seed: int) -> None:
    form = small_form(random.Random(f"reach {seed}"))
    assert outcomes.unreachable(form) == by_trying_everything(form)


@pytest.mark.parametrize("seed", range(2, 80))
def test_the_search_finds_what_trying_every_filling_finds_on_many_forms(seed: int) -> None:
    form = small_form(random.Random(f"reach {seed}"))
    assert outcomes.unreachable(form) == by_trying_everything(form)
