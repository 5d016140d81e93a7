"""Random histories of recommendations: no illegal state, no step that changes, nothing verified by somebody's own word.

Every step is a verb as a page would call it, by somebody who may or may not, at a moment that may or may not be right.
After each step the whole is looked at; a refused step leaves nothing.
"""

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from himaya.coordination import states_following as states
from himaya.coordination.models import ProgressReport, Recommendation
from himaya.coordination.queries.silence import silences
from himaya.coordination.rules_following import REMINDERS_BEFORE_D, grade
from himaya.kernel import clock
from tests import factories
from tests.rooms.coordination.history_recommendations import RecommendationHistory, people
from tests.rooms.coordination.test_random_histories import follow

SHARDS = range(1, 4)
pytestmark = [pytest.mark.django_db, pytest.mark.capability("A9")]
# From its answer on, a recommendation that goes the straight way has one.
ANSWERED = (states.ANSWERED, states.IN_PROGRESS, states.REPORTED_DONE, states.VERIFIED, states.REC_CLOSED)
FOUND = {"verified": True, "reopened": False}
REACHED: set[str] = set()


class History(RecommendationHistory):
    """A history, looked at after every step."""

    @invariant()
    def every_move_stands_in_a_table(self) -> None:
        follow(self.states, Recommendation, states.RECOMMENDATION_TRANSITIONS)
        follow(self.reports, ProgressReport, states.PROGRESS_TRANSITIONS)
        REACHED.update(self.states.values())

    @invariant()
    def its_steps_only_grow_and_begin_when_it_is_addressed(self) -> None:
        for row in Recommendation.objects.all():
            steps = list(row.steps.order_by("number").values_list("number", "on", "did", "state", "code", "note"))
            before = self.steps.get(row.pk, [])
            assert steps[: len(before)] == before
            assert [one[0] for one in steps] == list(range(1, len(steps) + 1))
            assert not steps or steps[-1][3] == row.state
            # What ended before it was addressed was only ever the secretariat's.
            ended = row.state in states.ENDED_OTHERWISE
            assert bool(steps) == (row.state != states.FORMULATED)
            assert not steps or steps[0][2] == "addressed" or ended
            self.steps[row.pk] = steps

    @invariant()
    def verified_is_what_the_secretariat_found_and_stands_on_something(self) -> None:
        for row in Recommendation.objects.all():
            found = [FOUND[did] for did in row.steps.order_by("number").values_list("did", flat=True) if did in FOUND]
            verified = bool(found) and found[-1]
            assert (row.verified_on is not None) == verified
            assert verified == (row.state in (states.VERIFIED, states.REC_CLOSED))
            if verified:
                assert row.exception or row.evidence.filter(withdrawn_on__isnull=True).exists()

    @invariant()
    def an_answer_stands_before_the_work_and_its_reason_beside_it(self) -> None:
        for row in Recommendation.objects.all():
            if row.state in ANSWERED:
                assert row.response in states.RESPONSES
                assert row.heard_on is not None
            if row.response in (states.ACCEPTS_IN_PART, states.NOTES):
                assert row.response_reason

    @invariant()
    def nobody_gave_a_d_and_it_shows_only_after_reminders(self) -> None:
        assert not Recommendation.objects.filter(grade=states.GRADE_SILENT).exists()
        rows = list(Recommendation.objects.all())
        with clock.stopped(self.now):
            quiet, today = silences(rows), clock.today()
        for row in rows:
            if grade(row.grade, quiet[row.pk], today) == states.GRADE_SILENT:
                assert row.state in states.WITH_THE_LEAD
                assert len(quiet[row.pk].reminded) >= REMINDERS_BEFORE_D

    @invariant()
    def what_ended_otherwise_says_why_and_leads_in_no_circle(self) -> None:
        rows = {row.pk: row for row in Recommendation.objects.all()}
        for row in rows.values():
            assert (row.ended_on is not None) == (row.state in (states.REC_CLOSED, *states.ENDED_OTHERWISE))
            assert (row.ended_decision_id is not None) == (row.state == states.NO_LONGER_RELEVANT)
            passed, here = set(), row
            while here.successor_id is not None:
                assert here.pk not in passed
                passed.add(here.pk)
                here = rows[here.successor_id]

    @invariant()
    def one_report_is_under_way_for_each_who_reports(self) -> None:
        rows = ProgressReport.objects.filter(state__in=states.REPORT_UNDER_WAY)
        who = list(rows.values_list("recommendation", "institution", "entity"))
        assert len(who) == len(set(who))


def walk(histories: int, steps: int, number: int) -> None:
    """As many histories, always the same ones for a number, so that a failure can be walked again."""
    machine = type(f"RecommendationHistory{number}", (History,), {})
    run_state_machine_as_test(
        seed(number)(machine),
        settings=settings(
            max_examples=histories,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            database=None,
        ),
    )


@pytest.fixture(name="cast_on_stage")
def _cast_on_stage(db: None) -> None:
    with clock.stopped(factories.TUESDAY):
        people()


@pytest.mark.usefixtures("cast_on_stage")
def test_a_few_short_histories_of_recommendations_know_no_illegal_state() -> None:
    walk(6, 12, 0)


@pytest.mark.night
@pytest.mark.once
@pytest.mark.usefixtures("cast_on_stage")
@pytest.mark.parametrize("number", SHARDS)
def test_random_histories_of_recommendations_know_no_illegal_state(number: int) -> None:
    REACHED.clear()
    walk(60, 25, number)
    # A walk that never got far would show nothing.
    assert {states.IN_PROGRESS, states.REPORTED_DONE, states.VERIFIED, states.MERGED} <= REACHED
