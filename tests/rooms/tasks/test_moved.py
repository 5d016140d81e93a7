"""A case that goes to another desk of its institution takes along what was to be done in it."""

from uuid import UUID

import pytest

from himaya.cases.actions import handovers, referrals
from himaya.cases.models import HandOver
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.kernel.models import AuditEvent
from himaya.ops import worker
from himaya.tasks import access, queries
from himaya.tasks.actions import raising, tasks
from himaya.tasks.actions.tasks import Wish
from himaya.tasks.models import Task, TaskStep
from tests import cast, factories
from tests.rooms.cases import at_a_partner
from tests.rooms.cases.test_handovers import agree, offered

pytestmark = pytest.mark.capability("E5", "E6")


def given(case_id: UUID, by: Actor = cast.INSPECTOR) -> UUID:
    return tasks.give(wish=Wish("call_back", "Canary aunt", to=by.account_id), case_id=case_id, by=by)


def hand(case_id: UUID, to: str = "labour-south", by: Actor = cast.INSPECTOR_SOUTH) -> UUID:
    offer = offered(case_id, to)
    handovers.accept(handover_id=offer, by=by)
    return offer


def at(desk: str) -> list[tuple[str, object]]:
    live = Task.objects.filter(desk_id=desk, state__in=("open", "taken"))
    return sorted(live.values_list("kind", "assignee_id"))


def test_inside_an_institution_what_waits_is_the_new_desk_s_and_what_one_colleague_had_is_everybody_s() -> None:
    """Seen red while nothing followed from a hand-over: the tasks stood at a desk that could not see them; and while
    what had ended stayed behind: its sentence was in no answer to the person any more."""
    done = factories.hand_over()
    referrals.ask(referral_id=done.referral_ids[0], question="Canary?", by=cast.SHELTER)
    one = given(done.case_id)
    tasks.take(task_id=one, by=cast.INSPECTOR)
    ended = given(done.case_id)
    tasks.close(task_id=ended, by=cast.INSPECTOR)
    tasks.give(wish=Wish("prepare"), by=cast.INSPECTOR)
    worker.drain()
    hand(done.case_id)
    worker.drain()
    assert at("labour-south") == [("answer_question", None), ("call_back", None)]
    assert at("labour-north") == [("prepare", None)], "what is about nobody stays"
    over = Task.objects.get(pk=ended)
    assert (over.desk_id, over.state, over.told) == ("labour-south", "done", "given"), "nobody is told of what is over"
    assert list(TaskStep.objects.filter(task=one).order_by("number").values_list("action", flat=True)) == [
        "given",
        "taken",
        "moved",
    ]
    assert AuditEvent.objects.filter(action="task.moved").count() == 3
    notices = queries.notices(cast.INSPECTOR_SOUTH)
    assert {(one.line.task.told, one.fresh) for one in notices} == {("moved", True)}
    with access.open_task(cast.INSPECTOR_SOUTH, one) as opened:
        assert opened.words == "Canary aunt"
    with pytest.raises(NotFound):
        tasks.take(task_id=one, by=cast.INSPECTOR)
    tasks.take(task_id=one, by=cast.INSPECTOR_SOUTH)


def test_what_the_old_desk_still_owes_as_the_desk_that_had_a_referral_stays_there() -> None:
    """A case came back to the desk that once sent it on: copies on paper are destroyed where they lie."""
    done = factories.hand_over()
    wish = factories.wish(service="labour_rights", to_desk_id="labour-south", data_classes=("first_name", "needs"))
    one = factories.send_again(done, wish=wish)
    worker.drain()
    referrals.withdraw(referral_id=one, by=cast.INSPECTOR)
    worker.drain()
    assert at("labour-south") == [("tell_colleagues", None)]
    hand(done.case_id)
    hand_back = handovers.offer(
        case_id=done.case_id, to_desk_id="labour-north", reason="other", data_classes=(), by=cast.INSPECTOR_SOUTH
    )
    worker.drain()
    handovers.accept(handover_id=hand_back, by=cast.LABOUR_LEAD)
    worker.drain()
    assert at("labour-south") == [("tell_colleagues", None)]
    assert Task.objects.get(kind="answer_referral", about_id=one).desk_id == "labour-south", "also what is over"


def test_it_is_done_once_and_follows_the_case_as_it_is_today() -> None:
    done = factories.hand_over()
    given(done.case_id)
    hand(done.case_id)
    back = handovers.offer(
        case_id=done.case_id, to_desk_id="labour-north", reason="other", data_classes=(), by=cast.INSPECTOR_SOUTH
    )
    handovers.accept(handover_id=back, by=cast.LABOUR_LEAD)
    worker.drain()
    assert [kind for kind, _who in at("labour-north")] == ["call_back"], "the worker came after the case was back"
    for one in HandOver.objects.all():
        assert raising.follow_handover(handover_id=one.pk) == 0
    with pytest.raises(NotPermitted):
        raising.follow_handover(handover_id=back, by=cast.LABOUR_LEAD)


def test_to_another_institution_nothing_moves_the_old_file_stands_until_it_is_closed() -> None:
    case_id = factories.hand_over(wishes=[at_a_partner.at_the_ward()]).case_id
    agree(case_id)
    given(case_id)
    worker.drain()
    before = at("labour-north")
    hand(case_id, "shelter", by=cast.SHELTER)
    worker.drain()
    assert at("labour-north") == before
    assert at("shelter") == []


def test_an_offer_that_nobody_took_moves_nothing() -> None:
    case_id = factories.hand_over().case_id
    given(case_id)
    assert raising.follow_handover(handover_id=offered(case_id)) == 0
    assert [kind for kind, _who in at("labour-north")] == ["call_back"]
