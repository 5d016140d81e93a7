"""What the lines of plans raise: at the desk that does them while it sees them, else at the one that holds the file."""

from datetime import date, timedelta

import pytest

from himaya.cases.actions import consents, handovers, referrals
from himaya.cases.models import Case, Consent, Referral
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.models import OutboxMessage
from himaya.ops import worker
from himaya.ops.reactions import REACTIONS
from himaya.plans.actions import lines
from himaya.plans.models import Line
from himaya.tasks.actions import tasks
from himaya.tasks.models import Task
from tests import cast, factories
from tests.rooms.cases.test_handovers import offered
from tests.rooms.plans import planned
from tests.rooms.tasks.test_raised import close_file, reopen_file, waiting

pytestmark = pytest.mark.capability("E6")


def test_a_line_that_its_desk_no_longer_sees_is_due_where_the_file_is_and_what_was_raised_ends() -> None:
    """Seen red: the task stood at the desk after the agreement, and was raised there after it, also for one to be
    given anew."""
    file, line = planned.given()
    day, agreed = planned.DUE.isoformat(), Consent.objects.filter(case=file, word="given").latest("number").pk
    due = {"line": str(line.pk), "case": str(file.pk), "due_on": day}

    def raised() -> list[str]:
        for reaction in REACTIONS["plan_line.due"]:
            reaction(due)
        return list(Task.objects.filter(kind="plan_line", state="open").values_list("desk_id", flat=True))

    assert raised() == ["shelter"]
    consents.withdraw(consent_id=agreed, by=cast.INSPECTOR)
    worker.drain()
    ended = Task.objects.get(kind="plan_line", desk="shelter")
    assert (ended.state, ended.reason) == ("closed", "access_ended")
    assert _raised(line) == [("shelter", "closed"), ("labour-north", "open")], "the holder says how it goes"
    assert raised() == ["labour-north"], "its desk sees it no longer"
    planned.consent(file)
    assert raised() == ["labour-north"], "the person agreed anew, and no referral stands at the shelter"
    consents.withdraw(consent_id=agreed, by=cast.INSPECTOR)
    planned.consent(file, until=clock.today())
    with clock.stopped(factories.TUESDAY + timedelta(days=1)):
        worker.free_tasks(clock.now())
        assert raised() == ["labour-north"], "its last day is over"
    lines.not_available(line_id=line.pk, reason="no_place", by=cast.SHELTER)
    lines.offer_again(line_id=line.pk, by=cast.INSPECTOR)
    lines.accept(line_id=line.pk, by=cast.INSPECTOR)
    worker.drain()
    assert raised() == [], "it was not given to it anew"


def test_what_the_own_desk_took_up_comes_to_mind_and_ends_with_a_no() -> None:
    """Seen red: taking up left no word for the worker, and a no left the task standing."""
    case = planned.opened()
    planned.asked(case)
    own = planned.line(planned.goal(case), "labour-north", "labour_rights")
    planned.agreed(case)
    lines.take_up(line_id=own.pk, by=cast.INSPECTOR)
    (message,) = OutboxMessage.objects.filter(event="plan_line.due")
    assert (message.ids["line"], message.ids["due_on"]) == (str(own.pk), planned.DUE.isoformat())
    with clock.stopped(message.due_at + timedelta(minutes=1)):
        assert ("plan_line", "labour-north") in waiting()
        lines.refuse(line_id=own.pk, by=cast.INSPECTOR)
        assert "plan_line" not in dict(waiting())


def _raised(line: Line) -> list[tuple[str, str]]:
    """Desk and state of what was raised about a line, the newest last."""
    rows = Task.objects.filter(about_id=line.pk).order_by("given_at", "state")
    return list(rows.values_list("desk_id", "state"))


def _due(line: Line, day: date = planned.DUE) -> None:
    for reaction in REACTIONS["plan_line.due"]:
        reaction({"line": str(line.pk), "case": str(line.case_id), "due_on": day.isoformat()})


def _handed_to_south(file: Case) -> None:
    handovers.accept(handover_id=offered(file.pk), by=cast.INSPECTOR_SOUTH)
    worker.drain()


def test_what_the_old_desk_had_begun_stays_a_task_of_the_desk_that_took_the_file_over() -> None:
    """Seen red: the night, or a word taken back at any desk, closed it, for its old desk sees the line no longer; nor
    was it raised anew, though the new desk is who says how it goes."""
    file = planned.opened()
    planned.asked(file)
    own = planned.line(planned.goal(file), "labour-north", "labour_rights")
    planned.agreed(file)
    lines.take_up(line_id=own.pk, by=cast.INSPECTOR)
    _due(own)
    _handed_to_south(file)
    assert _raised(own) == [("labour-south", "open")]
    worker.free_tasks(clock.now())
    consents.withdraw(consent_id=Consent.objects.get().pk, by=cast.INSPECTOR_SOUTH)
    worker.drain()
    assert _raised(own) == [("labour-south", "open")]
    tasks.close(task_id=Task.objects.get(about_id=own.pk).pk, by=cast.INSPECTOR_SOUTH)
    later = planned.DUE + timedelta(days=3)
    lines.postpone(line_id=own.pk, due_on=later, by=cast.INSPECTOR_SOUTH)
    with clock.stopped(factories.TUESDAY + timedelta(days=16)):
        assert ("plan_line", "labour-south") in waiting()
        lines.complete(line_id=own.pk, delivered="yes", by=cast.INSPECTOR_SOUTH)
        assert "plan_line" not in dict(waiting())


def test_what_the_old_desk_had_begun_is_raised_at_the_desk_that_took_the_file_over() -> None:
    file = planned.opened()
    planned.asked(file)
    own = planned.line(planned.goal(file), "labour-north", "labour_rights")
    planned.agreed(file)
    lines.take_up(line_id=own.pk, by=cast.INSPECTOR)
    _handed_to_south(file)
    _due(own)
    assert _raised(own) == [("labour-south", "open")]


def test_a_line_begun_by_telephone_comes_to_the_mind_of_whoever_called() -> None:
    """Also where a referral stands at that desk: nobody there could read a task. Seen red: nothing was raised."""
    file = planned.opened()
    planned.asked(file)
    one = planned.line(planned.goal(file))
    planned.agreed(file)
    planned.consent(file)
    Desk.objects.filter(pk="shelter").update(reached_by="phone")
    lines.start(line_id=one.pk, by=cast.INSPECTOR)
    with clock.stopped(factories.TUESDAY + timedelta(days=14)):
        worker.drain()
        assert _raised(one) == [("labour-north", "open")]
        worker.free_tasks(clock.now())
        assert _raised(one) == [("labour-north", "open")]
    lines.suspend(line_id=one.pk, by=cast.INSPECTOR)
    before = OutboxMessage.objects.filter(event="plan_line.due").count()
    lines.start(line_id=one.pk, by=cast.INSPECTOR)
    assert OutboxMessage.objects.filter(event="plan_line.due").count() == before, "to go on reminds of nothing anew"


def test_what_is_due_at_a_desk_without_a_referral_stays_with_the_holder_when_the_agreement_ends() -> None:
    file, line, agreement = planned.given_without_a_referral()
    _due(line)
    assert _raised(line) == [("labour-north", "open")]
    consents.withdraw(consent_id=agreement, by=cast.INSPECTOR)
    worker.drain()
    worker.free_tasks(clock.now())
    assert _raised(line) == [("labour-north", "open")]


@pytest.mark.parametrize("given", [False, True], ids=["never given", "given until that day"])
def test_opening_again_brings_no_line_to_a_desk_that_does_not_see_it(given: bool) -> None:
    """It has a readable referral, which carries no lines. Seen red: its list said that a plan asks something of it."""
    case, line = _planned_for_the_shelter()
    (referral,) = Referral.objects.values_list("pk", flat=True)
    referrals.accept(referral_id=referral, by=cast.SHELTER)
    if given:
        planned.consent(case, until=clock.today())
        lines.request(line_id=line.pk, by=cast.INSPECTOR)
    close_file(case.pk, referral)
    worker.drain()
    with clock.stopped(factories.TUESDAY + timedelta(days=12)):
        worker.drain()
        reopen_file(case.pk)
        worker.drain()
    assert _raised(line) == ([("labour-north", "open")] if given else [])


def _planned_for_the_shelter() -> tuple[Case, Line]:
    case = planned.opened()
    planned.asked(case)
    line = planned.line(planned.goal(case))
    planned.agreed(case)
    return case, line
