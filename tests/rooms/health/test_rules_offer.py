"""The truth table of the offer, and where an offer stands."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from himaya.cases.rules_assessing import is_known_adult
from himaya.health import rules_offer as rules

pytestmark = pytest.mark.capability("D4")
TABLE = Path(__file__).parents[2] / "data" / "health_offer_truth.txt"
LINES = [line for line in TABLE.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
DAY = date(2026, 11, 24)


@pytest.mark.parametrize("line", LINES)
def test_what_stands_against_an_offer(line: str) -> None:
    """Seen red with `days <= FIRST_MONTH`, with the telephone among SEEN, with an offer that waits as a scale does."""
    given, _arrow, expected = line.partition("->")
    what, role, age, days, needs, way, interpreter = (one.strip() for one in given.split("|"))
    facts = rules.Facts(
        scale=what == "scale",
        health_role=role == "clinician",
        adult=is_known_adult(age),
        days=int(days),
        needs_met=needs == "yes",
        way=way,
        interpreter=interpreter,
    )
    assert list(rules.missing(facts)) == [one for one in expected.split() if one != "nothing"]


def at(*words: str) -> rules.Standing:
    return rules.standing(({"kind": word}, DAY) for word in words)


def test_the_last_word_counts_and_a_later_no_ends_a_yes() -> None:
    assert at() == rules.Standing()
    assert at("offered", "observed").word == "offered"
    assert at("offered", "accepted", "administered").accepted
    assert not at("offered", "accepted", "declined").accepted


def test_it_is_offered_again_later_and_not_the_next_morning() -> None:
    no, week = at("offered", "declined"), timedelta(days=rules.LATER)
    assert not no.may_offer(DAY)
    assert not no.may_offer(DAY + week - timedelta(days=1))
    assert no.may_offer(DAY + week)
    assert at().may_offer(DAY)
    assert not at("offered").may_offer(DAY + week)
    assert not at("offered", "accepted").may_offer(DAY + week)
