"""The verbs of what a person asks about their own data: written down, prepared, released or decided, handed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.access import open_case
from himaya.cases.actions import assessments
from himaya.cases.models import Case
from himaya.disclosures import holdings
from himaya.disclosures import policy_requests as policy
from himaya.disclosures import rules_requests as rules
from himaya.disclosures import states_requests as states
from himaya.disclosures.access_requests import PURPOSE, lock_request, lock_with_case
from himaya.disclosures.models_requests import DataRequest
from himaya.institutions.actions import notices
from himaya.kernel import clock, two_people, wall
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_id, new_reference, tidy_reference
from himaya.kernel.sealed import seal, sealed_fields
from himaya.kernel.unit import unit
from himaya.persons.actions import people
from himaya.persons.models import Person

LONGEST, LONGEST_NAME = 2000, people.LONGEST


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came. `file` is a reference the officer watches over; `field` and `wanted` only to set right."""

    kind: str
    asker: str
    proof: str
    file: str
    asked_on: date
    field: str = ""
    wanted: str = ""


def record(*, asked: Asked, by: Actor) -> UUID:
    """Write down that somebody asked, when, and how they were recognised. What they lived through is not asked.

    Raises NotPermitted, NotValid, NotFound for an unknown file, NotNow while the same is asked already.
    """
    policy.check_keeps(by)
    _check(asked)
    with unit(by=by) as u:
        case = _case(asked.file, by)
        if _open(case, asked).exists():
            raise NotNow(_("The same is asked for this file already, and not answered yet."), code="asked_already")
        named = asked.field in states.NAMES
        if named and _is_anonymous(case):
            raise NotNow(_("The identity of this person was erased. There is nothing to set right."), code="erased")
        row = DataRequest(
            id=new_id(),
            person_id=case.person_id,
            case=case,
            # Of the file, also where the data authority writes it down: its institution answers, and is reminded.
            institution_id=case.institution_id,
            reference=new_reference(),
            kind=asked.kind,
            asker=asked.asker,
            proof=asked.proof,
            field=asked.field,
            asked_on=asked.asked_on,
            due_on=rules.due_on(asked.asked_on),
            recorded_by=cases.account_of(by),
        )
        wanted = asked.wanted.strip() or None
        seal(row, wanted_name=wanted if named else None, wanted=None if named else wanted)
        row.save(force_insert=True)
        u.log("data_request.recorded", code=asked.kind, **_about(row))
        for day in (rules.remind_on(row.due_on), row.due_on):
            u.tell("data_request.due", due_at=_morning(day), request=str(row.pk), case=str(case.pk))
        two_people.begun(u, "set_right", row.pk)
    return row.pk


def prepare(*, request_id: UUID, keys: Sequence[str], left_out: Mapping[str, str], no_danger: bool, by: Actor) -> None:
    """Say, part by part, what the answer gives and why each other part is left out. May be done anew until released.

    `keys` are the parts that were looked at: a part that came meanwhile is not given unseen. `no_danger`: nothing
    suggests that who asks endangers the person; needed for whoever comes on their behalf.
    """
    policy.check_answers(by)
    chosen = rules.split(keys, left_out)
    if chosen is None:
        raise NotValid(_("Say why each part that is left out is left out."), code="parts_unknown")
    given, without = chosen
    with unit(by=by) as u:
        case, row = lock_with_case(by, request_id)
        after = _moment(row, "prepare")
        with open_case(by, case.pk, purpose=PURPOSE) as opened:
            if {one.key for one in holdings.items(opened)} != set(keys):
                raise NotNow(_("The file changed while you looked at it. Open it again."), code="file_changed")
        _check_danger(row, no_danger=no_danger)
        reasons = list(without.values())
        row.about_other, row.endangers = reasons.count(states.ABOUT_OTHER), reasons.count(states.ENDANGERS)
        row.prepared_by, row.prepared_on, row.state = cases.account_of(by), clock.today(), after
        seal(row, parts={"given": given, "left_out": without})
        row.save()
        u.log("data_request.prepared", **_about(row))
        two_people.begun(u, "answer", row.pk)


def send_back(*, request_id: UUID, by: Actor) -> None:
    """The officer does not release it so: the desk looks at the parts again."""
    with _officer(by) as u:
        row = lock_request(by, request_id)
        _step(row, "send_back")
        u.log("data_request.sent_back", **_about(row))


def release(*, request_id: UUID, seen: int, by: Actor) -> None:
    """Let the prepared answer go to the person: another one than who prepared it.

    `seen` is the revision that was looked at: an answer that was prepared anew meanwhile is not released unseen.
    """
    with _officer(by) as u:
        row = lock_request(by, request_id)
        _moment(row, "release")
        if row.revision != seen:
            raise _moved()
        policy.check_another(by, row)
        row.decided_by, row.decided_on = cases.account_of(by), clock.today()
        _step(row, "release", "decided_by", "decided_on")
        u.log("data_request.released", **_about(row))


def decline(*, request_id: UUID, reason: str, by: Actor) -> None:
    """Nothing is answered: it could not be established who asks, or who asks is a danger."""
    if reason not in states.DECLINE_REASONS:
        raise NotValid(_("Choose why nothing is answered."), code="reason_missing")
    with _officer(by) as u:
        row = lock_request(by, request_id)
        row.reason, row.decided_by, row.decided_on = reason, cases.account_of(by), clock.today()
        _step(row, "decline", "reason", "decided_by", "decided_on")
        u.log("data_request.declined", code=reason, **_about(row))


def drop(*, request_id: UUID, by: Actor) -> None:
    """The person took their question back. No reason is asked."""
    with _officer(by) as u:
        row = lock_request(by, request_id)
        _step(row, "drop")
        u.log("data_request.dropped", **_about(row))


def accept(*, request_id: UUID, reason: str, value: str, no_danger: bool, by: Actor) -> None:
    """Set right what was asked. A line of the identity is replaced and its former words are gone; an answer gets a new
    set beside the earlier one. For an answer, `value` is `question=choice`. The wish is emptied: it is fulfilled.
    `no_danger` as in `prepare`: what somebody else wants written may be what brings the person to them.
    """
    policy.check_answers(by)
    if reason not in states.ACCEPT_REASONS:
        raise NotValid(_("Choose why this is right."), code="reason_missing")
    with unit(by=by) as u:
        case, row = lock_with_case(by, request_id)
        after = _moment(row, "accept")
        policy.check_another(by, row)
        _check_reach(row.asker, row.field)
        _check_danger(row, no_danger=no_danger)
        if row.field == states.ANSWER:
            name, _sign, choice = value.partition("=")
            assessments.correct(case_id=case.pk, name=name, value=choice, purpose=PURPOSE, by=by)
        else:
            _set_right(row, value, by)
        row.reason, row.decided_by, row.decided_on = reason, cases.account_of(by), clock.today()
        row.state = after
        seal(row)
        row.save()
        u.log("data_request.accepted", code=row.field, **_about(row))


def refuse(*, request_id: UUID, reason: str, statement: str, by: Actor) -> None:
    """Leave it as it stands, with a reason; what the person wants said stays beside it, sealed, and is shown too."""
    policy.check_answers(by)
    if reason not in states.REFUSE_REASONS:
        raise NotValid(_("Choose why this is not changed."), code="reason_missing")
    if len(statement) > LONGEST:
        raise NotValid(_("Say it in a few sentences."), code="text_missing")
    with unit(by=by) as u:
        _case_held, row = lock_with_case(by, request_id)
        after = _moment(row, "refuse")
        policy.check_another(by, row)
        row.reason, row.decided_by, row.decided_on = reason, cases.account_of(by), clock.today()
        row.state = after
        with Access(by, PURPOSE, action="case.read", about=("case", row.case_id)) as access:
            access.open(row)
            kept = {field.name: getattr(row, field.name) for field in sealed_fields(DataRequest)}
            seal(row, **{**kept, "statement": statement.strip() or None})
        row.save()
        u.log("data_request.refused", code=reason, **_about(row))


def hand_over(*, request_id: UUID, way: str, on: date, by: Actor) -> None:
    """The answer reached the person, by hand: how and on which day."""
    if way not in states.WAYS:
        raise NotValid(_("Choose how the person got it. It is never mailed."), code="way_missing")
    with _officer(by) as u:
        row = lock_request(by, request_id)
        if not row.asked_on <= on <= clock.today():
            raise NotValid(_("Say on which day, between the question and today."), code="day_wrong")
        row.way, row.answered_on = way, on
        _step(row, "hand_over", "way", "answered_on")
        u.log("data_request.handed_over", code=way, **_about(row))


def remind(*, request_id: UUID, by: Actor) -> None:
    """A day has come: tell the officers of the institution that an answer is owed, if it still is. Nothing of it."""
    with unit(by=by) as u:
        row = DataRequest.objects.select_for_update(of=("self",)).filter(pk=request_id).first()
        if row is None or row.state not in states.OPEN:
            return
        for account_id in notices.officers(row.institution_id):
            notices.give(account_id=account_id, kind="answer_owed", by=by)
        u.log("data_request.reminded", **_about(row))


def _officer(by: Actor) -> Any:
    policy.check_keeps(by)
    return unit(by=by)


def _moment(row: DataRequest, verb: str) -> str:
    after = states.leads_to(verb, row.kind, row.state)
    if after is None:
        raise _moved()
    return after


def _moved() -> NotNow:
    return NotNow(_("This has moved on meanwhile. Open it again to see where it stands."), code="request_moved")


def _step(row: DataRequest, verb: str, *columns: str) -> None:
    row.state = _moment(row, verb)
    row.save(update_fields=["state", *columns])


def _check(asked: Asked) -> None:
    if asked.kind not in states.KINDS or (asked.field in states.FIELDS) != (asked.kind == states.RECTIFY):
        raise NotValid(_("Say what is asked."), code="kind_missing")
    if not rules.proof_fits(asked.asker, asked.proof):
        raise NotValid(
            _("Say how you made sure who asks. Whoever comes for somebody else shows a mandate."), code="proof_wrong"
        )
    longest = LONGEST_NAME if asked.field in states.NAMES else LONGEST
    if (asked.kind == states.RECTIFY) != bool(asked.wanted.strip()) or len(asked.wanted) > longest:
        raise NotValid(_("Write in a few words what should stand there instead."), code="wanted_missing")
    if asked.asked_on > clock.today():
        raise NotValid(_("This day is still to come."), code="day_to_come")
    _check_reach(asked.asker, asked.field)


def _check_reach(asker: str, field: str) -> None:
    if not rules.may_ask_for(asker, field):
        raise NotValid(
            _("How the person is reached, and where they are met, only they change. Speak with them alone."),
            code="only_the_person",
        )


def _check_danger(row: DataRequest, *, no_danger: bool) -> None:
    if rules.needs_a_look(row.asker) and not no_danger:
        raise NotNow(
            _("Say first that nothing suggests a danger from who asks. If something does, tell the officer."),
            code="danger_not_answered",
        )


def _case(typed: str, by: Actor) -> Case:
    """The file, held: of two who write the same down at once, the second finds the first."""
    near = Case.objects.select_for_update(of=("self",)).filter(cases.overseen_cases(by))
    with wall.beyond(wall.INSTITUTION):
        found = near.filter(reference=tidy_reference(typed)).first()
    if found is None:
        raise NotFound
    return found


def _is_anonymous(case: Case) -> bool:
    """True once the identity was erased: the officer sees no person, and nothing else of them is looked at."""
    with wall.beyond(wall.EVERYTHING):
        return Person.objects.filter(pk=case.person_id, anonymous_since__isnull=False).exists()


def _open(case: Case, asked: Asked) -> Any:
    return DataRequest.objects.filter(case=case, kind=asked.kind, field=asked.field, state__in=states.OPEN)


def _set_right(row: DataRequest, value: str, by: Actor) -> None:
    """The person is held first, so that a correction from elsewhere is not overwritten by older words."""
    if not value.strip():
        raise NotValid(_("Write what should stand there."), code="value_missing")
    person = Person.objects.select_for_update(of=("self",)).get(pk=row.person_id)
    with Access(by, PURPOSE, action="case.read", about=("case", row.case_id)) as access:
        kept = people.identity_of(person, access)
        right: dict[str, Any] = {row.field: value.strip()}
        people.correct(person_id=person.pk, identity=replace(kept, **right), by=by)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8), tzinfo=clock.here())


def _about(row: DataRequest) -> dict[str, Any]:
    return {"object_type": "data_request", "object_id": row.pk, "subjects": [row.person_id]}
