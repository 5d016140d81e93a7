"""On which day a qualification counts, and why somebody may not lead an interview: the truth table."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from himaya.institutions import content, words
from himaya.institutions import rules_qualifications as rules
from himaya.institutions.rules_qualifications import Facts

pytestmark = pytest.mark.capability("C3")
DAY = timedelta(days=1)
FIRST, LAST = date(2026, 3, 1), date(2028, 2, 29)
MIDDLE = date(2026, 9, 1)


def facts(state: str = rules.CONFIRMED, confirmed_on: date | None = FIRST, ended_on: date | None = None) -> Facts:
    return Facts(state, FIRST, LAST, confirmed_on, ended_on)


@pytest.mark.parametrize(
    ("held", "on", "expected"),
    [
        (facts(), FIRST - DAY, rules.TO_COME),
        (facts(), FIRST, rules.IN_FORCE),
        (facts(), LAST - rules.SOON - DAY, rules.IN_FORCE),
        (facts(), LAST - rules.SOON, rules.ENDS_SOON),
        (facts(), LAST, rules.ENDS_SOON),
        (facts(), LAST + DAY, rules.OVER),
        # Confirmed later than it was to begin: it begins when the second person has seen the certificate.
        (facts(confirmed_on=MIDDLE), MIDDLE - DAY, rules.TO_COME),
        (facts(confirmed_on=MIDDLE), MIDDLE, rules.IN_FORCE),
        # Confirmed before it begins: it begins on its first day.
        (facts(confirmed_on=FIRST - 9 * DAY), FIRST - DAY, rules.TO_COME),
        (facts(confirmed_on=FIRST - 9 * DAY), FIRST, rules.IN_FORCE),
        # Ended: from that day on; what was led before stays led under it.
        (facts(rules.ENDED, ended_on=MIDDLE), MIDDLE - DAY, rules.IN_FORCE),
        (facts(rules.ENDED, ended_on=MIDDLE), MIDDLE, rules.ENDED),
        (facts(rules.ENDED, ended_on=MIDDLE), LAST + DAY, rules.ENDED),
        (facts(rules.ENDED, ended_on=FIRST), FIRST, rules.ENDED),
        # Nobody confirmed it, or somebody refused it: it never counts.
        (facts(rules.WAITING, None), MIDDLE, rules.WAITING),
        (facts(rules.WAITING, None), LAST + DAY, rules.WAITING),
        (facts(rules.REFUSED, None), MIDDLE, rules.REFUSED),
    ],
)
def test_a_qualification_stands_on_a_day_as_the_table_says(held: Facts, on: date, expected: str) -> None:
    assert rules.standing(held, on) == expected


GOOD, WAITS, REFUSED = facts(), facts(rules.WAITING, None), facts(rules.REFUSED, None)
ENDED = facts(rules.ENDED, ended_on=MIDDLE)
OLD = Facts(rules.CONFIRMED, date(2024, 1, 1), date(2025, 1, 1), date(2024, 1, 1))
NEXT = Facts(rules.CONFIRMED, LAST + DAY, LAST + 90 * DAY, FIRST)


@pytest.mark.parametrize(
    ("held", "holds_role", "expected"),
    [
        ([GOOD], True, ""),
        ([OLD, GOOD, REFUSED], True, ""),
        ([ENDED, GOOD], True, ""),
        ([WAITS, GOOD], True, ""),
        # The role was taken, or the account closed: a certificate alone opens nothing.
        ([GOOD], False, rules.NO_ROLE),
        ([], False, rules.NO_ROLE),
        ([], True, rules.MISSING),
        ([REFUSED], True, rules.MISSING),
        ([WAITS], True, rules.WAITING),
        ([OLD, WAITS], True, rules.WAITING),
        ([NEXT], True, rules.TO_COME),
        ([OLD], True, rules.OVER),
        ([ENDED], True, rules.ENDED),
        ([ENDED, OLD], True, rules.OVER),
    ],
)
def test_who_is_qualified_and_why_somebody_is_not(held: list[Facts], holds_role: bool, expected: str) -> None:
    assert rules.why_not(held, MIDDLE + 100 * DAY, holds_role=holds_role) == expected


@pytest.mark.parametrize(
    ("first", "months", "expected"),
    [
        (date(2026, 3, 1), 24, date(2028, 2, 29)),
        (date(2026, 3, 1), 12, date(2027, 2, 28)),
        (date(2026, 11, 27), 24, date(2028, 11, 26)),
        (date(2026, 12, 31), 2, date(2027, 2, 27)),
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
    ],
)
def test_the_longest_one_ends_on_the_day_before(first: date, months: int, expected: date) -> None:
    assert rules.longest_until(first, months) == expected


def test_each_reason_has_a_sentence_and_says_who_can_help() -> None:
    codes = {*rules.SAID_FIRST, rules.MISSING, rules.NO_ROLE}
    assert set(words.NOT_QUALIFIED) == codes
    for language, helper in (("en", "lead"), ("fr", "responsable"), ("ar", "مسؤول")):
        with translation.override(language):
            assert [str(one) for one in words.NOT_QUALIFIED.values() if helper not in str(one)] == []
    assert set(words.QUALIFICATION_STANDINGS) == {*rules.COUNTS, *rules.SAID_FIRST, rules.REFUSED}
    assert set(words.QUALIFICATION_REFUSALS) == set(rules.REFUSALS)
    assert set(words.QUALIFICATION_ENDINGS) == set(rules.ENDINGS)


def test_the_content_says_what_it_belongs_to_how_long_it_lasts_and_that_nobody_adopted_it() -> None:
    kind = content.load_qualifications()[rules.IDENTIFICATION_INTERVIEW]
    assert kind.role == "interviewer"
    assert kind.months == 24
    assert kind.mark in content.UNVERIFIED
    assert {"police", "border", "gendarmerie", "prosecution", "judiciary", "consulate"} <= set(kind.not_in)
