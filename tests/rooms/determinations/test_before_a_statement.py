"""Time to recover before anything is said to police or a court: the desk is reminded, and nothing is stopped."""

from datetime import timedelta

import pytest

from himaya.determinations import states
from himaya.determinations.actions import decision_requests, periods
from himaya.determinations.actions.decision_requests import Wanted
from himaya.determinations.models import Period, Request
from himaya.kernel import clock
from himaya.kernel.models import OutboxMessage
from himaya.ops import after_decisions
from himaya.tasks.actions import tasks as by_hand
from himaya.tasks.models import Task
from tests import factories
from tests.rooms.determinations import determination_at_hand as at_hand
from tests.rooms.determinations.determination_at_hand import ASKS, COUNSEL
from tests.rooms.determinations.test_requests_to_police import POLICE, RECORDER
from tests.rooms.determinations.test_what_waits import follow

pytestmark = pytest.mark.capability("C4", "D4")


def found() -> list[str]:
    """Their states by the alphabet: the clock of this room stands still, so that no moment tells which came first."""
    return sorted(Task.objects.filter(kind="before_statement").values_list("state", flat=True))


def drafted(recovery: str = "", *, desk: str = POLICE) -> Request:
    at_hand.named(desk=desk)
    case_id = factories.hand_over().case_id
    at_hand.agree(case_id, desk)
    day = clock.today() if recovery else None
    wanted = Wanted(states.PRESUMED, recovery=recovery, recovery_on=day)
    pk = decision_requests.send(case_id=case_id, wanted=wanted, sheet=at_hand.SHEET, by=ASKS)
    return Request.objects.defer("sheet").get(pk=pk)


def test_where_nothing_was_said_of_it_the_desk_is_reminded_until_the_body_decided() -> None:
    """Seen red without the reaction: a sheet lay ready for the police, and nobody was told that nothing was said."""
    row = drafted()
    follow("decision_request.drafted")
    one = Task.objects.get(kind="before_statement")
    assert (one.desk_id, one.due_on, one.about_kind, one.state) == (row.from_desk_id, clock.today(), "recovery", "open")
    decision_requests.advise(request_id=row.pk, yes=True, by=COUNSEL)
    follow("decision_request.advised")
    assert found() == ["open"], "the body has the sheet; the person was not heard yet"
    row.refresh_from_db()
    at_hand.recorded(row, by=RECORDER)
    follow("determination.recorded")
    assert found() == ["closed"]


def test_counsels_task_is_another_one_and_stays() -> None:
    drafted()
    follow("decision_request.drafted")
    kinds = Task.objects.filter(state="open").values_list("kind", flat=True)
    assert {"counsel_word", "before_statement"} <= set(kinds)


@pytest.mark.parametrize("said", states.RECOVERY)
def test_where_it_was_said_nobody_is_reminded_unless_the_time_runs(said: str) -> None:
    """Seen red with the period left out."""
    row = drafted(said)
    follow("decision_request.drafted")
    assert found() == []
    period = Period(case_id=row.case_id, person_id=row.person_id)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("himaya.determinations.queries.last_period", lambda _case: period)
        period.last_on = clock.today() + timedelta(days=5)
        follow("decision_request.drafted")
    assert found() == ([] if said == states.WAIVED else ["open"])


def test_a_body_that_neither_enforces_nor_judges_calls_for_no_such_task() -> None:
    """Seen red with each body."""
    at_hand.asked()
    follow("decision_request.drafted", "decision_request.sent")
    row = Request.objects.defer("sheet").get()
    after_decisions.follow_recovery({"request": str(row.pk)})
    assert found() == []


def test_what_somebody_ended_by_hand_is_not_raised_again_and_a_request_taken_back_ends_it() -> None:
    row = drafted()
    follow("decision_request.drafted")
    by_hand.close(task_id=Task.objects.get(kind="before_statement").pk, by=ASKS)
    follow("decision_request.drafted")
    assert found() == ["done"]
    decision_requests.withdraw(request_id=row.pk, by=ASKS)
    again = decision_requests.send(case_id=row.case_id, wanted=Wanted(states.PRESUMED), sheet=at_hand.SHEET, by=ASKS)
    after_decisions.follow_recovery({"request": str(again)})
    assert found() == ["done", "open"]
    decision_requests.withdraw(request_id=again, by=ASKS)
    follow("decision_request.withdrawn")
    assert found() == ["closed", "done"]


def asked_before_a_period(recovery: str = states.OFFERED) -> Request:
    """A body found that the person is presumed; a second sheet lies ready for the police, and no time runs yet."""
    at_hand.period()
    case_id = at_hand.ready(states.PRESUMED)
    at_hand.told(at_hand.recorded(at_hand.asked(case_id)))
    at_hand.named(states.IDENTIFIED, desk=POLICE)
    at_hand.agree(case_id, POLICE)
    wanted = Wanted(states.IDENTIFIED, recovery=recovery, recovery_on=clock.today() if recovery else None)
    pk = decision_requests.send(case_id=case_id, wanted=wanted, sheet=at_hand.SHEET, by=ASKS)
    return Request.objects.defer("sheet").get(pk=pk)


def test_a_time_that_begins_after_the_sheet_is_kept_too_and_no_longer_than_it_runs() -> None:
    """Seen red: only what happened to the sheet was followed, never the time itself."""
    row = asked_before_a_period()
    follow("decision_request.drafted")
    assert found() == []
    periods.start(case_id=row.case_id, by=ASKS)
    follow("period.started", "period.over")
    assert found() == ["open"]
    last_on = Period.objects.get().last_on
    due = OutboxMessage.objects.get(event="period.over").due_at.astimezone(clock.here())
    assert due.date() == last_on + timedelta(days=1)
    with clock.stopped(due):
        follow("period.over")
        assert found() == ["closed"]
        longer = clock.today() + timedelta(days=9)
        periods.extend(case_id=row.case_id, last_on=longer, reason="illness", by=ASKS)
        follow("period.extended")
        assert found() == ["closed", "open"]
        follow("period.over")
        assert found() == ["closed", "open"], "its former end does not count"
    with clock.stopped(due + timedelta(days=10)):
        follow("period.over")
        assert found() == ["closed", "closed"]


def test_what_was_ended_by_hand_stays_ended_when_the_time_is_made_longer() -> None:
    row = asked_before_a_period()
    periods.start(case_id=row.case_id, by=ASKS)
    follow("period.started")
    by_hand.close(task_id=Task.objects.get(kind="before_statement").pk, by=ASKS)
    longer = Period.objects.get().last_on + timedelta(days=9)
    periods.extend(case_id=row.case_id, last_on=longer, reason="illness", by=ASKS)
    follow("period.started", "period.extended")
    assert found() == ["done"]


def test_what_was_ended_by_hand_before_the_time_began_is_raised_for_it() -> None:
    """Seen red: whoever ended the task because nothing ran yet was never told that time to recover runs."""
    row = asked_before_a_period("")
    follow("decision_request.drafted")
    by_hand.close(task_id=Task.objects.get(kind="before_statement").pk, by=ASKS)
    with clock.stopped(clock.now() + timedelta(hours=1)):
        periods.start(case_id=row.case_id, by=ASKS)
        follow("period.started")
        assert found() == ["done", "open"]
        by_hand.close(task_id=Task.objects.get(kind="before_statement", state="open").pk, by=ASKS)
        follow("period.started")
        assert found() == ["done", "done"]


def test_where_nothing_was_said_the_end_of_a_time_changes_nothing() -> None:
    """Seen red with a reaction that ends the task with the time."""
    row = asked_before_a_period("")
    periods.start(case_id=row.case_id, by=ASKS)
    follow("period.started")
    with clock.stopped(clock.now() + timedelta(days=40)):
        follow("period.over")
        assert found() == ["open"]
