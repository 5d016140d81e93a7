"""Stepped care by its truth table, which a clinician and a jurist can read, and by what always holds."""

import inspect
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.health import rules_care as rules

TABLE = Path(__file__).parents[2] / "data" / "care_truth.txt"
ROLES = {"H": "health_professional", "F": "front_line", "L": "desk_lead"}
pytestmark = pytest.mark.capability("D4")


def _lines() -> list[str]:
    return [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def _number(cell: str) -> int | None:
    return None if cell == "-" else int(cell)


@pytest.mark.parametrize("line", _lines())
def test_the_truth_table_is_what_the_rule_says(line: str) -> None:
    facts, said = line.split("->")
    done, now, to, reason, days, roles = (cell.strip() for cell in facts.split("|"))
    found = rules.wrong(
        done,
        _number(now),
        _number(to),
        "" if reason == "-" else reason,
        days=_number(days) or 0,
        roles={ROLES[one] for one in roles},
    )
    assert (found or "yes") == said.strip(), line


def test_the_table_has_every_verb_reason_and_answer() -> None:
    text = "\n".join(_lines())
    for word in (*rules.DONE, *rules.TRIGGERS, *rules.STAYS, *rules.EASES, "role", "begun", "not_begun", "step"):
        assert word in text, word


def test_no_rule_can_be_given_a_score() -> None:
    """What moves a step is a clinician's word: the rules have no place where a number of a scale could come in."""
    names = {
        name for _n, f in inspect.getmembers(rules, inspect.isfunction) for name in inspect.signature(f).parameters
    }
    assert names == {"roles", "step", "done", "now", "to", "reason", "days", "looked", "today"}


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 90))
def test_a_review_is_due_between_four_and_six_weeks(looked: date, after: int) -> None:
    said = rules.moment(looked, looked + timedelta(days=after))
    assert said == ("early" if after < 28 else "due" if after <= 42 else "late")


@given(st.sampled_from(rules.DONE), st.sampled_from(rules.STEPS), st.sampled_from(rules.STEPS), st.integers(0, 99))
def test_nobody_without_the_health_role_writes_any_line(done: str, now: int, to: int, days: int) -> None:
    for reason in {one for many in rules.REASONS.values() for one in many}:
        roles = {"front_line", "case_manager", "desk_lead", "interviewer"}
        assert rules.wrong(done, now, to, reason, days=days, roles=roles) == "role"
