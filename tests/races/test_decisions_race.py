"""Two people on one question at the same moment, on PostgreSQL: one voice stands, one conclusion, nothing is lost."""

from collections.abc import Callable, Iterator
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from himaya.coordination import states, words_decisions
from himaya.coordination.actions import decisions
from himaya.coordination.models import Decision, Position
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.models import AuditEvent
from tests.races.test_two_actors import MEETING_SECONDS, together
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import HEALTH, HEALTH_ALTERNATE, MORNING, SECRETARY

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("A6")]


@pytest.fixture(name="decision")
def _decision(store: None) -> Iterator[Decision]:
    """A question put to five institutions; the alternate of the hospital sits there, so its titular may speak too."""
    with at_the_table.in_the_morning():
        table = at_the_table.in_session()
        row = at_the_table.mark(table, MORNING, "hospital")
        row.delegate = at_the_table.delegate("hospital", states.ALTERNATE)
        row.save()
        yield decisions.put(item_id=at_the_table.open_item(table).pk, wording={"fr": "Adopté."}, by=SECRETARY)


@pytest.fixture(name="meet")
def _meet(monkeypatch: pytest.MonkeyPatch, decision: Decision) -> None:
    """From here on two verbs wait for each other after reading the state; with the lock they cannot both be there."""
    place, judge = Barrier(2), states.leads_to

    def meet(table: states.Transitions, verb: str, state: str) -> str | None:
        if table is states.DECISION_TRANSITIONS:
            try:
                place.wait(timeout=MEETING_SECONDS)
            except BrokenBarrierError:
                place.abort()
        return judge(table, verb, state)

    monkeypatch.setattr(states, "leads_to", meet)


def say(decision: Decision, stance: str, by: Actor) -> Callable[[], Any]:
    return lambda: decisions.speak(decision_id=decision.pk, institution_id="hospital", stance=stance, reason="x", by=by)


def conclude(decision: Decision) -> Callable[[], Any]:
    return lambda: decisions.conclude(decision_id=decision.pk, asked=True, by=SECRETARY)


def refusals(found: list[object]) -> list[NotNow]:
    assert all(isinstance(one, NotNow | Position | Decision) for one in found), found
    return [one for one in found if isinstance(one, NotNow)]


@pytest.mark.usefixtures("meet")
def test_of_two_delegates_of_one_institution_one_speaks_and_the_other_learns_what_was_said(decision: Decision) -> None:
    found = together(say(decision, states.AGREE, HEALTH), say(decision, states.OBJECT, HEALTH_ALTERNATE))
    told = refusals(found)
    assert [one.code for one in told] == ["spoke_already"]
    said = Position.objects.get(decision=decision)
    assert str(words_decisions.STANCES[said.stance]) in str(told[0].sentence)
    assert AuditEvent.objects.filter(action="position.said").count() == 1


@pytest.mark.usefixtures("meet")
def test_an_objection_beside_the_conclusion_is_counted_or_told_too_late(decision: Decision) -> None:
    decisions.speak(decision_id=decision.pk, institution_id="labour", stance=states.AGREE, by=SECRETARY)
    found = together(say(decision, states.OBJECT, HEALTH), conclude(decision))
    decision.refresh_from_db()
    objected = Position.objects.filter(decision=decision, stance=states.OBJECT).exists()
    assert decision.state == (states.NOT_AGREED if objected else states.AGREED)
    assert len(refusals(found)) == (0 if objected else 1)


@pytest.mark.usefixtures("meet")
def test_a_question_is_concluded_once(decision: Decision) -> None:
    decisions.speak(decision_id=decision.pk, institution_id="labour", stance=states.AGREE, by=SECRETARY)
    found = together(conclude(decision), conclude(decision))
    assert [one.code for one in refusals(found)] == ["decision_agreed"]
    assert AuditEvent.objects.filter(action="decision.concluded").count() == 1


def test_one_question_is_put_at_a_time(decision: Decision) -> None:
    decisions.withdraw(decision_id=decision.pk, by=SECRETARY)
    item = decision.item_id

    def put() -> Decision:
        return decisions.put(item_id=item, wording={"fr": "Adopté."}, by=SECRETARY)

    assert [one.code for one in refusals(together(put, put))] == ["question_is_put"]
    assert Decision.objects.filter(state=states.PUT).count() == 1
