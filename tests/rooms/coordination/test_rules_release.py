"""The gates as rules: their order, what each owes, who may not sign, when a pilot ends and a first day is too early."""

from datetime import UTC, date, datetime, timedelta

import pytest

from himaya.coordination import rules_audience, rules_release, states
from himaya.coordination.rules_release import Facts, Step, Trial

pytestmark = pytest.mark.capability("A7")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
A, B, AUTHOR = "account-a", "account-b", "account-author"
WHOLE = [Step(gate) for gate in (states.CHECKS, states.GOLDEN, states.IMPACT, states.PILOT)]
SIGNED = [Step(states.REVIEW, states.SAFETY, A), Step(states.REVIEW, states.DATA_PROTECTION, B)]


def facts(*steps: Step, **more: object) -> Facts:
    return Facts(steps=steps, **{"authors": frozenset({AUTHOR}), **more})  # type: ignore[arg-type]


def test_a_release_stands_before_the_first_gate_that_owes_something_whatever_was_passed_after_it() -> None:
    assert rules_release.next_gate(facts()) == states.CHECKS
    assert rules_release.next_gate(facts(Step(states.CHECKS), Step(states.PILOT))) == states.GOLDEN
    assert rules_release.next_gate(facts(*WHOLE)) == states.REVIEW


def test_the_last_gate_is_never_left() -> None:
    read = [Step(states.TRANSLATION, code) for code in rules_release.LANGUAGES]
    done = facts(*WHOLE, *SIGNED, *read, Step(states.EFFECTIVE, "announced"))
    assert rules_release.next_gate(done) == states.EFFECTIVE


def test_the_review_takes_two_people_of_whom_none_wrote_in_the_text() -> None:
    assert rules_release.owed(states.REVIEW, facts(*SIGNED)) == ()
    same = [Step(states.REVIEW, part, A) for part in states.REVIEWS]
    assert len(rules_release.owed(states.REVIEW, facts(*same))) == 1
    own = [Step(states.REVIEW, states.SAFETY, AUTHOR), SIGNED[1]]
    assert rules_release.owed(states.REVIEW, facts(*own)) == (states.SAFETY,)


@pytest.mark.parametrize(
    ("part", "account", "roles", "own", "why_not"),
    [
        (states.SAFETY, B, ["focal_point"], False, ""),
        (states.SAFETY, B, ["desk_lead"], False, ""),
        (states.SAFETY, B, ["validating_authority"], False, ""),
        (states.SAFETY, B, ["front_line"], False, "not_reviewer"),
        (states.SAFETY, B, ["secretariat"], False, "not_reviewer"),
        (states.SAFETY, B, ["data_protection_officer"], False, "not_reviewer"),
        (states.SAFETY, B, ["desk_lead"], True, "review_own_institution"),
        (states.SAFETY, AUTHOR, ["desk_lead"], False, "review_own_text"),
        (states.DATA_PROTECTION, B, ["data_protection_officer"], False, ""),
        (states.DATA_PROTECTION, B, ["data_protection_officer"], True, ""),
        (states.DATA_PROTECTION, B, ["desk_lead"], False, "not_reviewer"),
        (states.DATA_PROTECTION, A, ["data_protection_officer", "desk_lead"], False, "review_same_person"),
        ("taste", B, ["desk_lead"], False, "not_reviewer"),
    ],
)
def test_who_may_sign_which_half(part: str, account: str, roles: list[str], own: bool, why_not: str) -> None:
    known = facts(SIGNED[0])
    assert rules_release.may_not_review(part, account=account, roles=roles, own=own, facts=known) == why_not


def test_every_language_and_every_institution_concerned_is_owed_until_it_is_there() -> None:
    read = facts(Step(states.TRANSLATION, "fr"), Step(states.TRANSLATION, "en"))
    assert rules_release.owed(states.TRANSLATION, read) == ("ar",)
    told = facts(Step(states.TRAINING, "labour"), concerned=("labour", "hospital"))
    assert rules_release.owed(states.TRAINING, told) == ("hospital",)
    assert rules_release.owed(states.TRAINING, facts(concerned=())) == ()


@pytest.mark.parametrize(
    ("trials", "after", "gap"),
    [
        ([Trial("a", found=True)], 0, ""),
        ([Trial("a", found=True)], -1, "pilot_not_over"),
        ([Trial("a", found=True), Trial("b")], 0, "finding_missing"),
        ([], 0, "finding_missing"),
        ([Trial("a", found=True, harmful=True)], 0, "pilot_harmful"),
        ([Trial("a", found=True, harmful=True), Trial("b")], -1, "pilot_harmful"),
    ],
)
def test_a_pilot_ends_when_its_days_are_over_and_every_desk_has_found_no_harm(
    trials: list[Trial], after: int, gap: str
) -> None:
    moment = NOW + timedelta(seconds=after)
    assert rules_release.pilot_gap(trials, until=NOW, now=moment) == gap


def test_harm_found_by_a_desk_of_the_pilot_holds_the_gate_even_if_it_was_passed() -> None:
    found = facts(*WHOLE, trials=(Trial("a", found=True, harmful=True),))
    assert rules_release.next_gate(found) == states.PILOT


def test_the_clock_of_an_exercise_counts_in_its_own_days() -> None:
    assert rules_release.days_after(NOW, 14, timedelta(seconds=1)) == NOW + timedelta(seconds=14)
    assert rules_release.days_after(NOW, 14, timedelta(days=1)) == NOW + timedelta(days=14)


def test_the_first_day_lies_the_notice_away() -> None:
    today = date(2026, 11, 24)
    assert not rules_release.early(date(2026, 12, 1), today=today, notice_days=7)
    assert rules_release.early(date(2026, 11, 30), today=today, notice_days=7)
    assert not rules_release.early(today, today=today, notice_days=0)
    assert rules_release.early(date(2026, 11, 23), today=today, notice_days=0)


def test_a_form_for_children_is_for_every_desk_that_meets_people_and_for_no_office() -> None:
    for kind in ("police", "border", "labour_inspectorate", "hospital", "ngo", "child_protection"):
        assert kind in rules_audience.kinds_for("child")
    assert rules_audience.audiences_of("commission") == frozenset()
    assert "police" not in rules_audience.kinds_for("health")
