"""What stood on a day that lies behind: states, due days, answers in time, attendance, working days, sums."""

from datetime import date, timedelta

import pytest

from himaya.coordination import rules_reporting as rules
from himaya.coordination import states
from himaya.coordination import states_following as following
from himaya.coordination.rules_reporting import Step

pytestmark = pytest.mark.capability("A12")
DAY = date(2026, 6, 30)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
STEPS = (
    Step(BEFORE, "addressed", following.ADDRESSED),
    Step(DAY, "answered", following.ANSWERED),
    Step(AFTER, "due_moved", following.ANSWERED, "2026-06-15"),
    Step(AFTER, "verified", following.VERIFIED),
)


def test_what_came_after_the_day_is_not_counted() -> None:
    assert rules.state_on(STEPS, DAY) == following.ANSWERED
    assert rules.state_on(STEPS, BEFORE) == following.ADDRESSED
    assert rules.state_on(STEPS, BEFORE - timedelta(days=1)) == ""
    assert rules.standing(None, STEPS, BEFORE - timedelta(days=1)) is None


def test_a_due_day_that_was_moved_since_is_the_old_one_again() -> None:
    now = date(2026, 12, 1)
    assert rules.due_on(now, STEPS, DAY) == date(2026, 6, 15)
    assert rules.due_on(now, STEPS, AFTER) == now
    late = rules.standing(now, STEPS, DAY)
    assert late is not None
    assert (late.overdue, late.verified) == (True, False)
    found = rules.standing(now, STEPS, AFTER)
    assert found is not None
    assert (found.overdue, found.verified) == (False, True)


def test_a_day_moved_from_none_was_none() -> None:
    assert rules.due_on(DAY, (Step(AFTER, "due_moved", following.ANSWERED),), DAY) is None


def test_a_recommendation_is_overdue_from_the_day_after() -> None:
    step = (Step(BEFORE, "addressed", following.ADDRESSED),)
    on_the_day, the_day_after = rules.standing(DAY, step, DAY), rules.standing(DAY, step, AFTER)
    assert on_the_day is not None
    assert the_day_after is not None
    assert (on_the_day.overdue, the_day_after.overdue) == (False, True)


@pytest.mark.parametrize(
    ("answered_after", "known_after", "expected"),
    [(60, 60, True), (61, 90, False), (None, 60, None), (None, 61, False), (59, 30, None), (10, 10, True)],
)
def test_an_answer_is_in_time_late_or_may_still_come(
    answered_after: int | None, known_after: int, expected: bool | None
) -> None:
    answered = DAY + timedelta(days=answered_after) if answered_after is not None else None
    assert rules.answered_in_time(DAY, answered, DAY + timedelta(days=known_after)) is expected


def test_a_letter_counts_from_the_day_it_came_in_and_the_first_answer_counts() -> None:
    assert rules.first_answer(STEPS, BEFORE) == BEFORE
    assert rules.first_answer(STEPS, AFTER) == DAY
    assert rules.first_answer(STEPS[:1], None) is None


def test_the_best_of_the_half_days_counts() -> None:
    assert rules.best([states.ABSENT, states.PRESENT, states.EXCUSED]) == states.PRESENT
    assert rules.best([states.EXCUSED, states.REPRESENTED]) == states.REPRESENTED
    assert rules.best([]) == states.ABSENT


def test_working_days_leave_out_the_week_end() -> None:
    friday = date(2026, 12, 11)
    assert rules.working_day_after(friday, 1) == date(2026, 12, 14)
    assert rules.working_day_after(friday, 5) == date(2026, 12, 18)
    assert rules.working_day_after(friday, 0) == friday


def test_two_currencies_are_never_added_up() -> None:
    lines = [("MAD", "venue", 100), ("EUR", "venue", 5), ("MAD", "travel", 20), ("MAD", "venue", 1)]
    assert rules.sums(lines) == {"MAD": {"venue": 101, "travel": 20}, "EUR": {"venue": 5}}
