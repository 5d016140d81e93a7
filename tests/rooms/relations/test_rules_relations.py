"""The truth tables of do-no-harm 3, 6 and 13: what a link shows, what stands before a call, when a register exists."""

from datetime import date

import pytest

from himaya.cases import rules_consents_child as child
from himaya.relations import rules

pytestmark = pytest.mark.capability("C6")
Y, N, U = rules.YES, rules.NO, rules.UNKNOWN


@pytest.mark.parametrize(
    ("mine", "others_seen", "shown"), [(True, 0, False), (True, 1, True), (True, 3, True), (False, 2, False)]
)
def test_an_event_shows_only_where_another_file_of_it_is_seen_anyway(mine: bool, others_seen: int, shown: bool) -> None:
    assert rules.shown(mine=mine, others_seen=others_seen) is shown


@pytest.mark.parametrize(
    ("carers", "said"),
    [([], rules.NOT_ASKED), ([N], ""), ([N, N], ""), ([U], U), ([N, U], U), ([Y], Y), ([N, Y], Y), ([U, Y], Y)],
)
def test_what_stands_before_a_call_to_parents(carers: list[str], said: str) -> None:
    assert rules.before_a_call(carers) == said


@pytest.mark.parametrize(
    ("flag", "earlier", "carers", "may"),
    [
        ("no", [], [], True),
        ("no", [], [N], True),
        ("no", [], [N, N], True),
        ("no", [], [U], False),
        ("no", [], [Y], False),
        ("no", [], [N, Y], False),
        ("no", ["implicated"], [N], False),
        ("unknown", [], [N], False),
        ("yes", [], [N], False),
        ("", [], [N], False),
    ],
)
def test_a_guardian_is_asked_only_where_every_source_says_no(
    flag: str, earlier: list[str], carers: list[str], may: bool
) -> None:
    """A line about a carer can only close: no "no" of it opens what the answers leave open."""
    assert child.may_ask_guardian(flag, earlier, carers) is may


@pytest.mark.parametrize(
    ("kept_until", "gone"), [(None, False), (date(2026, 11, 23), True), (date(2026, 11, 24), False)]
)
def test_what_was_written_goes_after_the_day_that_the_law_names(kept_until: date | None, gone: bool) -> None:
    assert rules.gone_by(kept_until, date(2026, 11, 24)) is gone
