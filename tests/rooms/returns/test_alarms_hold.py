"""An alarm of somebody who goes holds: another attempt does not hide it, and nobody ends one that may be about them."""

from datetime import timedelta
from uuid import UUID

import pytest

from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted
from himaya.ops import after_returns, worker
from himaya.returns import rules_follow
from himaya.safety.actions import safety_plans
from himaya.tasks.actions import tasks
from himaya.tasks.models import Task
from tests import cast
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.returns.gone import BY
from tests.rooms.returns.test_travel import TODAY, open_tasks
from tests.rooms.risks import assessed
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F1")]
DUE = TODAY + later.FLIGHT + rules_follow.RECEPTION_WITHIN
DESK, LEAD = "risk_worse", "risk_worse_lead"
COLLEAGUE = cast.INSPECTOR_COLLEAGUE
HOUR = timedelta(hours=1)


def alarms(case: Case) -> list[str]:
    """What of a child who goes on their own waits now, once for each line that says so."""
    worker.drain()
    rows = Task.objects.filter(case=case, about_kind="return", kind__startswith=DESK, state="open")
    return sorted(rows.values_list("kind", flat=True))


def planned(case_id: UUID, by: Actor) -> None:
    """A first version, or the next one."""
    parts = {"warning_signs": "Canary"}
    safety_plans.write(case_id=case_id, parts=parts, language="fr", by=by)


def looked(case: Case, by: Actor, occasion: str = "incident") -> None:
    row = assessed.begun(case, occasion, by)
    assessed.answered(row, "R1", "1", "1", by=by)
    assessed.finished(row, 1, by)


def child() -> Case:
    case = gone.child()
    gone.to_weighing(case.pk)
    return case


def test_a_child_who_goes_alone_is_told_of_although_another_attempt_began_before_the_worker_came() -> None:
    """Seen red while only the newest attempt was asked."""
    case = child()
    gone.ended(case.pk, "left_alone")
    gone.opened(case.pk)
    assert alarms(case) == [DESK, LEAD]
    # What was told is not told twice; what is written anew is.
    gone.alone(case.pk)
    assert alarms(case) == [DESK, DESK, LEAD, LEAD]


def test_what_was_told_and_ended_by_hand_is_not_raised_by_the_next_line() -> None:
    case = child()
    gone.alone(case.pk)
    assert alarms(case) == [DESK, LEAD]
    Task.objects.filter(case=case, about_kind="return").update(state="done", ended_at=clock.now())
    gone.alone(case.pk)
    assert alarms(case) == [DESK, LEAD]


@pytest.mark.parametrize("how", ["planned", "looked"])
def test_the_desk_s_alarm_ends_with_a_look_or_a_plan_and_its_lead_s_only_with_one_of_somebody_else(how: str) -> None:
    """Seen red while one word of whoever wrote that the child left ended both."""
    case = child()
    do = looked if how == "looked" else lambda of, by: planned(of.pk, by)
    do(case, COLLEAGUE)
    if how == "planned":
        safety_plans.end(case_id=case.pk, after=1, reason="found", by=BY)
    with clock.stopped(TODAY + HOUR):
        gone.alone(case.pk)
        # What was made before says nothing of it.
        assert alarms(case) == [DESK, LEAD]
    with clock.stopped(TODAY + 2 * HOUR):
        do(case, BY)
        assert alarms(case) == [LEAD]
    with clock.stopped(TODAY + 3 * HOUR):
        if how == "planned":
            safety_plans.revise(case_id=case.pk, parts={"warning_signs": "Other"}, language="fr", after=2, by=COLLEAGUE)
        else:
            do(case, COLLEAGUE)
        assert alarms(case) == []


def test_a_look_that_was_begun_before_the_child_left_settles_nothing() -> None:
    """Seen red while the moment of its end counted."""
    case = child()
    row = assessed.begun(case, "incident", COLLEAGUE)
    assessed.answered(row, "R1", "1", "1", by=COLLEAGUE)
    with clock.stopped(TODAY + HOUR):
        gone.alone(case.pk)
    with clock.stopped(TODAY + 2 * HOUR):
        assessed.answered(row, "R2", "1", "1", by=COLLEAGUE)
        assessed.finished(row, 2, COLLEAGUE)
        assert alarms(case) == [DESK, LEAD]


def test_a_look_of_two_settles_the_lead_s_alarm_only_where_neither_wrote_the_line() -> None:
    case = child()
    gone.alone(case.pk)
    with clock.stopped(TODAY + HOUR):
        row = assessed.begun(case, "incident", COLLEAGUE)
        assessed.answered(row, "R1", "1", "1", by=COLLEAGUE)
        assessed.answered(row, "R2", "1", "1", by=BY)
        assessed.finished(row, 2, COLLEAGUE)
        assert alarms(case) == [LEAD]


def test_a_plan_that_was_told_without_its_writer_settles_the_desk_s_alarm_alone() -> None:
    """Word that was left for the worker before its writer was named in it."""
    case = child()
    gone.alone(case.pk)
    assert alarms(case) == [DESK, LEAD]
    after_returns.settle_alone({"case": str(case.pk), "at": clock.now().isoformat()})
    assert alarms(case) == [LEAD]


def test_the_lead_s_alarm_is_ended_by_hand_by_the_lead_alone(sit: Sit) -> None:
    """Seen red while anybody of the desk took it off the list, also whoever wrote that the child left."""
    case = child()
    gone.alone(case.pk)
    assert alarms(case) == [DESK, LEAD]
    found = {one.kind: one.pk for one in Task.objects.filter(case=case, about_kind="return").defer("words")}
    page = sit(BY).get(f"/tasks/{found[LEAD]}/").content.decode()
    assert "Only the lead of your desk ends this task" in page
    assert f"/tasks/{found[LEAD]}/done/" not in page
    tasks.take(task_id=found[LEAD], by=BY)
    for reason in ("", "not_needed"):
        with pytest.raises(NotPermitted):
            tasks.close(task_id=found[LEAD], reason=reason, by=BY)
    assert f"/tasks/{found[DESK]}/done/" in sit(BY).get(f"/tasks/{found[DESK]}/").content.decode()
    assert f"/tasks/{found[LEAD]}/done/" in sit(gone.SECOND).get(f"/tasks/{found[LEAD]}/").content.decode()
    tasks.close(task_id=found[LEAD], by=gone.SECOND)
    assert alarms(case) == [DESK]


def test_the_alarm_of_an_arrival_ends_although_another_attempt_began_before_the_worker_came() -> None:
    """Seen red while only the newest attempt was asked: it never ended."""
    case = gone.case()
    later.to_travelling(case.pk)
    with clock.stopped(DUE + HOUR):
        assert set(open_tasks(case)) == {"return_arrival", "return_arrival_lead"}
        later.no_word(case.pk)
        gone.ended(case.pk, "unreachable", by=gone.SECOND)
        gone.opened(case.pk)
        assert open_tasks(case) == {}


def test_nobody_is_asked_how_it_goes_after_the_end_although_another_attempt_began() -> None:
    case = gone.case()
    later.to_received(case.pk)
    assert set(open_tasks(case)) == {"return_follow"}
    gone.ended(case.pk, "unreachable")
    gone.opened(case.pk)
    assert open_tasks(case) == {}


def test_nobody_looks_again_after_the_end_although_another_attempt_began() -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    gone.not_now(case.pk)
    assert set(open_tasks(case)) == {"return_again"}
    gone.ended(case.pk, "stays")
    gone.opened(case.pk)
    assert open_tasks(case) == {}
