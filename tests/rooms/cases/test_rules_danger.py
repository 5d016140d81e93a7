"""Danger now, as each reader is told it: against a table that a caseworker can read."""

import doctest
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from himaya.cases import rules_danger as rules
from himaya.cases import states
from himaya.cases.rules_danger import Danger, danger
from himaya.instruments import triage
from himaya.instruments.triage import Noted, Reading

pytestmark = [pytest.mark.capability("C1", "C2"), pytest.mark.once]
ROOT = Path(__file__).parents[3]
LINES = yaml.safe_load((ROOT / "content/instruments/first-line/lines.yaml").read_text("utf-8"))
ASKED = [row for row in LINES["rows"].values() if row["uid"].startswith("FL-")]
TABLE = (ROOT / "tests/data/danger_truth.txt").read_text("utf-8").splitlines()
ROWS = [[cell.strip() for cell in line.replace("->", "|").split("|")] for line in TABLE if line and line[0] != "#"]


def heard(answers: Mapping[str, str]) -> tuple[Noted, ...]:
    return triage.noted(ASKED, LINES["choices"], answers)


def packed(cell: str) -> dict[str, Any] | str:
    """What a packet carried before."""
    answer, *because = cell.strip("-").split() or [""]
    return {"answer": answer, "because": because} if because else answer


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row))
def test_a_reader_is_told_of_a_danger_and_of_what_makes_it_urgent(row: list[str]) -> None:
    route, adult, answers, guardian, came, answer, because = row
    said = dict(one.split("=") for one in answers.strip("-").split())
    for name, value in said.items():
        assert value in [one["value"] for one in LINES["choices"][_list_of(name)]], f"{name}={value} is no answer"
    found = danger(heard(said), reader=route, adult=adult == "yes", guardian=guardian.strip("-"), came=packed(came))
    assert (found.answer, " ".join(found.because) or "-") == (answer, because)


def _list_of(name: str) -> str:
    return str(next(row for row in ASKED if row["name"] == name)["type"]).split()[1]


def test_a_line_that_says_yes_is_never_told_to_a_childs_protectors_as_no() -> None:
    """Every line, alone, with danger now answered no. Seen red with the fear of tonight taken out of the rule."""
    yes = [
        (row["name"], choice["value"])
        for row in ASKED
        if row.get("triage") in triage.SIGNS
        for choice in LINES["choices"][str(row["type"]).split()[1]]
        if choice["reads"] == "yes" and row["name"] != "q02"
    ]
    assert len(yes) > 25
    for name, value in yes:
        found = danger(heard({"q02": "no", name: value}), reader=states.CHILD, adult=False)
        assert found.answer in ("yes", "unknown"), (name, value)


@pytest.mark.parametrize("reader", states.ROUTES)
def test_a_line_kept_apart_is_never_a_reason(reader: str) -> None:
    """An answer that could expose whoever gave it says "act", to whoever reads, and nothing of itself."""
    afraid = Noted("FL-C8", "afraid_to_go_back", "asked", "yes", Reading.YES)
    assert danger([replace(afraid, apart=True)], reader=reader, adult=False) == Danger("yes")
    assert danger([afraid], reader=reader, adult=False).threat


def test_the_lines_of_health_and_those_that_expose_are_kept_apart() -> None:
    apart = {one.key for one in heard({}) if one.apart and one.key in triage.SIGNS}
    assert apart == {"3", "5"}
    exposing = [row | {"exposes": ["irregular_stay"]} for row in ASKED if row["uid"] == "FL-16"]
    unsaid = [{name: said for name, said in row.items() if name != "exposes"} for row in exposing]
    for rows in (exposing, unsaid):
        assert [one.apart for one in triage.noted(rows, LINES["choices"], {"q16": "yes"})] == [True]


def test_every_route_says_what_may_travel_and_agreement_and_duty_carry_no_reason() -> None:
    assert set(rules.TRAVELS) == set(states.ROUTES)
    assert not rules.TRAVELS[states.CONSENT]
    assert not rules.TRAVELS[states.LEGAL_DUTY]
    assert rules.TRAVELS[states.DANGER] < rules.TRAVELS[states.CHILD] == frozenset(rules.CODES)


def test_the_examples_in_the_words_of_the_rule_hold() -> None:
    assert doctest.testmod(rules).failed == 0
