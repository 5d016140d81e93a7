"""The Delphi rule of the labour lists: its truth table, one dimension at a time, with what stays unknown."""

import doctest
from dataclasses import fields
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from himaya.instruments import indicators, rules_delphi
from himaya.instruments.rules_delphi import ABSENT, ANSWERS, DIMENSIONS, PRESENT, UNKNOWN, Reading, Weighed, readings

pytestmark = pytest.mark.capability("B3")
CATALOGUE = indicators.load()
ADULT = [Weighed(row.id, row.domain, row.adult) for row in CATALOGUE.indicators]
CHILD = [Weighed(row.id, row.domain, row.child) for row in CATALOGUE.indicators]


def one(rows: list[Weighed], answers: dict[str, str], dimension: str) -> Reading:
    return next(reading for reading in readings(rows, answers) if reading.dimension == dimension)


# The test vectors of domain/indicators.md.
@pytest.mark.parametrize(
    ("strong", "medium", "weak", "expected"),
    [
        (1, 0, 0, False),
        (1, 0, 1, True),
        (0, 2, 0, False),
        (0, 2, 1, True),
        (0, 3, 0, True),
        (0, 1, 9, False),
        (2, 0, 0, True),
    ],
)
def test_the_rule_answers_the_vectors_of_its_source(strong: int, medium: int, weak: int, expected: bool) -> None:
    assert rules_delphi.indicated(strong, medium, weak) is expected


def test_the_rule_is_its_truth_table() -> None:
    """The four lines, written out, over every count that makes a difference."""
    for strong, medium, weak in product(range(4), range(5), range(4)):
        lines = (
            strong >= 2,
            strong == 1 and (medium > 0 or weak > 0),
            strong == 0 and medium >= 3,
            strong == 0 and medium == 2 and weak > 0,
        )
        assert rules_delphi.indicated(strong, medium, weak) is any(lines), (strong, medium, weak)
    assert not any(rules_delphi.indicated(0, 0, weak) for weak in range(20))


def test_the_examples_hold() -> None:
    assert doctest.testmod(rules_delphi).failed == 0
    assert doctest.testmod(indicators).failed == 0


def test_the_lists_hold_as_many_weighed_rows_as_were_published() -> None:
    for rows, expected in ((ADULT, 67), (CHILD, 65)):
        assert sum(map(rules_delphi.feeds, rows)) == expected
    assert [sum(rules_delphi.feeds(row) for row in ADULT if row.dimension == code) for code in DIMENSIONS] == [
        10, 10, 16, 9, 15, 7,
    ]  # fmt: skip


def test_only_the_six_labour_dimensions_are_read_and_never_all_of_them_together() -> None:
    everything = {row.id: PRESENT for row in ADULT}
    found = readings(ADULT, everything)
    assert [reading.dimension for reading in found] == list(DIMENSIONS)
    assert all(reading.indicated for reading in found)
    # A reading is of one dimension, by ids: nothing in it counts points or speaks of the whole.
    assert [field.name for field in fields(Reading)] == [
        "dimension", "indicated", "present", "unknown", "could_change",
    ]  # fmt: skip


def test_a_sign_that_is_not_graded_or_not_in_the_list_feeds_nothing() -> None:
    rows = [Weighed(f"EXP-{n}", "EXP", strength) for n, strength in enumerate(("ng", "ng*", "—"))]
    assert readings(rows, dict.fromkeys(("EXP-0", "EXP-1", "EXP-2"), PRESENT)) == ()
    assert readings([Weighed("GEN-01", "GEN", "strong")], {"GEN-01": PRESENT}) == ()


def test_a_strength_is_that_of_the_list_that_is_read() -> None:
    """Schooling promised and then refused is weak for an adult and strong for a child."""
    answers = {row.id: ABSENT for row in ADULT} | {"DEC-10": PRESENT, "DEC-02": PRESENT}
    assert one(ADULT, answers, "DEC").indicated is False
    assert one(CHILD, answers, "DEC").indicated is True


def test_unknown_is_counted_and_never_an_absence() -> None:
    reading = one(ADULT, {"EXP-01": PRESENT, "EXP-02": UNKNOWN, "EXP-03": ABSENT}, "EXP")
    assert reading.present == ("EXP-01",)
    assert len(reading.unknown) == 7
    assert (reading.indicated, reading.could_change) == (False, True)
    settled = one(ADULT, dict.fromkeys((row.id for row in ADULT), ABSENT), "EXP")
    assert (settled.unknown, settled.could_change) == ((), False)


def test_an_answer_that_is_none_of_the_three_is_unknown() -> None:
    assert "EXP-01" in one(ADULT, {"EXP-01": "maybe"}, "EXP").unknown


@settings(max_examples=60, deadline=None)
@given(some.lists(some.sampled_from(ANSWERS), min_size=len(ADULT), max_size=len(ADULT)), some.data())
def test_one_more_sign_present_never_takes_a_reading_back(given_answers: list[str], data: some.DataObject) -> None:
    answers = dict(zip((row.id for row in ADULT), given_answers, strict=True))
    more = answers | {data.draw(some.sampled_from(sorted(answers))): PRESENT}
    for before, after in zip(readings(ADULT, answers), readings(ADULT, more), strict=True):
        assert after.indicated >= before.indicated
        assert not (before.could_change and before.indicated)
