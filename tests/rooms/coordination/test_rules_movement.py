"""What moved between two tables, as a truth table written before the rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.coordination import rules_movement as rules
from himaya.coordination import states_following as states
from himaya.coordination.rules_movement import Stood

pytestmark = pytest.mark.capability("A9")
ON = date(2026, 12, 10)
ADDRESSED, ANSWERED, UNDER_WAY = states.ADDRESSED, states.ANSWERED, states.IN_PROGRESS
DONE, VERIFIED, CLOSED = states.REPORTED_DONE, states.VERIFIED, states.REC_CLOSED


@pytest.mark.parametrize(
    ("before", "now", "movement"),
    [
        (None, ADDRESSED, rules.NEW),
        (None, VERIFIED, rules.NEW),  # all of it happened between two tables: to the table it is new
        (ADDRESSED, ADDRESSED, rules.STILL),
        (ADDRESSED, ANSWERED, rules.ANSWERED),
        (ADDRESSED, UNDER_WAY, rules.ADVANCED),
        (ADDRESSED, DONE, rules.REPORTED),
        (ADDRESSED, VERIFIED, rules.VERIFIED),
        (ANSWERED, ANSWERED, rules.STILL),
        (ANSWERED, UNDER_WAY, rules.ADVANCED),
        (UNDER_WAY, UNDER_WAY, rules.STILL),
        (UNDER_WAY, DONE, rules.REPORTED),
        (DONE, DONE, rules.STILL),
        (DONE, UNDER_WAY, rules.BACK),
        (DONE, VERIFIED, rules.VERIFIED),
        (VERIFIED, VERIFIED, rules.STILL),
        (VERIFIED, CLOSED, rules.CLOSED),
        (VERIFIED, UNDER_WAY, rules.BACK),
        (CLOSED, CLOSED, rules.STILL),
        (CLOSED, UNDER_WAY, rules.BACK),
        (ADDRESSED, states.MERGED, rules.ENDED),
        (DONE, states.REC_SUPERSEDED, rules.ENDED),
        (UNDER_WAY, states.NO_LONGER_RELEVANT, rules.ENDED),
        (states.MERGED, states.MERGED, rules.STILL),
    ],
)
def test_a_recommendation_has_one_movement(before: str | None, now: str, movement: str) -> None:
    assert rules.moved(Stood(before) if before is not None else None, Stood(now)) == movement


@pytest.mark.parametrize(
    ("before", "now", "movement"),
    [
        (Stood(ANSWERED, states.NOTES), Stood(ANSWERED, states.ACCEPTS), rules.ANSWERED),
        (Stood(UNDER_WAY, note="Douze formés."), Stood(UNDER_WAY, note="Vingt formés."), rules.SPOKEN),
        (Stood(UNDER_WAY, note="Douze formés."), Stood(UNDER_WAY, note="Douze formés."), rules.STILL),
        (Stood(UNDER_WAY, note="Douze formés."), Stood(UNDER_WAY), rules.STILL),
        # A late report of a contributor moves nothing that is verified.
        (Stood(VERIFIED, note="Douze formés."), Stood(VERIFIED, note="Vingt formés."), rules.STILL),
    ],
)
def test_within_a_state_a_word_is_a_movement(before: Stood, now: Stood, movement: str) -> None:
    assert rules.moved(before, now) == movement


@pytest.mark.parametrize(
    ("was", "is_now", "found"),
    [
        (None, False, ""),
        (None, True, rules.FELL_OVERDUE),
        (False, False, ""),
        (False, True, rules.FELL_OVERDUE),
        (True, True, ""),
        (True, False, rules.CAUGHT_UP),
    ],
)
def test_late_is_apart_from_the_state(was: bool | None, is_now: bool, found: str) -> None:
    before = Stood(ADDRESSED, overdue=was) if was is not None else None
    assert rules.lateness(before, Stood(UNDER_WAY, overdue=is_now)) == found


STOOD = st.builds(
    Stood,
    state=st.sampled_from([state for state in states.RECOMMENDATION_STATES if state != states.FORMULATED]),
    response=st.sampled_from(["", *states.RESPONSES]),
    overdue=st.booleans(),
    note=st.sampled_from(["", "Un", "Deux"]),
)


@given(st.lists(st.tuples(st.one_of(st.none(), STOOD), STOOD)))
def test_the_movements_add_up_to_the_whole(pairs: list[tuple[Stood | None, Stood]]) -> None:
    counts = rules.counts(rules.moved(before, now) for before, now in pairs)
    assert sum(counts.values()) == len(pairs)
    assert tuple(counts) == rules.MOVEMENTS


@given(STOOD)
def test_what_stands_as_it_stood_did_not_move(stood: Stood) -> None:
    assert rules.moved(stood, stood) == rules.STILL
    assert rules.lateness(stood, stood) == ""


@pytest.mark.parametrize(
    ("state", "due", "answer_by", "taken_up"),
    [
        (ADDRESSED, ON, None, True),
        (ADDRESSED, ON + timedelta(days=1), None, False),
        (ADDRESSED, None, ON, True),
        (ADDRESSED, None, ON + timedelta(days=1), False),
        (ANSWERED, None, ON, False),
        (ANSWERED, ON, None, True),
        (UNDER_WAY, None, None, False),
        (UNDER_WAY, ON - timedelta(days=1), None, True),
        (DONE, None, None, True),
        (VERIFIED, ON, ON, False),
        (states.MERGED, ON, ON, False),
        (states.FORMULATED, ON, ON, False),
    ],
)
def test_what_a_table_takes_up(state: str, due: date | None, answer_by: date | None, taken_up: bool) -> None:
    assert rules.to_follow_up(state, due, answer_by, ON) is taken_up
