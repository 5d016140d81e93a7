"""The triage of domain/first-line.md as a table, written before the code."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from himaya.instruments import triage
from himaya.instruments.triage import Advice, Age, Facts, NextStep, Reading, next_step

pytestmark = pytest.mark.capability("C1")

YES, NO, UNKNOWN, REFUSED, NOT_ASKED = Reading
NOW, OFFER, NOT_ENOUGH = NextStep

SERIOUS = ("8", "10", "11", "12", "13", "16", "17")
OTHERS = ("3", "4", "7", "9", "14", "15", "18")
LINES = ("2", "3", "4", "5", *(str(n) for n in range(7, 19)))


def advise(*yes: str, age: Age = Age.ADULT, **more: Any) -> Advice:
    """Every line of the form answered no, but those given."""
    readings = {line: YES if line in yes else NO for line in (*LINES, "afraid_to_go_back")}
    return next_step(Facts(actor="ngo", readings=readings | more.pop("readings", {}), age=age, **more))


TABLE: list[tuple[str, tuple[str, ...], dict[str, Any], NextStep]] = [
    ("nothing at all", (), {}, NOT_ENOUGH),
    # Now: line 2, recent assault, 5, or any child with any sign.
    ("danger", ("2",), {}, NOW),
    ("words of death", ("5",), {}, NOW),
    ("a recent assault", ("3",), {"recent_assault": True}, NOW),
    ("a child with no sign", (), {"age": Age.CHILD}, NOT_ENOUGH),
    *((f"a child and line {n}", (n,), {"age": Age.CHILD}, NOW) for n in LINES),
    *((f"perhaps a child and line {n}", (n,), {"age": Age.MAYBE_CHILD}, NOW) for n in LINES),
    ("a child afraid to go back", ("afraid_to_go_back",), {"age": Age.CHILD}, NOW),
    ("a child and the worker's worry", (), {"age": Age.CHILD, "worried": True}, OFFER),
    # Age left out is a doubt, and doubt means child.
    ("age left out, no sign", (), {"age": Age.UNKNOWN}, NOT_ENOUGH),
    ("age left out, one sign", ("7",), {"age": Age.UNKNOWN}, NOW),
    # Offer: any one of 8, 10, 11-13, 16, 17.
    *((f"line {n} alone", (n,), {}, OFFER) for n in SERIOUS),
    ("an adult afraid to go back", ("afraid_to_go_back",), {}, OFFER),
    # Or any two others.
    *((f"line {n} alone", (n,), {}, NOT_ENOUGH) for n in OTHERS),
    *((f"lines {a} and {b}", (a, b), {}, OFFER) for i, a in enumerate(OTHERS) for b in OTHERS[i + 1 :]),
    # Or worry, or the person asks.
    ("worry alone", (), {"worried": True}, OFFER),
    ("the person asks", (), {"asks_for_help": True}, OFFER),
    ("pregnancy alone", ("3",), {"pregnancy": True}, NOT_ENOUGH),
    # The higher step wins.
    ("danger and worry", ("2",), {"worried": True}, NOW),
    ("everything", LINES, {"age": Age.CHILD, "worried": True, "asks_for_help": True}, NOW),
]


@pytest.mark.parametrize(("yes", "more", "step"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_the_next_step_is_the_one_the_domain_file_gives(
    yes: tuple[str, ...], more: dict[str, Any], step: NextStep
) -> None:
    assert advise(*yes, **more).step is step


def test_the_advice_says_which_lines_led_to_it() -> None:
    assert advise("7", "8", "16").because == ("8", "16")
    assert advise("7", "9").because == ("7", "9")
    assert advise("7").because == ()
    assert advise("2", "8").because == ("2",)
    assert advise("4", "7", age=Age.CHILD).because == ("4", "7")
    assert advise(worried=True, asks_for_help=True).because == ("worried", "asks")
    assert advise("3", recent_assault=True).because == ("3",)


def test_every_sign_is_told_even_when_one_was_enough_or_none_was() -> None:
    assert advise("7", "8").signs == ("7", "8")
    assert advise("9").signs == ("9",)


def test_the_page_is_told_what_was_left_open_and_which_of_it_is_serious() -> None:
    advice = advise(readings={"7": NOT_ASKED, "11": REFUSED, "13": UNKNOWN})
    assert advice.step is NOT_ENOUGH
    assert advice.unknown == ("7", "11", "13")
    assert advice.serious_unknown == ("11", "13")


def test_an_age_left_out_is_told_as_unknown_but_does_not_open_the_child_circuit_by_itself() -> None:
    advice = advise("7", age=Age.UNKNOWN)
    assert advice.age_unknown
    assert not advice.child
    assert "age" in advice.unknown
    assert advise("7", age=Age.MAYBE_CHILD).child


def test_health_is_flagged_whatever_the_step() -> None:
    advice = advise("2", "5", "3", recent_assault=True, pregnancy=True)
    assert (advice.words_of_death, advice.recent_assault, advice.pregnancy) == (True,) * 3
    assert advise("3", pregnancy=True).pregnancy
    calm = advise()
    assert (calm.words_of_death, calm.recent_assault, calm.pregnancy) == (False,) * 3


def test_a_recent_assault_is_urgent_even_where_line_three_was_not_read() -> None:
    advice = next_step(Facts(actor="ngo", readings={}, age=Age.ADULT, recent_assault=True))
    assert (advice.step, advice.because) == (NOW, ("3",))


@pytest.mark.parametrize(
    ("actor", "no_removal"), [("police", True), ("border", True), ("labour", False), ("health", False)]
)
def test_police_and_border_are_told_that_no_removal_comes_before_advice(actor: str, no_removal: bool) -> None:
    assert next_step(Facts(actor=actor, readings={}, age=Age.ADULT)).no_removal is no_removal


def test_the_rules_need_neither_a_framework_nor_a_clock_nor_a_store() -> None:
    tree = ast.parse(Path(triage.__file__).read_text("utf-8"))
    found = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    assert found == {"__future__", "collections.abc", "dataclasses", "enum", "typing"}
