"""The worker: empties the outbox and keeps the clock's appointments, one message and one transaction at a time.

A reaction and the deletion of its message are saved together: killed in between, the message is still there and the
reaction undone (at least once, and its effects exactly once). Several workers on PostgreSQL skip each other's rows.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connection

from himaya.cases.actions import erasures, files, inbound, referrals, retention
from himaya.cases.queries import forgotten_by_the_clock
from himaya.coordination import mailing, reminding
from himaya.coordination.actions import imports, reminders
from himaya.duplicates.actions import searches
from himaya.instruments import field
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.blobs import BeingPacked
from himaya.kernel.errors import NotNow, Refusal
from himaya.kernel.models import OutboxMessage
from himaya.kernel.unit import unit
from himaya.ops import (
    after_contact,
    after_decisions,
    after_enquiries,
    after_risks,
    backup_beside,
    backup_snapshot,
    catching_up,
    duplicates_worker,
    estimates_worker,
    job_marks,
    papers_worker,
)
from himaya.ops.audit_cli import seal_by_the_clock
from himaya.ops.reactions import REACTIONS, end_lines_gone
from himaya.relations.actions import registers
from himaya.staff_care.actions import caseload_caps
from himaya.tasks import mailing as task_mailing
from himaya.tasks.actions import looking_ahead, raising
from himaya.training.actions import participant_imports, session_names, test_entries

log = logging.getLogger("himaya.worker")

# How long the worker sleeps when nothing is due: the longest delay between a change and what follows from it.
POLL_SECONDS = 2.0
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=6)
# What waits for a backup to be packed has not failed.
WHILE_PACKING = timedelta(minutes=1)
# When an appointment that failed is kept again, if its own next hour is not sooner.
TRY_AGAIN = timedelta(minutes=15)
COUNTED_IN_STORE = "django.core.cache.backends.db.DatabaseCache"


def drain(now: datetime | None = None) -> int:
    """Handle every message that is due (at `now`, by default the present); returns how many were handled."""
    done = 0
    while (handled := _one(now or clock.now())) is not None:
        done += handled
    return done


def _one(now: datetime) -> int | None:
    """Handle the first due message: 1 done, 0 put off after a fault, None when nothing is due."""
    message_id = 0
    try:
        with unit(by=SYSTEM):
            due = OutboxMessage.objects.filter(due_at__lte=now).order_by("due_at", "id")
            if connection.features.has_select_for_update_skip_locked:
                due = due.select_for_update(skip_locked=True)
            message = due.first()
            if message is None:
                return None
            message_id = message.pk
            for reaction in REACTIONS.get(message.event, ()):
                reaction(message.ids)
            message.delete()
    except Refusal as refusal:
        # The moment has passed (the unit has logged why): there is nothing to try again.
        OutboxMessage.objects.filter(pk=message_id).delete()
        log.info("outbox refused %s %s", message_id, refusal.code)
    except (OperationalError, InterfaceError):
        # The database is away or busy. A constraint that was met is a fault of this message, and of no other.
        raise
    except Exception as fault:
        _put_off(message_id, fault, now)
        return 0
    return 1


def _put_off(message_id: int, fault: Exception, now: datetime) -> None:
    """Try again later, each time later; the fault's class stays in the row for `himaya doctor`."""
    message = OutboxMessage.objects.filter(pk=message_id).first()
    if message is None:
        return
    message.fault = type(fault).__name__[:64]
    if isinstance(fault, BeingPacked):
        message.due_at = now + WHILE_PACKING
    else:
        message.attempts += 1
        message.due_at = now + min(FIRST_RETRY * 2 ** min(message.attempts - 1, 12), LONGEST_RETRY)
    message.save(update_fields=["attempts", "fault", "due_at"])
    log.error("outbox fault %s", message_id, exc_info=fault)


@dataclass(frozen=True)
class ClockJob:
    """Something done every so often, safe to do twice and safe to be killed in."""

    name: str
    every: timedelta
    run: Callable[[datetime], None]


def end_sessions(now: datetime) -> None:
    """Delete sign-ins that have run out."""
    Session.objects.filter(expire_date__lt=now).delete()


def empty_counters(now: datetime) -> None:
    """Delete what was counted against guessing and has run out: by itself the table lets go of it only when full."""
    cache = settings.CACHES["default"]
    if cache["BACKEND"] != COUNTED_IN_STORE:
        return
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(str(cache["LOCATION"]))
        ran_out = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [ran_out])  # noqa: S608  # Named in the settings.


def catch_up(now: datetime) -> None:
    """Escalate what is overdue although its message was lost or put off for long."""
    for referral_id in forgotten_by_the_clock(now):
        _escalate(referral_id)


def _escalate(referral_id: UUID) -> None:
    referrals.escalate(referral_id=referral_id, by=SYSTEM)


def count_field_notes(now: datetime) -> None:
    """Count and destroy the notes of filled forms wherever there are enough of them."""
    field.fold(by=SYSTEM)


def sweep_files(now: datetime) -> None:
    """Delete what a killed upload left a day ago. Not while a backup is made: the next hour does it."""
    with suppress(BeingPacked):
        files.sweep(by=SYSTEM)


def lapse_sheets(now: datetime) -> None:
    """Destroy what was sent ahead of somebody found abroad and nobody answered in time."""
    inbound.lapse(by=SYSTEM)


def sweep_copies(now: datetime) -> None:
    """Delete copies that a killed backup or verification left: what is erased later must not stay readable in them."""
    # One that is just made is not held yet.
    backup_snapshot.sweep(Path(settings.HIMAYA_HOME), older_than=timedelta(hours=1))
    backup_beside.drop_left()


def remind_leads(now: datetime) -> None:
    """Remind the leads of recommendations who owe a word: find what is due, then mail what can be mailed."""
    reminders.remind_due(by=SYSTEM)
    reminding.mail_waiting()


def empty_lists(now: datetime) -> None:
    """Empty lists that were read and not imported for three days, and sheets that were entered once a month ago."""
    imports.forget(by=SYSTEM)
    participant_imports.forget(by=SYSTEM)
    test_entries.forget(by=SYSTEM)


def erase_what_is_due(now: datetime) -> None:
    """Erase what was kept long enough (content/retention.yaml), unless a hold protects it, or might."""
    if catching_up.is_open():
        log.error("nothing erased by the clock: restored, and no journal of erasures was given")
        return
    try:
        retention.run(by=SYSTEM)
        registers.sweep(by=SYSTEM)
        session_names.erase_due(by=SYSTEM)
    except NotNow as refusal:
        log.error("nothing erased by the clock: %s", refusal.code)


def settle_erasures(now: datetime) -> None:
    """Fold erasures into the database's files and certify them; certify anew once their epoch is destroyed."""
    erasures.settle_or_say(by=SYSTEM)


def free_tasks(now: datetime) -> None:
    """Give back the tasks of whoever left or may not see the case any more, end those about lines that their desks no
    longer see, or about sheets that no agreement carries, and raise those that the night brings: of a look at the risk
    that is overdue, too."""
    raising.fall_back(by=SYSTEM)
    end_lines_gone()
    after_decisions.end_counsel_lapsed()
    after_risks.tell_overdue()
    looking_ahead.look(by=SYSTEM)


def weigh_caseloads(now: datetime) -> None:
    """Each day: once a week each desk is compared with the cap that its lead set."""
    caseload_caps.weigh(by=SYSTEM)


def lapse_searches(now: datetime) -> None:
    """End searches for duplicates that nobody agreed to in time, and delete pairs that nobody looked at."""
    searches.lapse(by=SYSTEM)


def lapse_enquiries(now: datetime) -> None:
    """Delete enquiries at other services that are over, and what nobody decided of them."""
    after_enquiries.lapse()


def offer_care(now: datetime) -> None:
    """Raise the offer of a consultation for what was just handed over."""
    after_contact.offer_care()


CLOCK_JOBS = (
    ClockJob("audit seal", timedelta(minutes=1), seal_by_the_clock),
    ClockJob("care", timedelta(minutes=5), offer_care),
    ClockJob("caseloads", timedelta(hours=24), weigh_caseloads),
    ClockJob("sessions", timedelta(hours=1), end_sessions),
    ClockJob("counters", timedelta(hours=1), empty_counters),
    ClockJob("overdue", timedelta(minutes=15), catch_up),
    ClockJob("papers", timedelta(hours=1), papers_worker.forget),
    ClockJob("estimates", timedelta(hours=1), estimates_worker.forget),
    ClockJob("field notes", timedelta(hours=1), count_field_notes),
    ClockJob("lists", timedelta(hours=1), empty_lists),
    ClockJob("files", timedelta(hours=1), sweep_files),
    ClockJob("sheets from abroad", timedelta(hours=1), lapse_sheets),
    ClockJob("copies", timedelta(hours=1), sweep_copies),
    ClockJob("enquiries", timedelta(hours=1), lapse_enquiries),
    ClockJob("duplicates", timedelta(hours=1), lapse_searches),
    ClockJob("follow-up reminders", timedelta(hours=1), remind_leads),
    ClockJob("retention", timedelta(hours=24), erase_what_is_due),
    ClockJob("erasures", timedelta(minutes=5), settle_erasures),
    ClockJob("tasks", timedelta(hours=24), free_tasks),
)


def next_after(job: ClockJob, *, went_well: bool) -> datetime:
    """When an appointment comes next."""
    return clock.now() + (job.every if went_well else min(job.every, TRY_AGAIN))


def _attend(name: str, work: Callable[[], object]) -> bool:
    """Do one thing; what goes wrong in it is told and marked, and holds up nothing else.

    Raises DatabaseError when the database is away: then there is nothing else to do either.
    """
    try:
        work()
    except Exception as fault:
        if isinstance(fault, DatabaseError) and _is_away():
            raise
        log.error("failed %s", name, exc_info=fault)
        job_marks.failed(name, fault)
        return False
    job_marks.went_well(name)
    return True


def _is_away() -> bool:
    connection.close()
    try:
        connection.ensure_connection()
    except DatabaseError:
        return True
    return False


def run(stop: Event) -> None:
    """Work until `stop` is set. A database that is away is waited for; what is under way is finished.

    Papers are made beside, in a thread of their own: a paper of two hundred pages must not hold up a referral. So are
    estimates and searches for duplicates, which take minutes.
    """
    beside = [
        Thread(target=papers_worker.work, args=(stop,), name="papers", daemon=True),
        Thread(target=estimates_worker.work, args=(stop,), name="estimates", daemon=True),
        Thread(target=duplicates_worker.work, args=(stop,), name="duplicates", daemon=True),
    ]
    for one in beside:
        one.start()
    next_run = {job.name: clock.now() for job in CLOCK_JOBS}
    while not stop.is_set():
        try:
            close_old_connections()
            _attend("follow-ups", lambda: drain())
            _attend("mail", lambda: mailing.mail_waiting())
            _attend("notices", lambda: task_mailing.mail_waiting())
            for job in CLOCK_JOBS:
                if stop.is_set() or clock.now() < next_run[job.name]:
                    continue
                went_well = _attend(job.name, lambda job=job: job.run(clock.now()))  # type: ignore[misc]
                next_run[job.name] = next_after(job, went_well=went_well)
        except DatabaseError as fault:
            log.error("database away", exc_info=fault)
            connection.close()
        stop.wait(POLL_SECONDS)
    # A paper that is not finished is made anew at the next start, an estimate is gone on with; nobody waits for it now.
    for one in beside:
        one.join(timeout=1)
