"""The verbs of a sharing without agreement: proposed, confirmed by a second person or declined, told to the person.

It is told or handed over outside this system (by telephone, on paper), on a ground that two people named. Referrals
have their own routes for a child, a danger and a duty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access, consulates, ledger, policy, queries_consents, states, words_exceptions
from himaya.cases import rules_consents as agreed
from himaya.cases import rules_consents_exceptions as rules
from himaya.cases.grounds import grounds
from himaya.cases.models import Case, SharingException
from himaya.cases.rules_assessing import is_known_adult
from himaya.cases.rules_consents_exceptions import Notice
from himaya.institutions import queries
from himaya.institutions.models import Desk
from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.legal import gate


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which desk would learn what, on which ground, and what the person is told of it."""

    to_desk_id: str
    data_classes: Sequence[str]
    ground: str
    notice: Notice


def propose(*, case_id: UUID, wanted: Wanted, by: Actor) -> UUID:
    """Propose a sharing without agreement; nothing may be shared before a second person confirms. Returns its id.

    Raises NotFound, NotNow (closed, consulate, waits already), NotValid (the code names the field).
    """
    policy.check_hand_over(by)
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        desk = _checked(case, wanted)
        if SharingException.objects.filter(case=case, recipient=desk, state=rules.PROPOSED).exists():
            raise NotNow(_("One about this desk waits already for a second person. It is decided first."), code="to")
        row = SharingException.objects.create(
            case=case,
            recipient=desk,
            data_classes=sorted(set(wanted.data_classes)),
            ground=wanted.ground,
            desk_id=case.desk_id,
            proposed_by=policy.account_of(by),
            proposed_at=clock.now(),
            **_columns(wanted.notice),
        )
        _log(u, row, "proposed")
        two_people.begun(u, "exception", row.pk, urgent=row.ground == states.DANGER)
        return row.pk


def confirm(*, exception_id: UUID, by: Actor) -> None:
    """A second person, a lead or legal counsel, confirms: it may be shared now, and a line says on what it rests.

    What was proposed is looked at again: days may lie between the two, and only what holds now is confirmed.
    """
    with unit(by=by) as u:
        row = _locked(by, exception_id)
        _check_waits(row)
        if not rules.second(row.proposed_by, by.account_id, by.roles):
            raise NotPermitted(words_exceptions.SECOND, code="second_person")
        _check_still_holds(row)
        line = ledger.write(
            u,
            case_id=row.case_id,
            person_id=row.case.person_id,
            word=agreed.WITHOUT,
            about=ledger.About(desk_id=row.recipient_id),
            classes=row.data_classes,
            basis=row.ground,
            told_first=row.notice == rules.TOLD,
            not_told_reason=row.not_told_reason,
        )
        row.line = line
        _decide(row, rules.CONFIRMED, by)
        _log(u, row, "confirmed")


def decline(*, exception_id: UUID, by: Actor) -> None:
    """Not shared: whoever could confirm says so, or whoever proposed it takes it back."""
    with unit(by=by) as u:
        row = _locked(by, exception_id)
        _check_waits(row)
        if row.proposed_by != by.account_id and not rules.second(row.proposed_by, by.account_id, by.roles):
            raise NotPermitted(words_exceptions.SECOND, code="second_person")
        _decide(row, rules.DECLINED, by)
        _log(u, row, "declined")


def tell(*, exception_id: UUID, by: Actor) -> None:
    """The person was told today: nothing more is owed."""
    with unit(by=by) as u:
        row = _owed(by, exception_id)
        _note(row, Notice(rules.TOLD, clock.today()))
        _log(u, row, "told")


def put_off(*, exception_id: UUID, notice: Notice, by: Actor) -> None:
    """They cannot be told today: by which day, or why not and when that is looked at again."""
    with unit(by=by) as u:
        row = _owed(by, exception_id)
        _check_notice(notice, row.ground)
        if not rules.owed(notice.kind):
            raise NotValid(words_exceptions.NOTICE["notice"], code="notice")
        _note(row, notice)
        _log(u, row, "put_off")


def _checked(case: Case, wanted: Wanted) -> Desk:
    _check_open(case)
    desk = queries_consents.desks_to_ask_about(case).filter(pk=wanted.to_desk_id).first()
    if desk is None:
        raise NotValid(_("Choose who would receive it."), code="to")
    if not wanted.data_classes or not set(wanted.data_classes) <= ledger.offered():
        raise NotValid(
            _("Tick what would be shared, and no more than the danger or the duty needs."), code="data_classes"
        )
    if not _is_named(wanted.ground):
        raise NotValid(words_exceptions.GROUND, code="ground")
    if not _fits(wanted.ground, case):
        raise NotValid(_("This file is not about a child. Choose another ground."), code="ground")
    _check_notice(wanted.notice, wanted.ground)
    _check_may_go(case, desk)
    return desk


def _check_still_holds(row: SharingException) -> None:
    _check_open(row.case)
    if row.recipient_id == row.case.desk_id:
        raise NotNow(_("This desk holds the file now: there is nothing to share with it. Decline it."), code="to")
    if not queries.standing_desks().filter(pk=row.recipient_id).exists():
        raise NotNow(_("This desk has closed. Decline it, and propose another one if it is still needed."), code="to")
    if not (_is_named(row.ground) and _fits(row.ground, row.case)):
        raise NotNow(
            _("The ground that was named holds no longer. Decline it, and propose another one if it is still needed."),
            code="ground",
        )
    _check_may_go(row.case, row.recipient)


def _check_open(case: Case) -> None:
    if case.state != "open":
        raise NotNow(_("This file is closed. Nothing more is shared from it."), code="closed")


def _is_named(ground: str) -> bool:
    known = grounds().get(ground)
    return known is not None and rules.may_name(known.ground)


def _fits(ground: str, case: Case) -> bool:
    """What rests on childhood is about a child."""
    return ground != states.CHILD or not is_known_adult(case.age_group)


def _check_may_go(case: Case, desk: Desk) -> None:
    consulates.refuse_any(desk, "exception")
    gate.check_recipient(sender_id=case.institution_id, receiver=desk.institution)


def _check_notice(notice: Notice, ground: str) -> None:
    if wrong := rules.fault(notice, clock.today()):
        raise NotValid(words_exceptions.NOTICE[wrong], code=wrong)
    # A duty to report is told first, or there is a reason: the ledger's own constraint says so too.
    if ground == states.LEGAL_DUTY and notice.kind == rules.TO_TELL:
        raise NotValid(
            _("Tell the person first what you must report. If telling them puts them in danger, choose the reason."),
            code="notice",
        )


def _columns(notice: Notice) -> dict[str, object]:
    return {
        "notice": notice.kind,
        "notice_on": notice.day,
        "not_told_reason": notice.reason if notice.kind == rules.NOT_TOLD else "",
    }


def _note(row: SharingException, notice: Notice) -> None:
    columns = _columns(notice)
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))


def _locked(by: Actor, exception_id: UUID) -> SharingException:
    policy.check_hand_over(by)
    found = SharingException.objects.filter(pk=exception_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotFound
    access.lock_case(by, found)
    return SharingException.objects.select_related("case", "recipient__institution").get(pk=exception_id)


def _owed(by: Actor, exception_id: UUID) -> SharingException:
    row = _locked(by, exception_id)
    if row.state != rules.CONFIRMED or not rules.owed(row.notice):
        raise NotNow(_("Nothing is owed here any more. Nothing else was changed."), code="nothing_owed")
    return row


def _check_waits(row: SharingException) -> None:
    if row.state != rules.PROPOSED:
        raise NotNow(_("Somebody was faster: this is decided already. Nothing else was changed."), code="decided")


def _decide(row: SharingException, state: str, by: Actor) -> None:
    row.state, row.decided_by, row.decided_at = state, policy.account_of(by), clock.now()
    row.save(update_fields=["state", "decided_by", "decided_at", "line"])


def _log(u: Unit, row: SharingException, done: str) -> None:
    u.log(
        f"exception.{done}", object_type="case", object_id=row.case_id, code=row.ground, subjects=[row.case.person_id]
    )
