"""SMART, overdue, reminders and the grade of silence, as tables written before the rules."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.coordination import rules_following as rules
from himaya.coordination import states_following as states
from himaya.coordination.rules_following import Said, Silence

pytestmark = pytest.mark.capability("A9")
TODAY = date(2026, 11, 25)
WHOLE = Said(
    texts={"fr": "Former les inspecteurs du nord", "ar": "تكوين مفتشي الشمال"},
    lead=True,
    action_type="training",
    indicator="Inspecteurs formés",
    baseline="12",
    target="40",
    resources="Budget 2027, formation continue",
    plan_axis="protection",
    sdg="",
    theme="",
    due_on=TODAY + timedelta(days=200),
    today=TODAY,
)


def test_nothing_is_missing_where_everything_is_said() -> None:
    assert rules.smart(WHOLE) == dict.fromkeys(rules.SMART, ())


@pytest.mark.parametrize(
    ("changes", "letter", "lacks"),
    [
        ({"texts": {"fr": " ", "ar": ""}}, rules.SPECIFIC, ("text",)),
        ({"lead": False, "action_type": ""}, rules.SPECIFIC, ("lead", "action_type")),
        ({"indicator": ""}, rules.MEASURABLE, ("indicator",)),
        ({"baseline": ""}, rules.MEASURABLE, ("baseline",)),
        ({"target": ""}, rules.MEASURABLE, ("target",)),
        ({"baseline": "40 "}, rules.MEASURABLE, ("same_target",)),
        ({"indicator": "", "baseline": "", "target": ""}, rules.MEASURABLE, ("indicator", "baseline", "target")),
        ({"resources": ""}, rules.ACHIEVABLE, ("resources",)),
        ({"plan_axis": ""}, rules.RELEVANT, ("plan",)),
        ({"plan_axis": "", "sdg": "8.7"}, rules.RELEVANT, ()),
        ({"plan_axis": "", "theme": "T3"}, rules.RELEVANT, ()),
        ({"due_on": None}, rules.TIMED, ("due",)),
        ({"due_on": TODAY - timedelta(days=1)}, rules.TIMED, ("due_past",)),
        ({"due_on": TODAY}, rules.TIMED, ()),
    ],
)
def test_each_letter_names_what_is_missing_and_nothing_else(
    changes: dict[str, object], letter: str, lacks: tuple[str, ...]
) -> None:
    found = rules.smart(replace(WHOLE, **changes))  # type: ignore[arg-type]
    assert found == {**dict.fromkeys(rules.SMART, ()), letter: lacks}


@pytest.mark.parametrize("state", states.RECOMMENDATION_STATES)
@pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False), (1, False)])
def test_overdue_begins_the_day_after_and_only_while_the_lead_is_to_act(state: str, days: int, late: bool) -> None:
    expected = late and state in ("addressed", "answered", "in_progress")
    assert rules.overdue(state, TODAY + timedelta(days=days), TODAY) is expected
    assert rules.overdue(state, None, TODAY) is False


def silence(state: str = states.ADDRESSED, **changes: object) -> Silence:
    base = Silence(state=state, answer_by=TODAY - timedelta(days=1), heard_on=None, reminded=())
    return replace(base, **changes)  # type: ignore[arg-type]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("known", "due"),
    [
        # An answer is owed from the day after its day.
        (silence(), (states.AWAITS_ANSWER, ago(1), 1)),
        (silence(answer_by=TODAY), None),
        (silence(answer_by=None), None),
        # A second one fifteen days after the first, and no third.
        (silence(answer_by=ago(20), reminded=[ago(14)]), None),
        (silence(answer_by=ago(20), reminded=[ago(15)]), (states.AWAITS_ANSWER, ago(20), 2)),
        (silence(answer_by=ago(90), reminded=[ago(60), ago(30)]), None),
        # A report is owed a quarter after the last word; reminders from before that word do not count.
        (silence(states.IN_PROGRESS, heard_on=ago(90)), None),
        (silence(states.IN_PROGRESS, heard_on=ago(91)), (states.AWAITS_REPORT, ago(1), 1)),
        (silence(states.ANSWERED, heard_on=ago(91), reminded=[ago(120), ago(100)]), (states.AWAITS_REPORT, ago(1), 1)),
        (silence(states.ANSWERED, heard_on=ago(120), reminded=[ago(20)]), (states.AWAITS_REPORT, ago(30), 2)),
        # One that went out on the very day of the answer reminded of that answer, not of the report after it.
        (silence(states.ANSWERED, heard_on=ago(91), reminded=[ago(91)]), (states.AWAITS_REPORT, ago(1), 1)),
        # Nobody is reminded of what is reported done, verified or ended, nor before it was addressed.
        *[
            (silence(state, heard_on=ago(400)), None)
            for state in states.RECOMMENDATION_STATES
            if state not in states.WITH_THE_LEAD
        ],
    ],
)
def test_who_is_reminded_today_of_what(known: Silence, due: tuple[str, date, int] | None) -> None:
    assert rules.next_reminder(known, TODAY) == due


@pytest.mark.parametrize(
    ("known", "given_grade", "shown"),
    [
        (silence(), "", ""),
        (silence(), "B", "B"),
        (silence(answer_by=ago(90), reminded=[ago(60)]), "", ""),
        (silence(answer_by=ago(90), reminded=[ago(60), ago(14)]), "", ""),
        (silence(answer_by=ago(90), reminded=[ago(60), ago(15)]), "", "D"),
        (silence(answer_by=ago(90), reminded=[ago(60), ago(15)]), "A", "D"),
        # The first word ends it.
        (silence(states.ANSWERED, heard_on=ago(3), reminded=[ago(60), ago(30)]), "", ""),
        (silence(states.ANSWERED, heard_on=ago(3), reminded=[ago(60), ago(30)]), "C", "C"),
        # Silence before anything was owed is no silence.
        (silence(states.ANSWERED, heard_on=ago(120), reminded=[ago(120), ago(20)]), "", ""),
        (silence(states.IN_PROGRESS, heard_on=ago(80), reminded=[ago(60), ago(30)]), "B", "B"),
        (silence(states.VERIFIED, heard_on=ago(400), reminded=[ago(60), ago(30)]), "A", "A"),
    ],
)
def test_d_comes_by_silence_after_two_reminders_and_goes_with_the_first_word(
    known: Silence, given_grade: str, shown: str
) -> None:
    assert rules.grade(given_grade, known, TODAY) == shown


@given(
    st.sampled_from(states.RECOMMENDATION_STATES),
    st.sampled_from(("", *states.GRADES_GIVEN)),
    st.lists(st.integers(0, 400), max_size=6),
    st.none() | st.integers(0, 400),
    st.none() | st.integers(-30, 400),
)
def test_a_grade_is_what_was_given_or_d_and_a_reminder_and_d_never_fall_together(
    state: str, given_grade: str, reminded: list[int], heard: int | None, answer: int | None
) -> None:
    known = Silence(
        state=state,
        answer_by=None if answer is None else ago(answer),
        heard_on=None if heard is None else ago(heard),
        reminded=[ago(days) for days in reminded],
    )
    shown = rules.grade(given_grade, known, TODAY)
    assert shown in (given_grade, "D")
    if shown == "D":
        assert state in states.WITH_THE_LEAD
        assert rules.next_reminder(known, TODAY) is None


@pytest.mark.parametrize(
    ("evidence", "exception", "may"),
    [(0, "", False), (0, "  ", False), (1, "", True), (0, "Le texte est secret", True)],
)
def test_it_is_verified_with_evidence_or_with_a_recorded_exception(evidence: int, exception: str, may: bool) -> None:
    assert rules.may_be_verified(evidence, exception) is may


def test_no_state_is_a_trap_and_every_state_is_reached() -> None:
    moves = [
        (before, after) for allowed, after in states.RECOMMENDATION_TRANSITIONS.values() if after for before in allowed
    ]
    reached = {states.FORMULATED, *(after for _before, after in moves)}
    assert reached == set(states.RECOMMENDATION_STATES)
    ends = set(states.RECOMMENDATION_STATES) - {before for before, _after in moves}
    assert ends == set(states.ENDED_OTHERWISE)
    assert {after for before, after in moves if before == states.REPORTED_DONE} >= {states.VERIFIED, states.IN_PROGRESS}
    assert all(before == states.REPORTED_DONE for before, after in moves if after == states.VERIFIED)
