"""What the system does with tasks: raises one for what waits, closes it once nothing does, lets it fall back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from himaya.cases import states as referral_states
from himaya.cases.models import Case, Consent, HandOver, Referral
from himaya.cases.rules_handovers import ACCEPTED as TAKEN_OVER
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotPermitted
from himaya.kernel.sealed import blank
from himaya.kernel.unit import Unit, unit
from himaya.tasks import holding, rules, states, still_open, telling
from himaya.tasks.models import Task


@dataclass(frozen=True, slots=True)
class About:
    """What a task is about: its kind (`states.ABOUT`), its id, and the case that it belongs to."""

    kind: str
    id: UUID
    case_id: UUID


def raise_for(
    *,
    kind: str,
    about: About,
    desk_id: str = "",
    due_on: date | None = None,
    due_at: datetime | None = None,
    urgent: bool = False,
    by: Actor = SYSTEM,
) -> UUID | None:
    """Raise one task for something that waits; while it is open a second call only moves its day.

    Without a desk, or at one that does not work with the case, it is for the desk that holds it. Returns its id; None
    where the file is closed, but for what a receiving desk goes on with.
    """
    _check_system(by)
    with unit(by=by) as u:
        case = Case.objects.select_for_update().filter(pk=about.case_id).first()
        if case is None or (case.state != "open" and not _goes_on(case, about, desk_id)):
            return None
        day = due_at.astimezone(clock.here()).date() if due_at is not None else due_on
        task = _live(about).filter(kind=kind).first()
        if task is not None:
            _follow_due(u, task, day, due_at)
            return task.pk
        task = Task(
            person_id=case.person_id,
            case_id=case.pk,
            desk=_desk(case, about, desk_id),
            kind=kind,
            about_kind=about.kind,
            about_id=about.id,
            due_on=day,
            due_at=due_at,
            urgent=urgent,
            state=states.OPEN,
            given_at=clock.now(),
        )
        telling.say(u, task, "raised")
        task.save(force_insert=True)
        telling.step(u, task, "raised")
        telling.remember_due(u, task)
        u.log("task.raised", object_type="task", object_id=task.pk, code=kind, subjects=task.concerns)
        return task.pk


def settle(*, about: About, by: Actor = SYSTEM, but: str | Sequence[str] = (), reason: str = "settled") -> int:
    """Close what the system raised about this, but for some kinds; returns how many were closed."""
    _check_system(by)
    with unit(by=by) as u:
        list(Case.objects.select_for_update().filter(pk=about.case_id).values_list("pk"))
        rows = list(_live(about).exclude(kind__in=[but] if isinstance(but, str) else but))
        for task in rows:
            _close(u, task, reason)
        return len(rows)


def keep_at_desk(*, kind: str, desk_id: str, waits: Callable[[], bool], by: Actor = SYSTEM) -> UUID | None:
    """One task of a desk while something waits there that it knows by no case; once nothing does, it is closed.

    It is about nobody: what waits stands on a page of its own. Returns the id of the one that is open.
    """
    _check_system(by)
    with unit(by=by) as u:
        # Asked after the waiting, so that the last of two who follow the same thing says how it is.
        desk = Desk.objects.select_for_update().get(pk=desk_id)
        rows = Task.objects.select_for_update(of=("self",)).defer("words")
        here = rows.filter(desk=desk, kind=kind, case__isnull=True, given_by__isnull=True, state__in=states.LIVE)
        live = list(here.order_by("pk"))
        if not waits():
            for one in live:
                _close(u, one, "settled")
            return None
        if live:
            return live[0].pk
        task = Task(desk=desk, kind=kind, state=states.OPEN, given_at=clock.now())
        telling.say(u, task, "raised")
        task.save(force_insert=True)
        telling.step(u, task, "raised")
        u.log("task.raised", object_type="task", object_id=task.pk, code=kind)
        return task.pk


def waiting_about(kind: str, *, case_id: UUID | None = None) -> dict[UUID, str]:
    """About which things of a kind something that was raised still waits, and at which desk; of one case, or of all."""
    rows = Task.objects.filter(about_kind=kind, given_by__isnull=True, state__in=states.LIVE)
    found = rows.filter(case_id=case_id) if case_id is not None else rows
    return {number: desk for number, desk in found.values_list("about_id", "desk_id") if number is not None}


def close_case(*, case_id: UUID, by: Actor = SYSTEM) -> int:
    """The case was closed: so are its open tasks; what a desk has to do about a referral it received stays with it.

    Returns how many were closed.
    """
    _check_system(by)
    with unit(by=by) as u:
        case = Case.objects.select_for_update().filter(pk=case_id).first()
        if case is None or case.state == "open":
            return 0
        rows = list(still_open.ending_with(case_id).select_for_update(of=("self",)).defer("words").order_by("pk"))
        for task in rows:
            _close(u, task, "case_closed")
        return len(rows)


def reopen_case(*, case_id: UUID, by: Actor = SYSTEM) -> None:
    """The case is open again: what its referrals ask of its desk today is a task there, as if it had never been closed.

    What somebody ended by hand is not raised again.
    """
    _check_system(by)
    for row in Referral.objects.filter(case_id=case_id).only("pk", "state", "case_id").order_by("sent_at", "pk"):
        wanted = rules.WANTED.get(row.state)
        if wanted is not None and not _ended_by_hand(wanted.kind, About("referral", row.pk, row.case_id)):
            follow_referral(referral_id=row.pk, by=by)


def raise_again(
    *,
    kind: str,
    about: About,
    desk_id: str = "",
    due_on: date | None = None,
    due_at: datetime | None = None,
    urgent: bool = False,
    since: datetime | None = None,
    by: Actor = SYSTEM,
) -> UUID | None:
    """Raise what the closing of a case ended, or kept from being raised; not what somebody ended by hand before.

    `since`: a moment that changed what there is to do; what was ended before it was another matter.
    """
    if _ended_by_hand(kind, about, since):
        return None
    return raise_for(kind=kind, about=about, desk_id=desk_id, due_on=due_on, due_at=due_at, urgent=urgent, by=by)


def follow_referral(*, referral_id: UUID, by: Actor = SYSTEM) -> None:
    """Bring the tasks about a referral in line with its present state, whichever event told of it, and how often."""
    _check_system(by)
    with unit(by=by):
        # The case before its tasks, as everywhere: else two that hold both would wait for each other.
        of_it = Referral.objects.filter(pk=referral_id).values("case_id")
        list(Case.objects.select_for_update().filter(pk__in=of_it).values_list("pk"))
        row = Referral.objects.select_related("to_desk").filter(pk=referral_id).first()
        if row is None:
            return
        _end_with(row, by)
        if row.follows_id is not None:
            settle(about=About("referral", row.follows_id, row.case_id), by=by)
        about = About("referral", row.pk, row.case_id)
        wanted = rules.WANTED.get(row.state)
        if wanted is None or (wanted.kind == "look_again" and Referral.objects.filter(follows=row).exists()):
            settle(about=about, by=by)
            return
        settle(about=about, but=wanted.kind, by=by)
        raise_for(
            kind=wanted.kind,
            about=about,
            desk_id=row.to_desk_id if wanted.receiver else row.from_desk_id,
            due_on=row.report_due_on if wanted.kind == "write_report" else None,
            due_at=row.target_at if wanted.kind == "answer_referral" else None,
            urgent=wanted.receiver and row.urgency == referral_states.URGENT and row.to_desk.on_call,
            by=by,
        )


def follow_withdrawal(*, consent_id: UUID, by: Actor = SYSTEM) -> None:
    """The person took an agreement back: the desk that had something tells its colleagues, and destroys paper."""
    _check_system(by)
    line = Consent.objects.filter(pk=consent_id, recipient__isnull=False).first()
    if line is not None:
        sent = Referral.objects.filter(case_id=line.case_id, to_desk_id=line.recipient_id)
        for one in list(sent.filter(state=referral_states.WITHDRAWN).values_list("pk", flat=True)):
            follow_referral(referral_id=one, by=by)


def follow_handover(*, handover_id: UUID, by: Actor = SYSTEM) -> int:
    """A case went to another desk of its institution: what waits in it at the old one is the new desk's, and nobody's
    alone. Returns how many.

    What is over there goes along too, and nobody is told: its sentences are part of what the desk that holds the file
    answers for when the person asks. To another institution nothing goes: the old desk keeps its file, answers for it,
    and its tasks end with it. What a desk had to do as the one that had a referral stays too: paper is destroyed where
    it lies.
    """
    _check_system(by)
    with unit(by=by) as u:
        gone = HandOver.objects.select_related("to_desk").filter(pk=handover_id, state=TAKEN_OVER).first()
        case = Case.objects.select_for_update(of=("self",)).filter(pk=gone.case_id).first() if gone else None
        # By where the case is today: it may have gone further, or come back, before the worker came.
        if gone is None or case is None or case.desk_id == gone.from_desk_id:
            return 0
        if gone.to_desk.institution_id != case.institution_id:
            return 0
        had = Referral.objects.filter(case=case, to_desk_id=gone.from_desk_id)
        rows = Task.objects.select_for_update(of=("self",)).defer("words")
        left = rows.filter(case=case, desk_id=gone.from_desk_id)
        moved = list(left.exclude(about_kind="referral", about_id__in=had.values("pk")).order_by("pk"))
        for task in moved:
            task.desk = case.desk
            if task.state in states.LIVE:
                task.state, task.assignee_id = states.OPEN, None
                telling.say(u, task, "moved")
            task.save(update_fields=["desk", "state", "assignee", "told", "told_at"])
            telling.step(u, task, "moved")
            u.log("task.moved", object_type="task", object_id=task.pk, subjects=task.concerns)
        return len(moved)


def fall_back(*, by: Actor = SYSTEM) -> int:
    """Nightly: tasks whose holder left the desk or may not see the case any more are the desk's. Returns how many."""
    _check_system(by)
    live = Task.objects.filter(state__in=states.LIVE, assignee__isnull=False).defer("words")
    ids = sorted(holding.gone_for_good(live))
    for task_id in ids:
        _fall_back(task_id, by)
    return len(ids)


def _fall_back(task_id: UUID, by: Actor) -> None:
    with unit(by=by) as u:
        held = Task.objects.select_for_update(of=("self",)).filter(pk=task_id, state__in=states.LIVE)
        task = held.defer("words").first()
        if task is None or not holding.gone_for_good([task]):
            return
        task.state, task.assignee_id = states.OPEN, None
        telling.say(u, task, "fell_back")
        task.save(update_fields=["state", "assignee", "told", "told_at"])
        telling.step(u, task, "fell_back")
        u.log("task.fell_back", object_type="task", object_id=task.pk, subjects=task.concerns)


def _end_with(row: Referral, by: Actor) -> None:
    """What the receiving desk gave itself about a referral ends when it may no longer read it.

    Its sentences go where those of the referral itself went: what nobody may read is not kept.
    """
    if row.state in referral_states.READABLE:
        return
    with unit(by=by) as u:
        given = Task.objects.select_for_update(of=("self",)).defer("words").filter(given_by__isnull=False)
        here = list(given.filter(about_kind="referral", about_id=row.pk, desk_id=row.to_desk_id).order_by("pk"))
        for task in here:
            if task.state in states.LIVE:
                _close(u, task, "access_ended")
        if row.state in (referral_states.WITHDRAWN, referral_states.STOOD_DOWN):
            blank(Task.objects.filter(pk__in=[task.pk for task in here]), "words")


def _check_system(by: Actor) -> None:
    if by.kind != "system":
        raise NotPermitted(code="system_only")


def _live(about: About) -> QuerySet[Task]:
    rows = Task.objects.select_for_update(of=("self",)).defer("words")
    return rows.filter(about_kind=about.kind, about_id=about.id, given_by__isnull=True, state__in=states.LIVE)


def _ended_by_hand(kind: str, about: About, since: datetime | None = None) -> bool:
    alike = Task.objects.filter(kind=kind, about_kind=about.kind, about_id=about.id, given_by__isnull=True)
    state, ended_at = alike.order_by("-given_at").values_list("state", "ended_at").first() or ("", None)
    known = since is None or (ended_at is not None and ended_at >= since)
    return state in (states.DONE, states.NOT_DONE) and known


def _goes_on(case: Case, about: About, desk_id: str) -> bool:
    """True for what another desk does about a referral it received: it stays there when the file is closed (ADR 37)."""
    if about.kind != "referral" or desk_id == case.desk_id:
        return False
    return Referral.objects.filter(pk=about.id, to_desk_id=desk_id).exists()


def _desk(case: Case, about: About, desk_id: str) -> Desk:
    """Where it is to be done; a desk that has nothing to do with the case any more gets nothing of it.

    Having sent a referral is nothing to go by: whoever holds the file today stands for its sender.
    """
    here = Referral.objects.filter(to_desk_id=desk_id, case=case)
    works = here.filter(state__in=referral_states.READABLE).exists() or here.filter(pk=about.id).exists()
    return Desk.objects.get(pk=desk_id if desk_id and works else case.desk_id)


def _follow_due(u: Unit, task: Task, day: date | None, due_at: datetime | None) -> None:
    if (task.due_on, task.due_at) == (day, due_at):
        return
    task.due_on, task.due_at = day, due_at
    task.save(update_fields=["due_on", "due_at"])
    telling.remember_due(u, task)
    u.log("task.due_moved", object_type="task", object_id=task.pk, subjects=task.concerns)


def _close(u: Unit, task: Task, reason: str) -> None:
    task.state, task.reason, task.ended_at = states.CLOSED, reason, clock.now()
    task.save(update_fields=["state", "reason", "ended_at"])
    telling.step(u, task, "closed", code=reason)
    u.log("task.settled", object_type="task", object_id=task.pk, code=reason, subjects=task.concerns)
