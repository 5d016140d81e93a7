"""The worker does what is due, once, puts off what fails, and never loses a message."""

from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.db import DataError, IntegrityError, OperationalError

from himaya.cases.actions import referrals
from himaya.cases.models import Referral, ReferralStep
from himaya.kernel import clock
from himaya.kernel.blobs import BeingPacked
from himaya.kernel.errors import Damaged, NotNow
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.kernel.unit import unit
from himaya.ops import doctor_worker, reactions, worker
from tests import cast, factories

pytestmark = pytest.mark.usefixtures("the_cast")


def drain(**passed: int) -> int:
    with clock.stopped(factories.TUESDAY + timedelta(**passed)):
        return worker.drain()


def test_half_way_the_desk_is_reminded_and_at_the_target_its_lead_is_told() -> None:
    referral_id = factories.referral_to_shelter()  # Soon: 240 minutes in the hours of a desk that never closes.
    drain(minutes=119)
    assert Referral.objects.get(pk=referral_id).reminded_at is None
    drain(minutes=121)
    assert Referral.objects.get(pk=referral_id).reminded_at is not None
    drain(minutes=241)
    drain(minutes=300)
    row = Referral.objects.get(pk=referral_id)
    assert row.escalated_at is not None
    steps = list(ReferralStep.objects.order_by("id").values_list("action", "role", "desk_id"))
    assert steps == [
        ("sent", "case_manager", "labour-north"),
        ("reminded", "system", "shelter"),
        ("escalated", "system", "shelter"),
    ]
    assert not OutboxMessage.objects.exists()


def test_an_answer_in_time_is_neither_reminded_nor_escalated() -> None:
    referral_id = factories.referral_to_shelter()
    referrals.accept(referral_id=referral_id, by=cast.SHELTER)
    drain(days=2)
    row = Referral.objects.get(pk=referral_id)
    assert (row.reminded_at, row.escalated_at) == (None, None)
    # The report that is owed comes to mind on its day.
    assert not OutboxMessage.objects.exclude(event="task.due").exists()


def test_the_clock_of_before_a_question_no_longer_counts() -> None:
    referral_id = factories.referral_to_shelter()
    referrals.ask(referral_id=referral_id, question="Which language?", by=cast.SHELTER)
    with clock.stopped(factories.TUESDAY + timedelta(minutes=200)):
        referrals.answer(referral_id=referral_id, text="Wolof", by=cast.INSPECTOR)
    drain(minutes=250)
    assert Referral.objects.get(pk=referral_id).escalated_at is None
    drain(minutes=441)
    assert Referral.objects.get(pk=referral_id).escalated_at is not None


def test_a_reaction_that_fails_is_undone_and_put_off_ever_later(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.referral_to_shelter()
    OutboxMessage.objects.exclude(event="referral.overdue").delete()

    def breaks(ids: reactions.Ids) -> None:
        reactions.escalate(ids)
        raise RuntimeError("Canary in the message")

    monkeypatch.setitem(reactions.REACTIONS, "referral.overdue", (breaks,))
    assert drain(minutes=241) == 0
    message = OutboxMessage.objects.get()
    assert (message.attempts, message.fault) == (1, "RuntimeError")
    assert Referral.objects.get().escalated_at is None
    assert drain(minutes=241) == 0
    assert OutboxMessage.objects.get().attempts == 1, "it waits before it tries again"
    drain(minutes=242)
    assert OutboxMessage.objects.get().attempts == 2
    monkeypatch.undo()
    drain(minutes=300)
    assert Referral.objects.get().escalated_at is not None
    assert not OutboxMessage.objects.exists()


def test_a_refusal_is_final_and_audited(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(ids: reactions.Ids) -> None:
        raise NotNow(code="too_late")

    monkeypatch.setitem(reactions.REACTIONS, "test.event", (refuses,))
    with unit(by=cast.INSPECTOR) as u:
        u.tell("test.event")
    drain()
    assert not OutboxMessage.objects.exists()
    assert AuditEvent.objects.get().code == "too_late"


def test_every_event_that_is_told_stands_on_the_page_of_consequences() -> None:
    done = factories.hand_over(wishes=[factories.wish(), factories.wish(service="social_support", data_classes=())])
    first, second = done.referral_ids
    referrals.ask(referral_id=first, question="Which language?", by=cast.SHELTER)
    referrals.answer(referral_id=first, text="Wolof", by=cast.INSPECTOR)
    referrals.accept(referral_id=first, by=cast.SHELTER)
    referrals.report_back(referral_id=first, delivered="no", on=None, next_action="none", by=cast.SHELTER)
    referrals.withdraw(referral_id=first, by=cast.SHELTER)
    referrals.no_service(referral_id=second, by=cast.SHELTER)
    assert set(OutboxMessage.objects.values_list("event", flat=True)) <= set(reactions.REACTIONS)


def test_what_the_clock_forgot_is_caught_up() -> None:
    referral_id = factories.referral_to_shelter()
    OutboxMessage.objects.all().delete()
    worker.catch_up(factories.TUESDAY + timedelta(days=1))
    assert Referral.objects.get(pk=referral_id).escalated_at is not None


def test_the_loop_ends_when_told_to(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a store of its own the loop is run with its work taken out: what is tested is that it stops."""
    stop, rounds = Event(), []
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker, "drain", lambda: rounds.append(1))
    monkeypatch.setattr(worker, "CLOCK_JOBS", ())
    monkeypatch.setattr(worker, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(worker.papers_worker, "work", lambda stop: stop.wait(5))
    monkeypatch.setattr(worker.estimates_worker, "work", lambda stop: None)
    monkeypatch.setattr(worker.duplicates_worker, "work", lambda stop: None)
    monkeypatch.setattr(worker.mailing, "mail_waiting", lambda: 0)
    running = Thread(target=worker.run, args=(stop,))
    running.start()
    stop.set()
    running.join(timeout=5)
    assert not running.is_alive()


class OneRound(Event):
    """A stop that comes once everything was looked at."""

    def wait(self, timeout: float | None = None) -> bool:
        self.set()
        return True


def one_round(monkeypatch: pytest.MonkeyPatch, *jobs: worker.ClockJob) -> None:
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker.papers_worker, "work", lambda stop: None)
    monkeypatch.setattr(worker.estimates_worker, "work", lambda stop: None)
    monkeypatch.setattr(worker.duplicates_worker, "work", lambda stop: None)
    monkeypatch.setattr(worker, "CLOCK_JOBS", jobs)
    worker.run(OneRound())


@pytest.fixture(name="home")
def _home(settings: LazySettings, tmp_path: Path) -> Path:
    settings.HIMAYA_HOME = tmp_path
    return tmp_path


@pytest.mark.parametrize("fault", [Damaged(), FileNotFoundError("Canary"), IntegrityError("x"), OperationalError("x")])
def test_an_appointment_that_fails_is_told_and_holds_up_no_other(
    home: Path, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted fault: only a database that is away was caught. One altered key ended the worker, then the web."""
    done: list[str] = []
    monkeypatch.setattr(worker, "_is_away", lambda: False)

    def breaks(now: datetime) -> None:
        raise fault

    every = timedelta(hours=24)
    good = worker.ClockJob("erasures", every, lambda now: done.append("erasures"))
    one_round(monkeypatch, worker.ClockJob("field notes", every, breaks), good)
    assert done == ["erasures"]
    told = doctor_worker.jobs()
    assert (told.state, told.seen) == ("look", f"did not go through: field notes ({type(fault).__name__}, once)")
    one_round(monkeypatch, worker.ClockJob("field notes", every, breaks), good)
    assert doctor_worker.jobs().state == "wrong"
    one_round(monkeypatch, worker.ClockJob("field notes", every, lambda now: done.append("notes")), good)
    assert doctor_worker.jobs().state == "ok"
    assert done == ["erasures", "erasures", "notes", "erasures"]


def test_a_database_that_is_away_is_waited_for_and_is_no_fault_of_an_appointment(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(now: datetime) -> None:
        raise OperationalError

    tried: list[datetime] = []
    monkeypatch.setattr(worker, "_is_away", lambda: True)
    monkeypatch.setattr(worker, "connection", SimpleNamespace(close=lambda: None, features=worker.connection.features))
    every = timedelta(hours=1)
    one_round(monkeypatch, worker.ClockJob("a", every, away), worker.ClockJob("b", every, tried.append))
    assert tried == []
    assert doctor_worker.jobs().state == "ok"


def test_an_appointment_that_failed_is_tried_again_long_before_tomorrow() -> None:
    job = worker.ClockJob("retention", timedelta(hours=24), lambda now: None)
    assert worker.next_after(job, went_well=True) == factories.TUESDAY + timedelta(hours=24)
    assert worker.next_after(job, went_well=False) == factories.TUESDAY + worker.TRY_AGAIN


@pytest.mark.parametrize("fault", [IntegrityError("UNIQUE"), DataError("too long")])
def test_a_follow_up_that_meets_a_constraint_is_put_off_and_the_others_are_handled(
    fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted fault: taken for a database that is away. It stayed first for ever, and nothing behind it was done."""
    done: list[reactions.Ids] = []

    def breaks(ids: reactions.Ids) -> None:
        raise fault

    monkeypatch.setitem(reactions.REACTIONS, "test.poison", (breaks,))
    monkeypatch.setitem(reactions.REACTIONS, "test.event", (done.append,))
    with unit(by=cast.INSPECTOR) as u:
        u.tell("test.poison")
        u.tell("test.event")
    drain()
    assert len(done) == 1
    left = OutboxMessage.objects.get()
    assert (left.event, left.attempts, left.fault) == ("test.poison", 1, type(fault).__name__)


def test_while_a_backup_is_made_nothing_counts_as_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted fault: after half an hour of packing the doctor said that a follow-up had failed for good."""

    def packing(ids: reactions.Ids) -> None:
        raise BeingPacked

    monkeypatch.setitem(reactions.REACTIONS, "test.event", (packing,))
    with unit(by=cast.INSPECTOR) as u:
        u.tell("test.event")
    for minutes in range(0, 30, 2):
        drain(minutes=minutes)
    left = OutboxMessage.objects.get()
    assert left.attempts == 0
    assert left.due_at - (factories.TUESDAY + timedelta(minutes=28)) == worker.WHILE_PACKING
