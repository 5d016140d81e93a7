"""The verbs of a right: told, asked, granted, refused, taken further, given up; and a day that somebody gave."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.cases import access as cases
from himaya.cases import policy as cases_policy
from himaya.cases.actions import quiet
from himaya.cases.models import Case
from himaya.institutions import queries as institutions
from himaya.institutions.content import load_languages
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit
from himaya.rights import content, policy, rules_days, states
from himaya.rights.content import Right
from himaya.rights.models import RightStep

LONGEST = 600


@dataclass(frozen=True, slots=True)
class Day:
    """A day by which something must be done, and who gave it: a lawyer, or the decision that it stands in."""

    on: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    """What a step says beside its right and its verb."""

    on: date
    language: str = ""
    where: str = ""
    reason: str = ""
    words: str = ""
    due: Day = Day()
    due_for: str = ""


def tell(*, case_id: UUID, right: str, language: str, on: date, by: Actor) -> UUID:
    """The person was told of the right, in this language. Returns the id of the step.

    Like all of these raises NotPermitted, NotFound, NotNow (closed, moved on), NotValid (the code names the field).
    """
    if language not in {row.id for row in load_languages()}:
        raise NotValid(_("Choose the language in which it was said."), code="language")
    return _do(states.TELL, case_id, right, _Step(on, language=language), by, _as_is)


def ask(*, case_id: UUID, right: str, where: str, words: str, on: date, by: Actor) -> UUID:
    """It was asked for, with the person: at a desk, or elsewhere in words. A day for a claim is met by it, no other."""
    if where and not institutions.no_consulates().filter(pk=where).exists():
        raise NotValid(_("Choose a desk of the list, or say in a few words where."), code="where")
    if not where and not words.strip():
        raise NotValid(_("Choose a desk of the list, or say in a few words where."), code="where")
    return _do(states.ASK, case_id, right, _Step(on, where=where, words=words), by, _as_is)


def grant(*, case_id: UUID, right: str, on: date, until: date | None, words: str, by: Actor) -> UUID:
    """It was granted, until a day, that day included, or without an end."""
    if until is not None and until < on:
        raise NotValid(_("The last day is before the first."), code="until")
    due = Day(until, rules_days.DECISION if until else "")
    step = _Step(on, words=words, due=due, due_for=rules_days.UNTIL if until else "")
    return _do(states.GRANT, case_id, right, step, by, _from_law(rules_days.GRANTED))


def refuse(*, case_id: UUID, right: str, reason: str, on: date, appeal: Day, words: str, by: Actor) -> UUID:
    """The body that was asked said no, for a coded reason; `appeal` is the last day to go further, if it is known."""
    if reason not in states.REFUSED_BECAUSE:
        raise NotValid(_("Choose why it was refused."), code="reason")
    _check_day(appeal, words, needed=False)
    step = _Step(on, reason=reason, words=words, due=appeal, due_for=rules_days.APPEAL if appeal.on else "")
    return _do(states.REFUSE, case_id, right, step, by, _from_law(rules_days.REFUSED))


def appeal(*, case_id: UUID, right: str, on: date, words: str, by: Actor) -> UUID:
    """The refusal was taken further: the day for it is met."""
    return _do(states.APPEAL_VERB, case_id, right, _Step(on, words=words), by, _as_is)


def give_up(*, case_id: UUID, right: str, on: date, by: Actor) -> UUID:
    """The person does not wish it, for now. No reason is asked; it can be taken up again, and its last day stands."""
    return _do(states.GIVE_UP, case_id, right, _Step(on), by, _as_is)


def set_day(*, case_id: UUID, right: str, day: Day, words: str, by: Actor) -> UUID:
    """Write down the last day for a claim or an appeal, with who gave it: no term of the content counts it here."""
    _check_day(day, words, needed=True)
    return _do(states.SET_DAY, case_id, right, _Step(clock.today(), words=words, due=day), by, _for_its_state)


# How the day that stands after a step comes about, from the step, the right, its state before and its last step.
_Due = Callable[[_Step, Right, str, RightStep | None], _Step]


def _as_is(step: _Step, _right: Right, _state: str, _last: RightStep | None) -> _Step:
    return step


def _for_its_state(step: _Step, _right: Right, state: str, last: RightStep | None) -> _Step:
    return replace(step, due_for=states.kind_of_day(state, last.due_for if last is not None else ""))


def _unmet(verb: str, step: _Step, last: RightStep | None) -> _Step:
    """The day that stood before goes on, unless the step gives another or this verb meets it."""
    if step.due.on is not None or last is None or last.due_on is None or last.due_for in states.MEETS[verb]:
        return step
    return replace(step, due=Day(last.due_on, last.due_source), due_for=last.due_for)


def _from_law(since: str) -> _Due:
    """A term that was read in an official text counts by itself, unless somebody gave a day."""
    kind = rules_days.APPEAL if since == rules_days.REFUSED else rules_days.UNTIL

    def counted(step: _Step, right: Right, _state: str, _last: RightStep | None) -> _Step:
        days = [rules_days.day_of(row.term, step.on) for row in right.terms if row.term.since == since]
        first = min((day for day in days if day is not None), default=None)
        if step.due.on is not None or first is None:
            return step
        return replace(step, due=Day(first, rules_days.LAW), due_for=kind)

    return counted


def _check_day(day: Day, words: str, *, needed: bool) -> None:
    if day.on is None:
        if needed or day.source:
            raise NotValid(_("Choose the day, the month and the year."), code="due_on")
        return
    if day.source not in rules_days.TYPED:
        raise NotValid(_("Say who gave this day."), code="due_source")
    if not words.strip():
        raise NotValid(_("Say in a few words which lawyer or which paper the day is from."), code="words")


def _do(verb: str, case_id: UUID, right: str, step: _Step, by: Actor, due: _Due) -> UUID:
    policy.check_works(by)
    words = step.words.replace("\0", "").strip()
    if len(words) > LONGEST:
        raise NotValid(_("Say it in a few sentences."), code="words")
    known = content.catalogue().rights.get(right)
    if known is None:
        raise NotFound
    with unit(by=by) as u:
        case = cases.lock_case(by, case_id)
        if case.state != "open":
            raise NotNow(_("This file is closed. Its rights can be read; nothing is added."), code="closed")
        if step.on > clock.today():
            raise NotValid(_("This day is still to come."), code="on")
        last = RightStep.objects.filter(case=case, right=right).defer("words").order_by("-number").first()
        before = last.state if last is not None else states.NOT_RAISED
        after = states.leads_to(verb, before, last.due_for if last is not None else "")
        if after is None:
            raise NotNow(_("This has moved on meanwhile. Open it again to see where it stands."), code="right_moved")
        row = _row(u, case, verb, right, after, _unmet(verb, due(step, known, before, last), last))
        seal(row, words=words or None)
        row.save(force_insert=True)
        quiet.stirred(case.pk)
        u.log(f"right.{row.word}", object_type="case", object_id=case.pk, code=right, subjects=[case.person_id])
        if last is not None and last.due_on is not None:
            u.tell("right.moved", case=str(case.pk), step=str(last.pk))
        _remind(u, case, row, kept=last is not None and last.due_on == row.due_on)
        return row.pk


def _row(u: Unit, case: Case, verb: str, right: str, after: str, step: _Step) -> RightStep:
    number = RightStep.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    return RightStep(
        person_id=case.person_id,
        case=case,
        number=number + 1,
        right=right,
        at=clock.now(),
        word=states.DONE[verb],
        state=after,
        on=step.on,
        language=step.language,
        where_id=step.where or None,
        reason=step.reason,
        due_on=step.due.on,
        due_for=step.due_for,
        due_source=step.due.source,
        desk_id=u.by.desk_id,
        done_by=cases_policy.account_of(u.by),
    )


def _remind(u: Unit, case: Case, row: RightStep, *, kept: bool) -> None:
    """Word for the worker, fourteen and three days before: ids only. Whether the day still stands is asked then.

    Of a day that was kept and brought to mind already, at once too: what told of it was about the step before.
    """
    if row.due_on is None:
        return
    hours, now = case.desk.hours, clock.now().astimezone(clock.here())
    moments = set(rules_days.warn_at(row.due_on, hours, now))
    if kept and rules_days.reminded(row.due_on, hours, now):
        moments.add(now)
    for moment in sorted(moments):
        u.tell("right.deadline_due", due_at=moment, case=str(case.pk), step=str(row.pk))
