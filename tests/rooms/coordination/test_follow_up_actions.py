"""One piece of work serves several recommendations; an institution plans and finishes its own, and verifies nothing."""

from datetime import timedelta
from typing import Any

import pytest

from himaya.coordination import states_following as states
from himaya.coordination.actions import follow_up_actions as actions
from himaya.coordination.models import FollowUpAction, Recommendation
from himaya.coordination.queries import gathering as queries
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests import factories
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import HEALTH_AUTHORITY, LABOUR, MINORS, POLICE, SECRETARY
from tests.rooms.coordination.following_at_hand import recommendation

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A9")]
LATER = factories.TUESDAY.date() + timedelta(days=60)


def plan(*rows: Recommendation, **changes: Any) -> FollowUpAction:
    base: dict[str, Any] = {
        "text": "Former trente inspecteurs",
        "institution_id": "labour",
        "recommendation_ids": [row.pk for row in rows or (recommendation(),)],
        "due_on": LATER,
        "by": LABOUR,
    }
    return actions.plan(**{**base, **changes})


def serves(row: FollowUpAction) -> set[int]:
    return set(row.serves.values_list("recommendation__number", flat=True))


def test_an_institution_plans_one_action_for_several() -> None:
    one, other = recommendation(), recommendation(lead="police", contributors=["labour"])
    row = plan(one, other)
    assert (row.number, row.state, row.institution_id) == (1, states.ACTION_PLANNED, "labour")
    assert serves(row) == {one.number, other.number}
    assert AuditEvent.objects.filter(action="action.planned", code="labour").exists()


def test_the_secretariat_plans_for_somebody_outside_the_list() -> None:
    row = plan(recommendation(states.FORMULATED), institution_id="", entity="Barreau de Tanger", by=SECRETARY)
    assert (row.institution, row.entity) == (None, "Barreau de Tanger")
    with pytest.raises(NotFound):
        actions.begin(action_id=row.pk, by=LABOUR)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": ""}, "text_missing"),
        ({"text": "a" * 601}, "text_length"),
        ({"text": "Rappeler Mme Amal Tazi"}, "case_data"),
        ({"recommendation_ids": []}, "numbers"),
        ({"due_on": factories.TUESDAY.date() - timedelta(days=1)}, "due_on"),
        ({"institution_id": "", "by": SECRETARY}, "who"),
        ({"institution_id": "nowhere", "by": SECRETARY}, "who"),
        ({"entity": "Barreau", "by": SECRETARY}, "who"),
        ({"institution_id": "", "entity": "Mme Amal Tazi", "by": SECRETARY}, "case_data"),
    ],
)
def test_what_is_missing_has_its_sentence(changes: dict[str, Any], code: str) -> None:
    with refused(NotValid, code):
        plan(**changes)
    assert not FollowUpAction.objects.exists()


def test_nobody_plans_for_another_institution_nor_for_what_does_not_name_theirs() -> None:
    with pytest.raises(NotPermitted, match="other_institution"):
        plan(by=POLICE)
    with pytest.raises(NotPermitted, match="not_concerned"):
        plan(recommendation(lead="police"))
    with pytest.raises(NotPermitted):
        plan(recommendation(lead="hospital"), institution_id="hospital", by=HEALTH_AUTHORITY)
    with pytest.raises(NotFound):
        plan(recommendation(states.FORMULATED))
    assert not FollowUpAction.objects.exists()


def test_nothing_more_is_planned_for_what_is_over() -> None:
    with pytest.raises(NotNow, match="not_open"):
        plan(recommendation(states.VERIFIED), by=SECRETARY)


def test_it_comes_to_serve_another_and_always_serves_one() -> None:
    one, other = recommendation(), recommendation()
    row = plan(one)
    actions.serve(action_id=row.pk, recommendation_ids=[one.pk, other.pk], by=LABOUR)
    assert serves(row) == {one.number, other.number}
    with pytest.raises(NotNow, match="already"):
        actions.serve(action_id=row.pk, recommendation_ids=[other.pk], by=LABOUR)
    actions.stop_serving(action_id=row.pk, recommendation_id=one.pk, by=LABOUR)
    with pytest.raises(NotNow, match="already"):
        actions.stop_serving(action_id=row.pk, recommendation_id=one.pk, by=LABOUR)
    with pytest.raises(NotNow, match="last"):
        actions.stop_serving(action_id=row.pk, recommendation_id=other.pk, by=LABOUR)
    assert serves(row) == {other.number}


NEXT: dict[str, dict[str, Any]] = {"begin": {}, "finish": {"note": "Fait"}, "drop": {"reason": "Fusion"}, "resume": {}}


def move(row: FollowUpAction, verb: str, **changes: Any) -> FollowUpAction:
    getattr(actions, verb)(action_id=row.pk, **({"by": LABOUR} | NEXT[verb] | changes))
    row.refresh_from_db()
    return row


def test_the_work_begins_ends_and_is_taken_up_again() -> None:
    served = recommendation()
    row = move(plan(served), "begin")
    assert (row.state, row.ended_on) == (states.ACTION_UNDER_WAY, None)
    row = move(row, "finish", note="Trente formés")
    assert (row.state, row.ended_on, row.note) == (states.ACTION_DONE, clock.today(), "Trente formés")
    row = move(row, "resume")
    assert (row.state, row.ended_on) == (states.ACTION_UNDER_WAY, None)
    with pytest.raises(NotValid, match="text_missing"):
        move(row, "drop", reason=" ")
    row = move(row, "drop", reason="Couvert ailleurs")
    assert (row.state, row.note) == (states.ACTION_DROPPED, "Couvert ailleurs")
    served.refresh_from_db()
    assert served.state == states.ANSWERED, "that an action is done moves no recommendation"


@pytest.mark.parametrize("verb", NEXT)
@pytest.mark.parametrize(
    "state", [states.ACTION_PLANNED, states.ACTION_UNDER_WAY, states.ACTION_DONE, states.ACTION_DROPPED]
)
def test_each_verb_moves_from_its_states_only(verb: str, state: str) -> None:
    row = plan()
    FollowUpAction.objects.filter(pk=row.pk).update(state=state)
    sources, target = states.ACTION_TRANSITIONS[verb]
    if state in sources:
        assert move(row, verb).state == target
        return
    with pytest.raises(NotNow, match=f"action_{state}"):
        move(row, verb)


def test_others_read_an_action_and_move_it_not() -> None:
    cycle = at_the_table.cycle()
    row = plan(recommendation(cycle=cycle))
    assert queries.action_of(POLICE, row.pk) == row
    for verb in NEXT:
        with pytest.raises(NotPermitted, match="other_institution"):
            move(row, verb, by=POLICE)
        with pytest.raises(NotFound):
            move(row, verb, by=MINORS)
    assert move(row, "begin", by=SECRETARY).state == states.ACTION_UNDER_WAY


def test_an_action_shows_only_what_its_reader_may_know_of_what_it_serves() -> None:
    cycle = at_the_table.cycle()
    seen, quiet = recommendation(cycle=cycle), recommendation(states.FORMULATED, cycle=cycle)
    row = plan(seen, quiet, by=SECRETARY)
    assert queries.served_by(POLICE, row) == [seen]
    listed = queries.actions(POLICE)[0]
    assert [one.recommendation for one in listed.shown] == [seen]  # type: ignore[attr-defined]
    assert list(queries.actions(POLICE, number=quiet.number)) == []
    assert list(queries.actions(SECRETARY, number=quiet.number)) == [row]
    assert list(queries.actions(MINORS)) == []


def test_lateness_is_computed_and_ends_with_the_work() -> None:
    row = plan()
    with clock.stopped(factories.TUESDAY + timedelta(days=60)):
        assert not queries.late(row)
    with clock.stopped(factories.TUESDAY + timedelta(days=61)):
        assert queries.late(row)
        assert not queries.late(move(row, "finish"))
