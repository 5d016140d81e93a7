"""What may be heard, by whom and for how long: truth tables, and words that say what somebody has."""

import doctest
from datetime import UTC, datetime, timedelta

import pytest

from himaya.conferences import functional, rules, states

pytestmark = pytest.mark.capability("A10")
P, J = rules.PROTECTION, rules.JUSTICE
STANDS = [
    # said, child, protection, justice
    ([], False, True, False),
    ([(J, rules.AGREED_WORD)], False, True, True),
    ([(J, rules.AGREED_WORD), (J, rules.WITHDRAWN)], False, True, False),
    ([(J, rules.AGREED_WORD), (J, rules.REFUSED), (J, rules.AGREED_WORD)], False, True, True),
    ([(J, rules.BEST_INTEREST)], False, True, False),
    ([(J, rules.BEST_INTEREST)], True, True, True),
    ([(J, rules.AGREED_WORD)], True, True, False),
    ([(J, rules.BEST_INTEREST), (J, rules.REFUSED)], True, True, False),
    ([(P, rules.REFUSED), (J, rules.AGREED_WORD)], False, False, True),
    ([(P, rules.WITHDRAWN), ("", rules.TOLD)], True, False, False),
]
NEEDS, BOTH = frozenset({"needs"}), frozenset({"needs", "signs"})
NONE: frozenset[str] = frozenset()
HEARS = [
    # named, stands, agreed, lawful, may, why not
    (rules.AGREEMENT, True, NEEDS, NONE, True, ""),
    (rules.AGREEMENT, True, NONE, NEEDS, False, rules.NOT_AGREED),
    (rules.AGREEMENT, True, frozenset({"signs"}), NONE, False, rules.NOT_AGREED),
    (rules.LAW, True, NONE, BOTH, True, ""),
    (rules.LAW, True, NEEDS, NONE, False, rules.NO_LAW),
    (rules.AGREEMENT, False, NEEDS, NEEDS, False, rules.PART_OVER),
    (rules.LAW, False, NEEDS, NEEDS, False, rules.PART_OVER),
    ("", True, NEEDS, NEEDS, False, rules.NOT_NAMED),
]
WORDS = [
    ("Elle souffre d’une dépression sévère", True),
    ("Elle est DEPRESSIVE", True),
    ("SSPT probable", True),
    ("Score PCL-5 à 40", True),
    ("stress post-traumatique", True),
    ("تعاني من اكتئاب حاد", True),
    ("والاكتئاب", True),
    ("she has PTSD", True),
    ("HIV positive", True),
    ("pregnant", True),
    ("Rendez-vous jeudi matin, accompagnée", False),
    ("تحتاج إلى مرافقة ليلا", False),
    ("Needs a quiet room and rest", False),
    ("violet curtains, a score-less match is no word", True),
    ("violet curtains", False),
]


def test_the_examples_of_the_rules_hold() -> None:
    assert doctest.testmod(rules).failed == 0


@pytest.mark.parametrize(("said", "child", "protection", "justice"), STANDS)
def test_which_part_stands(said: list[tuple[str, str]], child: bool, protection: bool, justice: bool) -> None:
    assert [rules.part_stands(part, said, child=child) for part in rules.PARTS] == [protection, justice]


@pytest.mark.parametrize(("named", "stands", "agreed", "lawful", "may", "why"), HEARS)
def test_who_may_hear(
    named: str, stands: bool, agreed: frozenset[str], lawful: frozenset[str], may: bool, why: str
) -> None:
    found = rules.hears(named, stands=stands, classes=("needs",), agreed=agreed, lawful=lawful)
    assert (found.may, found.why_not) == (may, why)


@pytest.mark.parametrize(("text", "found"), WORDS)
def test_words_that_say_what_somebody_has(text: str, found: bool) -> None:
    assert bool(rules.found_in(text, functional.functional().diagnosis_words)) is found


def test_no_functional_statement_says_what_somebody_has() -> None:
    listed = functional.functional()
    assert len(listed.terms) >= 10
    said = [text for one in listed.terms for text in (one.names.fr, one.names.ar, one.names.en)]
    assert [text for text in said if rules.found_in(text, listed.diagnosis_words)] == []


def test_the_door_opens_a_quarter_before_and_closes_by_the_clock() -> None:
    begins = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    edges = {-16: False, -15: True, 0: True, 59: True, 60: False}
    for minute, is_open in edges.items():
        moment = begins + timedelta(minutes=minute)
        assert rules.open_to_desks(states.RUNNING, begins, 60, moment) is is_open, minute
        assert rules.open_to_desks(states.HELD, begins, 60, moment) is False
    assert rules.excerpt_open(states.AGREED, begins, begins + timedelta(hours=23, minutes=59))
    assert not rules.excerpt_open(states.AGREED, begins, begins + timedelta(hours=24))
    assert not rules.excerpt_open(states.HELD, None, begins)
