"""Saying of a task that it waits: a mark in its row, and a mail that is owed to its desk. Inside the caller's unit."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max

from himaya.institutions.models import Desk
from himaya.kernel import clock, contact_hours
from himaya.kernel.unit import Unit
from himaya.tasks import rules
from himaya.tasks.models import DeskMailbox, Task, TaskStep
from himaya.tasks.rules import Quiet


def say(u: Unit, task: Task, told: str) -> None:
    """It waits for somebody anew. The caller saves the row."""
    task.told, task.told_at = told, not_before(task, clock.now())
    owe_mail(task.desk, urgent=task.urgent, since=task.told_at)


def not_before(task: Task, at: datetime) -> datetime:
    """`at`, or for what means reaching a person the next moment at which they may be reached. Danger never waits."""
    if task.urgent or task.case_id is None or task.kind not in rules.WAITS:
        return at
    allowed = contact_hours.not_before(task.case_id, at)
    return rules.held_until(at, allowed, task.due_at, agreed=task.agreed_hour)


def owe_mail(desk: Desk, *, urgent: bool = False, since: datetime | None = None) -> None:
    """The desk's address, if it has one, gets a mail: at once for urgent danger, else when its day begins.

    `since`: not before this moment.

    What is owed already is not owed twice: one mail says that something waits, however much it is.
    """
    box = DeskMailbox.objects.select_for_update(of=("self",)).filter(desk=desk).first()
    if box is None or box.verified_at is None:
        return
    quiet = Quiet(box.quiet_from, box.quiet_to)
    now = (since or clock.now()).astimezone(clock.here())
    at = rules.when(urgent=urgent, now=now, quiet=quiet, hours=desk.hours)
    at = rules.next_mail(at, box.sent_at, urgent=urgent)
    if box.owed_at is None or at < box.owed_at:
        box.owed_at = at
        box.save(update_fields=["owed_at"])


def step(u: Unit, task: Task, action: str, *, to: UUID | None = None, code: str = "") -> None:
    """One line of the task's history."""
    last = TaskStep.objects.filter(task=task).aggregate(last=Max("number"))["last"] or 0
    TaskStep.objects.create(
        task=task, number=last + 1, at=clock.now(), action=action, by_id=u.by.account_id, to_id=to, code=code
    )


def remember_due(u: Unit, task: Task) -> None:
    """Leave word for the moment at which the task comes to mind again."""
    at = rules.remind_at(task.due_on, task.due_at, clock.now().astimezone(clock.here()))
    if at is None or at <= clock.now():
        return
    remind_at(u, task, not_before(task, at))


def remind_at(u: Unit, task: Task, at: datetime) -> None:
    """Leave word for a moment, with the day that it is about."""
    # With the case, by which an erasure finds what the worker would still do.
    case = {"case": str(task.case_id)} if task.case_id is not None else {}
    u.tell("task.due", due_at=at, task=str(task.pk), due=due_mark(task), **case)


def due_mark(task: Task) -> str:
    """Which day a message belongs to, so that one about an earlier day is skipped."""
    return f"{task.due_on}"
