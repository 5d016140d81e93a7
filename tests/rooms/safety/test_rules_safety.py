"""The pure rules of this room, against a table that a caseworker can read."""

import doctest
from datetime import date, datetime
from pathlib import Path

import pytest

from himaya.institutions.rules import WEEKDAYS
from himaya.institutions.rules_hours import spans
from himaya.kernel import clock
from himaya.safety import content, rules, words

pytestmark = pytest.mark.capability("D3")
TABLE = Path(__file__).parents[2] / "data" / "contact_hours_truth.txt"
ROWS = [
    [cell.strip() for cell in line.split("|")]
    for line in TABLE.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def week(typed: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in filter(None, typed.strip("-").split(";")):
        day, _, hours = part.strip().partition(" ")
        for one in WEEKDAYS if day == "all" else (day,):
            found[one] = spans(hours) or []
    return found


def moment(typed: str) -> datetime:
    return datetime.fromisoformat(typed).replace(tzinfo=clock.here())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row))
def test_nobody_is_called_at_an_hour_that_was_named(row: list[str]) -> None:
    typed, at, may, then = row
    quiet, now = week(typed), moment(at)
    assert rules.is_quiet(quiet, now) is (may == "no")
    assert rules.next_hour(quiet, now) == (None if then == "never" else moment(then))


def test_what_is_not_known_is_never_safe_to_carry() -> None:
    said = {
        (finds, harm): rules.advice({"finds": finds, "harm": harm}) for finds in rules.ANSWERS for harm in rules.ANSWERS
    }
    assert {pair for pair, advised in said.items() if advised == rules.CARRIES} == {("no", "no")}
    assert {pair[1] for pair, advised in said.items() if advised == rules.BY_HEART} == {"yes"}
    assert rules.advice({}) == rules.STAFF
    assert not rules.must_hear(rules.BY_HEART, rules.STAFF)
    assert rules.must_hear(rules.BY_HEART, rules.PHOTO)
    assert not rules.must_hear(rules.CARRIES, rules.CARRIES)


def test_rules_that_ran_out_hold_on_and_say_so() -> None:
    assert rules.ran_out(date(2026, 11, 23), date(2026, 11, 24))
    assert not rules.ran_out(date(2026, 11, 24), date(2026, 11, 24))
    assert not rules.ran_out(None, date(2026, 11, 24))


def test_every_code_has_its_word_and_every_part_its_prompt() -> None:
    assert set(words.WAYS) == set(rules.WAYS)
    assert set(words.COPIES) == {rules.NONE, *rules.COPIES}
    assert set(words.ENDED) == set(rules.ENDED)
    assert set(words.QUESTIONS) == set(rules.QUESTIONS)
    assert set(words.ANSWERS) == set(rules.ANSWERS)
    assert {*words.ADVICE} == {rules.advice({"finds": f, "harm": h}) for f in rules.ANSWERS for h in rules.ANSWERS}
    known = content.load()
    assert tuple(known.parts) == rules.PARTS
    for part in known.parts.values():
        for text in (part.names, part.sheet, part.prompt):
            assert all(text.in_language(code) for code in ("fr", "ar", "en"))


def test_no_heading_of_the_sheet_says_what_it_is() -> None:
    known = content.load()
    said = " ".join(
        text.in_language(code) for text in (known.title, *(one.sheet for one in known.parts.values()))
        for code in ("fr", "ar", "en")
    ).lower()  # fmt: skip
    for telling in ("sécurité", "sûr", "danger", "alerte", "plan", "safe", "warning", "victim", "آمن", "خطر", "سلامة"):
        assert telling not in said, telling


def test_the_examples_in_the_rules_hold() -> None:
    assert doctest.testmod(rules).failed == 0
