"""Two people on one statement, one map, one need, one question at the same moment, on PostgreSQL: one acts."""

from threading import Barrier, BrokenBarrierError

import pytest

from himaya.coordination import states
from himaya.coordination.actions import needs, practice_maps, questions
from himaya.coordination.models import Need, NeedStep, PracticeMap, PracticeStatement, Question
from himaya.kernel.errors import NotNow
from himaya.kernel.models import AuditEvent
from tests.races.test_two_actors import MEETING_SECONDS, Deed, together
from tests.rooms.coordination import at_the_table, practising
from tests.rooms.coordination.at_the_table import HEALTH, HEALTH_ALTERNATE, SECRETARY
from tests.rooms.coordination.test_sessions import leave

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.usefixtures("store"),
    pytest.mark.capability("A0", "A4"),
]


@pytest.fixture(name="meet")
def _meet(monkeypatch: pytest.MonkeyPatch, store: None) -> Deed:
    """Called when the stage is set: from then on two verbs wait for each other after reading the state."""
    place, judge = Barrier(2), states.leads_to

    def meet(table: states.Transitions, verb: str, state: str) -> str | None:
        try:
            place.wait(timeout=MEETING_SECONDS)
        except BrokenBarrierError:
            place.abort()
        return judge(table, verb, state)

    return lambda: monkeypatch.setattr(states, "leads_to", meet)


def told(found: list[object]) -> NotNow:
    """The one refusal among two outcomes; the other one acted."""
    refusals = [one for one in found if isinstance(one, NotNow)]
    assert len(refusals) == 1, found
    assert [one for one in found if isinstance(one, Exception)] == refusals, found
    return refusals[0]


def test_two_of_one_institution_state_the_same_step_and_the_second_learns_what_stands(meet: Deed) -> None:
    step = practising.first(practising.opened())
    meet()
    found = together(
        lambda: practising.state(step, HEALTH, unit="Urgences"),
        lambda: practising.state(step, HEALTH_ALTERNATE, unit="Permanence", does=states.DOES_PARTLY),
    )
    assert told(found).code == "stated_meanwhile"
    assert PracticeStatement.objects.get(step=step).revision == 1
    assert AuditEvent.objects.filter(action="practice.stated").count() == 1


def test_a_map_is_closed_once(meet: Deed) -> None:
    row = practising.opened()
    meet()
    found = together(*[lambda: practice_maps.close(map_id=row.pk, by=SECRETARY)] * 2)
    assert told(found).code == "map_closed"
    assert AuditEvent.objects.filter(action="practice_map.closed").count() == 1


def test_nothing_is_stated_on_a_map_that_is_being_closed(meet: Deed) -> None:
    row = practising.opened()
    step = practising.first(row)
    meet()
    found = together(
        lambda: practice_maps.close(map_id=row.pk, by=SECRETARY),
        lambda: practising.state(step, HEALTH),
    )
    stated = AuditEvent.objects.filter(action="practice.stated").count()
    assert PracticeMap.objects.get(pk=row.pk).state == states.MAP_CLOSED
    assert stated == sum(not isinstance(one, NotNow) for one in found[1:])


def test_a_need_is_covered_once_and_its_history_has_one_line_for_it(meet: Deed) -> None:
    cycle = at_the_table.cycle()
    row = needs.enter(
        cycle_id=cycle.pk,
        institution_id="hospital",
        competence="Entretien",
        audience="Urgences",
        people=40,
        priority="high",
        by=HEALTH,
    )
    needs.plan(need_id=row.pk, note="Formation", by=SECRETARY)
    meet()
    found = together(*[lambda: needs.cover(need_id=row.pk, people=40, by=SECRETARY)] * 2)
    assert told(found).code == "need_covered"
    assert Need.objects.get(pk=row.pk).state == states.COVERED
    assert NeedStep.objects.filter(need=row, state=states.COVERED).count() == 1


def test_two_needs_entered_together_have_two_numbers(store: None) -> None:
    cycle = at_the_table.cycle()

    def enter() -> Need:
        return needs.enter(
            cycle_id=cycle.pk,
            institution_id="hospital",
            competence="Entretien",
            audience="Urgences",
            people=None,
            priority="low",
            by=HEALTH,
        )

    together(enter, enter)
    assert sorted(Need.objects.values_list("number", flat=True)) == [1, 2]


def test_a_question_is_answered_once(store: None) -> None:
    row = leave(at_the_table.in_session())
    found = together(
        lambda: questions.answer(question_id=row.pk, text="La garde.", by=HEALTH),
        lambda: questions.answer(question_id=row.pk, text="La permanence.", by=HEALTH_ALTERNATE),
    )
    assert told(found).code == "question_answered"
    assert Question.objects.get(pk=row.pk).state == states.QUESTION_ANSWERED
