"""The verbs of legal counsel of another desk: named to read one sheet, and the naming ended before their word."""

from uuid import UUID

from himaya.cases.models import Case, Consent
from himaya.cases.policy import account_of
from himaya.determinations import access, policy, queries, queries_waiting, states, words
from himaya.determinations.models import Counsel, Request
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.legal import gate


def name_counsel(*, request_id: UUID, desk_id: str, by: Actor) -> UUID:
    """Name legal counsel of another desk to read the sheet before it goes; the person agreed that they read it.

    Raises NotFound, NotPermitted, NotValid (no such desk), NotNow (not waiting, closed, one is named, not agreed).
    """
    with unit(by=by) as u:
        row = access.lock_held(by, request_id)
        policy.check_asks(by)
        if row.state != states.TO_COUNSEL:
            raise NotNow(words.NOT_WAITING, code="not_waiting")
        if not queries.is_open(row.case_id):
            raise NotNow(words.CLOSED, code="closed")
        if queries.counsel_named(row.pk) is not None:
            raise NotNow(words.COUNSEL_NAMED, code="named")
        case = Case.objects.get(pk=row.case_id)
        desk = next((one for one in queries_waiting.counsel_desks(row) if one.pk == desk_id), None)
        if desk is None:
            raise NotValid(words.CHOOSE_COUNSEL, code="counsel")
        gate.check_recipient(sender_id=case.institution_id, receiver=desk.institution)
        if not queries.agreed(case.pk, desk.pk, queries.COUNSEL):
            raise NotNow(words.counsel_not_agreed(str(desk.name)), code="counsel_not_agreed")
        made = Counsel.objects.create(
            person_id=row.person_id,
            case_id=row.case_id,
            request=row,
            desk=desk,
            named_at=clock.now(),
            named_by=account_of(by),
        )
        u.log("decision_counsel.named", **access.about(row.case_id, row.person_id))
        u.tell("decision_counsel.named", request=str(row.pk))
        return made.pk


def take_back_counsel(*, request_id: UUID, by: Actor) -> None:
    """Take the naming back: counsel of the other desk reads nothing of it any more. Also on a closed file.

    Raises NotFound, NotPermitted, NotNow (nobody is named).
    """
    with unit(by=by) as u:
        row = access.lock_held(by, request_id)
        policy.check_asks(by)
        if not end(u, row, states.TAKEN_BACK):
            raise NotNow(words.NO_COUNSEL_NAMED, code="nobody_named")


def end_with_agreement(*, consent_id: UUID, by: Actor = SYSTEM) -> int:
    """For the worker: the person took the agreement with counsel's desk back. The naming ends, the request goes on."""
    _check_system(by)
    line = Consent.objects.filter(pk=consent_id, recipient__isnull=False).first()
    return _end_unagreed(line.case_id, line.recipient_id or "", by) if line is not None else 0


def end_lapsed(*, by: Actor = SYSTEM) -> int:
    """For the worker, each night: the same where the last day of an agreement is over, which tells nobody so. Nothing
    is read from that day on, whether this was done or not."""
    _check_system(by)
    rows = Counsel.objects.filter(ended_at__isnull=True).values_list("case_id", "desk_id")
    return sum(_end_unagreed(case_id, desk_id, by) for case_id, desk_id in rows.distinct().order_by("case_id"))


def _check_system(by: Actor) -> None:
    if by.kind != "system":
        raise NotPermitted(code="not_the_system")


def _end_unagreed(case_id: UUID, desk_id: str, by: Actor) -> int:
    with unit(by=by) as u:
        list(Case.objects.select_for_update().filter(pk=case_id).values_list("pk"))
        if queries.agreed(case_id, desk_id, queries.COUNSEL):
            return 0
        named = Counsel.objects.filter(case_id=case_id, desk_id=desk_id, ended_at__isnull=True)
        rows = Request.objects.filter(pk__in=named.values("request_id")).defer("sheet")
        return sum(end(u, row, states.AGREEMENT_ENDED) for row in rows)


def end(u: Unit, row: Request, why: str) -> bool:
    """The naming of counsel for a request ends, inside the caller's unit; false where nobody was named."""
    open_one = Counsel.objects.filter(request=row, ended_at__isnull=True)
    ended = open_one.update(ended_at=clock.now(), ended_by=u.by.account_id, why=why)
    if ended:
        u.log("decision_counsel.ended", code=why, **access.about(row.case_id, row.person_id))
        u.tell("decision_counsel.ended", request=str(row.pk))
    return bool(ended)
