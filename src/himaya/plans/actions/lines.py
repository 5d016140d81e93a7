"""The verbs of a line. The desk that holds the plan proposes and gives; the desk that does it says how it goes."""

from dataclasses import dataclass
from datetime import UTC, date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import consulates, tallies
from himaya.cases.actions import quiet
from himaya.cases.models import Case
from himaya.cases.sending import role_of
from himaya.institutions import catalogue
from himaya.institutions import queries as institutions
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_reference
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit
from himaya.plans import access, giving, policy, rules, states, words
from himaya.plans.actions import goals
from himaya.plans.events import DONE
from himaya.plans.models import Goal, Line, LineStep

MOST_LINES = 200
LONGEST = 240


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done for a goal: in words, which service, by which desk, until which day."""

    action: str
    service: str
    desk_id: str
    due_on: date


def add(*, goal_id: UUID, step: Step, instance_id: UUID, by: Actor) -> Line:
    """Propose a line. Nothing goes anywhere before the person agreed and it is given. The same form keeps one.

    Raises NotFound, NotNow (closed, goal ended, full), NotValid (the code names the field).
    """
    with unit(by=by) as u:
        found = Goal.objects.filter(pk=goal_id).values_list("case_id", flat=True).first()
        if found is None:
            raise NotFound
        case = goals.held(by, found)
        rows = Line.objects.filter(case=case).defer("action")
        done = rows.filter(instance_id=instance_id).first()
        if done is not None:
            return done
        if not Goal.objects.filter(pk=goal_id, ended_on__isnull=True).exists():
            raise NotNow(_("This goal was ended. Add the line to another one."), code="goal")
        if rows.count() >= MOST_LINES:
            raise NotNow(_("There are as many lines here as can be kept."), code="full")
        _check(step)
        known = rows.filter(desk_id=step.desk_id).values_list("reference", flat=True).first()
        line = Line(
            person_id=case.person_id,
            case=case,
            goal_id=goal_id,
            instance_id=instance_id,
            number=rows.count() + 1,
            reference=known or new_reference(),
            service=step.service,
            region=case.region,
            desk_id=step.desk_id,
            added_on=clock.today(),
            due_on=step.due_on,
        )
        seal(line, action=goals.sentence(step.action, "action", LONGEST))
        line.save(force_insert=True)
        _record(u, line, "add")
        return line


def _check(step: Step) -> None:
    if step.service not in catalogue.services():
        raise NotValid(_("Choose a service."), code="service")
    desk = institutions.standing_desks().filter(pk=step.desk_id).first()
    if desk is None:
        raise NotValid(_("Choose the desk that does it."), code="desk")
    consulates.refuse_any(desk, "plan")
    if step.due_on < clock.today():
        raise NotValid(_("Choose a day from today on."), code="due_on")


def accept(*, line_id: UUID, by: Actor) -> None:
    """The person agrees to this line."""
    _move("accept", line_id, by=by)


def refuse(*, line_id: UUID, by: Actor) -> None:
    """The person says no, at any time: no reason is asked, and the other lines stay as they are."""
    _move("refuse", line_id, by=by)


def offer_again(*, line_id: UUID, by: Actor) -> None:
    """Offer once more what was refused or not to be had."""
    _move("offer_again", line_id, by=by)


def postpone(*, line_id: UUID, due_on: date, by: Actor) -> None:
    """Move the day until which it is to be done. Raises NotFound, NotPermitted, NotNow (ended), NotValid (due_on)."""
    with unit(by=by) as u:
        case, line = access.lock_line(by, line_id)
        policy.check_verb(by, case, line, "accept")
        _check_open(case)
        if line.state not in states.OPEN:
            raise NotNow(words.already(line.state), code=f"already_{line.state}")
        if due_on < clock.today():
            raise NotValid(_("Choose a day from today on."), code="due_on")
        if due_on == line.due_on:
            return
        line.due_on = due_on
        line.save(update_fields=["due_on"])
        _record(u, line, "postpone")
        # What was neither given nor begun is nothing of which a desk is reminded.
        if line.state in states.EXPECTED:
            _remind(u, case, line)


def request(*, line_id: UUID, by: Actor) -> None:
    """Give a line to the desk that is to do it: only while the person agrees that this desk sees its lines.

    Raises NotFound, NotPermitted, NotNow (what `giving.check` says; the desk's own lines are taken up instead).
    """
    with unit(by=by) as u:
        case, line = _ready("request", line_id, by)
        if line.desk_id == case.desk_id:
            raise NotNow(_("This line is your own desk’s: begin it instead."), code="own")
        giving.check(case, line)
        line.given_at = clock.now()
        _to(u, line, "request")
        _remind(u, case, line)


def take_up(*, line_id: UUID, by: Actor) -> None:
    """Begin a line of the own desk. It comes to mind before its day, as one that was given does."""
    with unit(by=by) as u:
        case, line = _ready("take_up", line_id, by)
        _to(u, line, "take_up")
        _remind(u, case, line)


def acknowledge(*, line_id: UUID, by: Actor) -> None:
    """The desk has the line and will see to it."""
    _move("acknowledge", line_id, by=by)


def start(*, line_id: UUID, by: Actor) -> None:
    """The desk begins, or goes on after a pause."""
    _move("start", line_id, by=by)


def suspend(*, line_id: UUID, by: Actor, sentence: str = "") -> None:
    """The desk pauses; a sentence may say what it waits for."""
    _move("suspend", line_id, by=by, sentence=sentence)


def complete(*, line_id: UUID, delivered: str, by: Actor, sentence: str = "") -> None:
    """The desk says what came of it: given, in part, or not. Raises also NotValid (delivered, sentence)."""
    if delivered not in states.DELIVERED:
        raise NotValid(_("Say whether it was given."), code="delivered")
    _move("complete", line_id, by=by, code=delivered, sentence=sentence, delivered=delivered)


def not_available(*, line_id: UUID, reason: str, by: Actor, sentence: str = "") -> None:
    """Say that it cannot be had here: the gap is counted, by service and region. Raises also NotValid (reason)."""
    if reason not in states.REASONS:
        raise NotValid(_("Say why: the reason is about the service, never about the person."), code="reason")
    _move("not_available", line_id, by=by, code=reason, sentence=sentence, reason=reason)


def _move(verb: str, line_id: UUID, *, by: Actor, code: str = "", sentence: str = "", **changes: Any) -> None:
    """One step of a line: locked, checked, changed, recorded, told; then nothing, or all of it."""
    with unit(by=by) as u:
        case, line = _ready(verb, line_id, by)
        said = goals.sentence(sentence, "sentence", LONGEST) if sentence.strip() else None
        # What was said of an earlier try does not stand beside the next.
        line.reason = line.delivered = ""
        for name, value in changes.items():
            setattr(line, name, value)
        begun = line.given_at is not None or line.state in states.EXPECTED
        # Only by telephone does a line begin that was not given: whoever called is reminded of it.
        called = verb == "start" and line.state == states.ACCEPTED
        if verb == "offer_again":
            line.given_at = None
        _to(u, line, verb, code=code, sentence=said)
        _tell(u, case, line, verb, begun=begun)
        if called:
            _remind(u, case, line)


def _ready(verb: str, line_id: UUID, by: Actor) -> tuple[Case, Line]:
    case, line = access.lock_line(by, line_id)
    stands_in = case.desk_id == by.desk_id and giving.stands_in(case, line)
    policy.check_verb(by, case, line, verb, stands_in=stands_in)
    if stands_in or states.TRANSITIONS[verb][2] != states.BODY:
        _check_open(case)
    if states.leads_to(verb, line.state, stands_in=stands_in) is None:
        raise NotNow(words.already(line.state), code=f"already_{line.state}")
    if stands_in and verb == "start" and line.state == states.ACCEPTED:
        # It begins there because the desk was told, by telephone: that rests on the same as giving it.
        giving.check_told(case, line)
    return case, line


def _check_open(case: Case) -> None:
    if case.state != "open":
        raise NotNow(_("This file is closed. Its plan can still be read."), code="closed")


def _to(u: Unit, line: Line, verb: str, *, code: str = "", sentence: str | None = None) -> None:
    line.state = states.TRANSITIONS[verb][1]
    line.save(update_fields=["state", "reason", "delivered", "given_at"])
    _record(u, line, verb, code=code, sentence=sentence)


def _record(u: Unit, line: Line, verb: str, *, code: str = "", sentence: str | None = None) -> None:
    """The step that both desks see, and the audit row."""
    done = DONE[verb]
    step = LineStep(
        person_id=line.person_id,
        line=line,
        number=LineStep.objects.filter(line=line).count() + 1,
        at=clock.now(),
        verb=done,
        state=line.state,
        code=code,
        due_on=line.due_on,
        desk_id=u.by.desk_id,
        role=role_of(u.by),
    )
    seal(step, sentence=sentence)
    step.save(force_insert=True)
    quiet.stirred(line.case_id)
    u.log(f"plan_line.{done}", object_type="plan_line", object_id=line.pk, code=code, subjects=[line.person_id])


def _tell(u: Unit, case: Case, line: Line, verb: str, *, begun: bool) -> None:
    """Word for the worker: what a desk reports, and what it need not do any more. A gap is counted."""
    number, desk = str(line.pk), line.desk_id
    if states.TRANSITIONS[verb][2] == states.BODY:
        u.tell("plan_line.reported", case=str(case.pk), line=number, desk=desk, state=line.state)
    if verb == "refuse" and begun:
        u.tell("plan_line.refused", case=str(case.pk), line=number, desk=desk)
    if verb == "not_available":
        tallies.add(tallies.Count(tallies.NO_SERVICE, desk_id=line.desk_id, region=line.region, answer=line.service))


def _remind(u: Unit, case: Case, line: Line) -> None:
    """In the hours of the desk that says how it goes; which one that is then is looked at again when the day comes."""
    now = clock.now().astimezone(clock.here())
    desk = case.desk if giving.stands_in(case, line) else line.desk
    moment = rules.remind_at(line.due_on, desk.hours, now)
    day = line.due_on.isoformat()
    # Which day it is about: a message that was overtaken by another day says so.
    u.tell(
        "plan_line.due",
        case=str(line.case_id),
        line=str(line.pk),
        desk=line.desk_id,
        due_on=day,
        due_at=moment.astimezone(UTC),
    )
