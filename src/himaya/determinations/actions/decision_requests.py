"""The verbs of a request: sent to a named body, sent on by counsel, taken back by the desk or with what carried it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from himaya.cases import access as cases
from himaya.cases.actions import quiet
from himaya.cases.models import Case, Consent
from himaya.cases.policy import account_of
from himaya.cases.rules_assessing import is_child, was_asked
from himaya.cases.words import AGE_FIRST
from himaya.determinations import access, policy, queries, rules, sheets, states, words
from himaya.determinations.actions import counsels
from himaya.determinations.models import Decision, Naming, Request
from himaya.determinations.sheets import Sheet
from himaya.institutions import queries as institutions
from himaya.institutions.models import Desk
from himaya.kernel import clock, wall
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit
from himaya.legal import gate


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked: a step for the first time, or another look at a decision (its id), and who wished it."""

    step: str = ""
    kind: str = states.FIRST
    about: UUID | None = None
    asked_by: str = "person"
    # Before something goes to police, prosecution or a court: whether time to recover was offered, and on which day.
    recovery: str = ""
    recovery_on: date | None = None


def send(*, case_id: UUID, wanted: Wanted, sheet: Sheet, by: Actor) -> UUID:
    """Send the sheet, frozen, to the body that is named for it; the person agreed that it goes there.

    Where the body is of police, prosecution or a court, legal counsel at the desk reads it first and sends it.

    Raises NotFound, NotPermitted, NotNow (closed, nobody named, one waits, not agreed, not told), NotValid.
    """
    with unit(by=by) as u:
        case = cases.lock_case(by, case_id)
        policy.check_asks(by)
        naming, desk, about = check(case, wanted)
        again = wanted.kind != states.FIRST
        body = sheets.checked(sheet, means_asked=rules.asks_means(case.age_group), again=again)
        to_counsel = institutions.enforces(desk)
        recovery, recovery_on = recovered(wanted) if to_counsel else (None, None)
        last = Request.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
        row = Request(
            case=case,
            person_id=case.person_id,
            number=last + 1,
            step=about.step if about is not None else wanted.step,
            kind=wanted.kind,
            about=about.number if about is not None else None,
            asked_by_whom=wanted.asked_by,
            child=is_child(case.age_group),
            naming=naming,
            from_desk_id=case.desk_id,
            to_desk=desk,
            state=states.TO_COUNSEL if to_counsel else states.SENT,
            sent_at=clock.now(),
            sent_by=account_of(by),
            handed_at=None if to_counsel else clock.now(),
            recovery=recovery,
            recovery_on=recovery_on,
        )
        seal(row, sheet=sheets.as_json(body))
        row.save(force_insert=True)
        quiet.stirred(case.pk)
        if to_counsel:
            u.log("decision_request.drafted", **access.about(case.pk, case.person_id))
            u.tell("decision_request.drafted", request=str(row.pk))
        else:
            _handed(u, row)
        return row.pk


def recovered(wanted: Wanted) -> tuple[str | None, date | None]:
    """What was said of time to recover, with its day; nothing where nothing was said: it stops nobody.

    Raises NotValid (no such answer; an answer without a day, or with one to come).
    """
    if not wanted.recovery:
        return None, None
    if wanted.recovery not in states.RECOVERY:
        raise NotValid(words.CHOOSE_RECOVERY, code="recovery")
    if wanted.recovery_on is None or wanted.recovery_on > clock.today():
        raise NotValid(words.RECOVERY_DAY, code="recovery_on")
    return wanted.recovery, wanted.recovery_on


def advise(*, request_id: UUID, yes: bool, by: Actor) -> None:
    """Legal counsel at the desk, or of the desk that was named, sends what waits for their word, or says no. Not
    whoever asked.

    Raises NotFound, NotPermitted, NotNow (not waiting for it, closed, nobody named, not agreed).
    """
    with unit(by=by) as u:
        row, elsewhere = access.lock_to_advise(by, request_id)
        policy.check_advises(by)
        if row.sent_by == by.account_id:
            raise NotPermitted(words.COUNSEL_ASKED, code="same_person")
        allowed, after = states.TRANSITIONS["advise" if yes else "advise_against"]
        if row.state not in allowed:
            raise NotNow(words.NOT_WAITING, code="not_waiting")
        if elsewhere and not queries.advisable(row, by.desk_id):
            raise NotNow(words.NO_ADVICE, code="no_advice")
        if yes:
            _check_carried(row)
        row.state, row.advised_by = after, account_of(by)
        row.handed_at, row.ended_at = (clock.now(), None) if yes else (None, clock.now())
        # Once it does not wait any more, the store shows counsel of another desk nothing of it.
        with wall.beyond(wall.EVERYTHING):
            row.save(update_fields=["state", "advised_by", "handed_at", "ended_at"])
            counsels.end(u, row, states.SAID if elsewhere else states.REQUEST_ENDED)
        u.log("decision_request.advised", **access.about(row.case_id, row.person_id))
        u.tell("decision_request.advised", request=str(row.pk))
        if yes:
            _handed(u, row)


def _handed(u: Unit, row: Request) -> None:
    u.log("decision_request.sent", code=row.step, **access.about(row.case_id, row.person_id))
    u.tell("decision_request.sent", request=str(row.pk))


def _check_carried(row: Request) -> None:
    """As on the day on which it was written: nothing that carried it ended while it waited."""
    if not queries.is_open(row.case_id):
        raise NotNow(words.CLOSED, code="closed")
    if queries.named_for(row) is None:
        raise NotNow(words.AGAINST_ASKING["no_body"], code="no_body")
    desk = Desk.objects.select_related("institution").get(pk=row.to_desk_id)
    with wall.beyond(wall.EVERYTHING):
        sender = Case.objects.values_list("institution_id", flat=True).get(pk=row.case_id)
    gate.check_recipient(sender_id=sender, receiver=desk.institution)
    if not queries.agreed(row.case_id, desk.pk):
        raise NotNow(words.not_agreed(str(desk.name)), code="not_agreed")


def check(case: Case, wanted: Wanted) -> tuple[Naming, Desk, Decision | None]:
    """The entry that names the body, its desk, and the decision that is to be looked at again.

    Raises NotNow or NotValid with what stands against asking.
    """
    if case.state != "open":
        raise NotNow(words.CLOSED, code="closed")
    if not was_asked(case.age_group):
        raise NotNow(AGE_FIRST, code="age_first")
    if wanted.kind not in states.KINDS or wanted.asked_by not in states.ASKED_BY:
        raise NotValid(words.CHOOSE_WHO_ASKS, code="asked_by")
    named, waits = queries.bodies(), queries.pending(case.pk) is not None
    about: Decision | None = None
    if wanted.kind == states.FIRST:
        if wanted.step not in states.STEPS:
            raise NotValid(words.CHOOSE_STEP, code="step")
        stands = rules.against_asking(wanted.step, queries.status_of(case.pk), tuple(named), pending=waits)
        place = wanted.step
    else:
        about = _looked_at_again(case, wanted.about)
        told = queries.told(about)
        stands = rules.against_review(wanted.kind, told=told, named=tuple(named), pending=waits)
        place = states.APPEAL_BODY if wanted.kind == states.APPEAL else about.step
        if not stands and place not in named:
            stands = "no_body"
    if stands:
        raise NotNow(words.AGAINST_ASKING[stands], code=stands)
    naming = named[place]
    desk = naming.desk
    if desk is None:
        raise NotNow(words.AGAINST_ASKING["no_body"], code="no_body")
    gate.check_recipient(sender_id=case.institution_id, receiver=desk.institution)
    if not queries.agreed(case.pk, desk.pk):
        raise NotNow(words.not_agreed(str(desk.name)), code="not_agreed")
    return naming, desk, about


def against(case: Case, wanted: Wanted) -> NotNow | NotValid | None:
    """What stands today against asking; None when nothing does."""
    try:
        check(case, wanted)
    except (NotNow, NotValid) as refusal:
        return refusal
    return None


def withdraw(*, request_id: UUID, by: Actor) -> None:
    """Take a request back, because the person wishes it; the body reads nothing of it any more. Also on a closed file.

    Raises NotFound, NotPermitted, NotNow (decided already).
    """
    with unit(by=by) as u:
        row = access.lock_held(by, request_id)
        policy.check_asks(by)
        if row.state not in states.TRANSITIONS["withdraw"][0]:
            raise NotNow(words.NOT_WAITING, code="not_waiting")
        _withdraw(u, row)


def withdraw_with_agreement(*, consent_id: UUID, by: Actor = SYSTEM) -> int:
    """For the worker: the person took the agreement with a body back, and what waits there is taken back with it."""
    _check_system(by)
    line = Consent.objects.filter(pk=consent_id, recipient__isnull=False).first()
    if line is None:
        return 0
    return _withdraw_all(line.case_id, by, to_desk=line.recipient_id or "")


def withdraw_with_file(*, case_id: UUID, by: Actor = SYSTEM) -> int:
    """For the worker: the file was closed, and nothing is decided in it; unless it was opened again meanwhile."""
    _check_system(by)
    return _withdraw_all(case_id, by)


def withdraw_unnamed(*, by: Actor = SYSTEM) -> int:
    """For the worker: the register changed, and what waits at a body that is not named any more is taken back."""
    _check_system(by)
    waiting = Request.objects.filter(state__in=states.WAITING).order_by("case_id")
    named = queries.bodies()
    gone = [row for row in waiting.defer("sheet") if queries.named_for(row, named) is None]
    return sum(_withdraw_all(row.case_id, by) for row in gone)


def _withdraw_all(case_id: UUID, by: Actor, *, to_desk: str = "") -> int:
    with unit(by=by) as u:
        list(Case.objects.select_for_update().filter(pk=case_id).values_list("pk"))
        rows = Request.objects.select_for_update(of=("self",)).filter(case_id=case_id, state__in=states.WAITING)
        waiting = [row for row in rows.defer("sheet") if not to_desk or row.to_desk_id == to_desk]
        gone = [row for row in waiting if not queries.carried(row)]
        for row in gone:
            _withdraw(u, row)
        return len(gone)


def _withdraw(u: Unit, row: Request) -> None:
    row.state, row.ended_at = states.WITHDRAWN, clock.now()
    row.save(update_fields=["state", "ended_at"])
    counsels.end(u, row, states.REQUEST_ENDED)
    u.log("decision_request.withdrawn", **access.about(row.case_id, row.person_id))
    u.tell("decision_request.withdrawn", request=str(row.pk))


def _looked_at_again(case: Case, decision_id: UUID | None) -> Decision:
    row = Decision.objects.filter(case=case, pk=decision_id or UUID(int=0)).defer("reasons").first()
    if row is None:
        raise NotFound
    return row


def _check_system(by: Actor) -> None:
    if by.kind != "system":
        raise NotPermitted(code="not_the_system")
