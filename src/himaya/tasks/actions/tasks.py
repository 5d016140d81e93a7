"""The verbs of a task that somebody at a desk does. Each locks the row inside: of two people exactly one acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access as cases
from himaya.cases import states as referral_states
from himaya.cases.models import Case
from himaya.kernel import clock, contact_hours
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit
from himaya.tasks import access, holding, policy, reaching, rules, states, telling, words
from himaya.tasks.models import Task, TaskStep

LONGEST = 240
FURTHEST = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done: a kind, a sentence about the person (none without a case), by when, by whom."""

    kind: str
    text: str = ""
    due_on: date | None = None
    due_at: datetime | None = None
    to: UUID | None = None
    # The hour of which the person said that it is well, although nobody may reach them then. It opens no other.
    agreed_hour: datetime | None = None


def give(*, wish: Wish, by: Actor, case_id: UUID | None = None, referral_id: UUID | None = None) -> UUID:
    """Give a task to one's own desk or to a colleague there; returns its id.

    About a case that the desk holds, about a referral that it sent or received, or about nobody.
    Raises NotFound, NotPermitted, NotNow (closed), NotValid (kind, words, due, to: the code names the field).
    """
    policy.check_works(by)
    with unit(by=by) as u:
        case, about, number = _about(by, case_id, referral_id)
        text = _checked(wish, about=case is not None)
        knows = case is not None and _knows_hours(by, case, number)
        if case is not None and knows:
            _check_hour(wish, case.pk)
        _check_colleague(by.desk_id, case.pk if case is not None else None, wish.to)
        task = Task(
            person_id=case.person_id if case is not None else None,
            case_id=case.pk if case is not None else None,
            desk_id=by.desk_id,
            assignee_id=wish.to,
            kind=wish.kind,
            about_kind=about,
            about_id=number,
            due_on=_day(wish),
            due_at=wish.due_at,
            agreed_hour=knows and wish.due_at is not None and wish.agreed_hour == wish.due_at,
            state=states.OPEN,
            given_by=by.account_id,
            given_at=clock.now(),
        )
        if text:
            seal(task, words=text)
        telling.say(u, task, "given")
        task.save(force_insert=True)
        telling.step(u, task, "given", to=wish.to)
        telling.remember_due(u, task)
        u.log("task.given", object_type="task", object_id=task.pk, code=task.kind, subjects=task.concerns)
        return task.pk


def take(*, task_id: UUID, by: Actor) -> None:
    """Say "I do it". What a colleague took can be taken over only once it fell back to the desk."""
    with unit(by=by) as u:
        task = access.lock_task(by, task_id)
        _move(task, "take")
        holder = holding.holder(task)
        if task.state == states.TAKEN and holder is not None and task.assignee_id == by.account_id == holder:
            raise NotNow(_("You have taken this already. Nothing else was changed."), code="taken")
        if holder is not None and holder != by.account_id:
            raise NotNow(_("A colleague has this task. Nothing was changed."), code="taken")
        task.state, task.assignee_id = states.TAKEN, by.account_id
        task.save(update_fields=["state", "assignee"])
        telling.step(u, task, "taken")
        u.log("task.taken", object_type="task", object_id=task.pk, subjects=task.concerns)


def delegate(*, task_id: UUID, to: UUID, by: Actor) -> None:
    """Pass a task on to a colleague at the same desk, who may hand it back."""
    with unit(by=by) as u:
        task = _mine(by, task_id, "delegate")
        if to == task.assignee_id and holding.holder(task) == to:
            raise NotNow(_("The task is with this colleague already. Nothing was changed."), code="to")
        _check_colleague(task.desk_id, task.case_id, to, task.kind)
        _pass(u, task, "delegated", to=to)
        u.log("task.delegated", object_type="task", object_id=task.pk, subjects=task.concerns)


def hand_back(*, task_id: UUID, reason: str, by: Actor) -> None:
    """Give a task back to whoever passed it on, or to the desk, and say why by a word of the list."""
    with unit(by=by) as u:
        task = access.lock_task(by, task_id)
        _move(task, "hand_back")
        if task.assignee_id != by.account_id:
            raise NotNow(_("This task is not with you. Nothing was changed."), code="not_with_you")
        if reason not in states.HAND_BACK_REASONS:
            raise NotValid(_("Say why it goes back."), code="back_reason")
        _pass(u, task, "handed_back", to=_before(task, by), code=reason)
        u.log("task.handed_back", object_type="task", object_id=task.pk, code=reason, subjects=task.concerns)


def remind(*, task_id: UUID, by: Actor = SYSTEM, due: str = "") -> None:
    """Bring a task to mind: by a colleague once a day, by the system on its day. `due` skips a day that was moved."""
    with unit(by=by) as u:
        task = access.lock_task(by, task_id)
        by_system = by.kind == "system"
        if by_system and (task.state not in states.LIVE or (due and due != telling.due_mark(task))):
            return
        _check_live(task)
        if by_system and (later := telling.not_before(task, clock.now())) > clock.now():
            # The hours were agreed after this was planned: it comes to mind when they end.
            telling.remind_at(u, task, later)
            return
        if not by_system and task.told == "reminded" and task.told_at > clock.now() - timedelta(days=1):
            raise NotNow(_("Somebody was reminded of this within a day. Nothing else was sent."), code="reminded")
        telling.say(u, task, "due" if by_system else "reminded")
        task.save(update_fields=["told", "told_at"])
        telling.step(u, task, "reminded")
        u.log("task.reminded", object_type="task", object_id=task.pk, subjects=task.concerns)


def close(*, task_id: UUID, by: Actor, reason: str = "") -> None:
    """It is done; with a `reason` of the list, it was left undone."""
    with unit(by=by) as u:
        task = _mine(by, task_id, "leave" if reason else "close")
        if reason and reason not in states.NOT_DONE_REASONS:
            raise NotValid(_("Say why it was not done."), code="reason")
        task.state = states.NOT_DONE if reason else states.DONE
        task.reason, task.ended_at = reason, clock.now()
        task.save(update_fields=["state", "reason", "ended_at"])
        telling.step(u, task, task.state, code=reason)
        u.log("task.closed", object_type="task", object_id=task.pk, code=task.state, subjects=task.concerns)


def reopen(*, task_id: UUID, by: Actor) -> None:
    """It is to be done after all, by the same colleague if they still sit there, else by the desk."""
    with unit(by=by) as u:
        task = _mine(by, task_id, "reopen")
        closed = Case.objects.exclude(state="open")
        if task.case_id is not None and closed.filter(pk=task.case_id).exists():
            raise NotNow(_("The file of this task is closed. Open the file again first."), code="case_closed")
        if not access.rests(by, task):
            raise NotNow(
                _("The agreement or the access that this task rested on has ended. Nothing was changed."),
                code="access_ended",
            )
        if task.given_by is None and _raised_anew(task):
            raise NotNow(_("The same waits already, as another task. Nothing was changed."), code="raised_anew")
        _pass(u, task, "reopened", to=holding.holder(task))
        u.log("task.reopened", object_type="task", object_id=task.pk, subjects=task.concerns)


def _pass(u: Unit, task: Task, done: str, *, to: UUID | None, code: str = "") -> None:
    """The task is open again and with somebody else; they are told."""
    task.state, task.assignee_id, task.reason, task.ended_at = states.OPEN, to, "", None
    telling.say(u, task, done)
    task.save(update_fields=["state", "assignee", "reason", "ended_at", "told", "told_at"])
    telling.step(u, task, done, to=to, code=code)


def _mine(by: Actor, task_id: UUID, verb: str) -> Task:
    """A task that the actor may act on now. The moment is judged first: what a colleague has just done is said."""
    task = access.lock_task(by, task_id)
    _move(task, verb)
    policy.check_acts(by, task, holding.holder(task))
    return task


def _move(task: Task, verb: str) -> None:
    if states.leads_to(verb, task.state) is None:
        raise NotNow(words.already(task.state), code=f"already_{task.state}")


def _check_live(task: Task) -> None:
    if task.state not in states.LIVE:
        raise NotNow(words.already(task.state), code=f"already_{task.state}")


def _before(task: Task, by: Actor) -> UUID | None:
    """Who passed it on to the actor, if it can still go to them."""
    rows = TaskStep.objects.filter(task=task, action="delegated", to_id=by.account_id).order_by("-number")
    last = rows.values_list("by_id", flat=True).first()
    there: Sequence[UUID] = [one.pk for one in holding.colleagues(task.desk_id, task.case_id, task.kind)]
    return last if last in there and last != by.account_id else None


def _raised_anew(task: Task) -> bool:
    alike = Task.objects.filter(kind=task.kind, about_kind=task.about_kind, about_id=task.about_id)
    return alike.filter(given_by__isnull=True, state__in=states.LIVE).exclude(pk=task.pk).exists()


def _about(by: Actor, case_id: UUID | None, referral_id: UUID | None) -> tuple[Case | None, str, UUID | None]:
    """The case, what of it the task is about, and which one. The case is held, so that it is not closed meanwhile."""
    if referral_id is not None:
        referral = cases.lock_referral(by, referral_id)
        if referral.state == referral_states.WITHDRAWN:
            raise NotNow(_("The person took their agreement to this referral back."), code="withdrawn")
        if referral.to_desk_id == by.desk_id and not access.carries(by, referral.pk):
            raise NotNow(
                _("Of this referral nothing is read at your desk any more, so nothing is given out about it."),
                code="ended_here",
            )
        # A stand-in for the case, of which a receiving desk sees no row.
        return Case(pk=referral.case_id, person_id=referral.person_id), "referral", referral.pk
    if case_id is None:
        return None, "", None
    case = cases.lock_case(by, case_id)
    if case.state != "open":
        raise NotNow(_("This file is closed. Nothing is given out in it any more."), code="case_closed")
    return case, "case", case.pk


def _checked(wish: Wish, *, about: bool) -> str:
    """The sentence, once everything about the wish is well."""
    if wish.kind not in (states.GIVEN_KINDS if about else states.DESK_KINDS):
        raise NotValid(_("Choose what is to be done."), code="kind")
    text = " ".join(wish.text.replace("\0", "").split())
    if text and not about:
        raise NotValid(
            _("A task without a file has no sentence: what concerns somebody belongs into their file."), code="text"
        )
    if len(text) > LONGEST:
        raise NotValid(_("One short sentence: %(most)s letters at most.") % {"most": LONGEST}, code="text")
    day = _day(wish)
    if day is not None and not clock.today() <= day <= clock.today() + FURTHEST:
        raise NotValid(_("Choose a day from today on, within two years."), code="due_on")
    return text


def _knows_hours(by: Actor, case: Case, number: UUID | None) -> bool:
    """True at the desk that holds the file, and at one that reads how the person may be reached: only there a refusal
    tells of an hour. At every other the call waits all the same."""
    if case.desk_id == by.desk_id:
        return True
    referral = cases.lock_referral(by, number) if number is not None else None
    return referral is not None and reaching.knows(by, referral)


def _check_hour(wish: Wish, case_id: UUID) -> None:
    if wish.kind not in rules.APPOINTMENTS or wish.due_at is None:
        return
    # Asked first: who agrees to an hour for "nobody calls" has to have read that.
    if wish.kind in rules.CONTACTS and wish.agreed_hour != wish.due_at and contact_hours.nobody_calls([case_id]):
        raise NotValid(words.NO_HOUR, code="due_hour")
    contact_hours.check_hour(case_id, wish.due_at, agreed=wish.agreed_hour, code="due_hour")


def _day(wish: Wish) -> date | None:
    return wish.due_at.astimezone(clock.here()).date() if wish.due_at is not None else wish.due_on


def _check_colleague(desk_id: str, case_id: UUID | None, to: UUID | None, kind: str = "") -> None:
    if to is not None and to not in {one.pk for one in holding.colleagues(desk_id, case_id, kind)}:
        raise NotValid(
            # One answer for whoever is away, left, is unknown or is kept out of the case.
            _("This cannot go to that colleague today. Choose another of the list, or leave it to the desk."),
            code="to",
        )
