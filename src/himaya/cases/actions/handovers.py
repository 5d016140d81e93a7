"""The verbs of handing a case over: offered for some days, taken, declined or taken back; one of them, once.

Inside one institution the case itself goes. To another institution it does not: that desk opens a file of its own, from
what the person agreed to, and the desk that offered keeps its own records for as long as it must.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import (
    access,
    consulates,
    knowing,
    ledger,
    packets,
    policy,
    queries_consents,
    queries_handovers,
    rules_assessing,
    rules_consents,
    states,
)
from himaya.cases import rules_handovers as rules
from himaya.cases.actions import arriving, grants
from himaya.cases.models import Case, Grant, HandOver, Referral
from himaya.cases.rules_inbound import CHILD_SERVICE
from himaya.institutions import catalogue, queries
from himaya.institutions.models import Desk
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.legal import gate


def offer(*, case_id: UUID, to_desk_id: str, reason: str, data_classes: Sequence[str], by: Actor) -> UUID:
    """Offer a case to another desk for seven days; returns the id of the offer.

    Inside one institution the lead of the file decides. To another institution also the person: on their agreement
    in force with that desk, for all that goes along; but of a child, to a desk that protects children, nobody is asked
    for what that needs. Raises NotFound, NotPermitted, NotNow, NotValid (code: the field).
    """
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        policy.check_leads(by, case)
        if case.state != "open":
            raise NotNow(_("This file is closed. Nothing is handed over."), code="case_closed")
        if queries_handovers.went_elsewhere(case) is not None:
            raise NotNow(_GONE, code="went_elsewhere")
        if reason not in rules.REASONS:
            raise NotValid(_("Say why the case is handed over."), code="reason")
        desk = queries.standing_desks().filter(pk=to_desk_id, reached_by="account").exclude(pk=case.desk_id).first()
        if desk is None:
            raise NotValid(_("Choose a desk of the list."), code="desk")
        chosen = sorted({*data_classes, *rules.NEEDED}) if desk.institution_id != case.institution_id else []
        if not set(chosen) <= set(catalogue.data_classes()):
            raise NotValid(_("Choose what goes along."), code="data_classes")
        row = HandOver(
            case=case,
            from_desk_id=case.desk_id,
            to_desk=desk,
            reason=reason,
            data_classes=chosen,
            offered_by=policy.account_of(by),
            offered_at=clock.now(),
            expires_at=rules.ends_at(clock.now()),
        )
        _check_desk(row, case)
        _check_agreed(row, case)
        _check_no_other(case)
        row.save(force_insert=True)
        _record(u, row, "offered")
        return row.pk


def accept(*, handover_id: UUID, by: Actor) -> UUID:
    """Take a case over; returns the id of the case that this desk holds from now on."""
    with wall.beyond(wall.EVERYTHING), unit(by=by) as u:
        row = _lock(by, handover_id)
        _check_receiver(by, row)
        case = Case.objects.get(pk=row.case_id)
        if case.state != "open" or case.desk_id != row.from_desk_id:
            raise NotNow(_("This case is no longer there to be taken over. Nothing was changed."), code="case_gone")
        _check_desk(row, case)
        _check_agreed(row, case)
        held = _move(u, row, case) if row.to_desk.institution_id == case.institution_id else _arrive(u, row, case)
        _end(row, rules.ACCEPTED)
        _record(u, row, "accepted")
        u.tell("handover.accepted", handover=str(row.pk), case=str(row.case_id))
        return held.pk


def decline(*, handover_id: UUID, reason: str, by: Actor) -> None:
    """Do not take it over, for a coded reason: about the desk, never about the person."""
    found = catalogue.reasons().get(reason)
    if found is None or "decline" not in found.verbs:
        raise NotValid(_("Choose a reason of the list."), code="reason")
    with wall.beyond(wall.EVERYTHING), unit(by=by) as u:
        row = _lock(by, handover_id)
        _check_receiver(by, row)
        row.decline_reason = reason
        _end(row, rules.DECLINED)
        _record(u, row, "declined", reason)


def take_back(*, handover_id: UUID, by: Actor) -> None:
    """The lead of the file takes the offer back."""
    with wall.beyond(wall.EVERYTHING), unit(by=by) as u:
        row = _lock(by, handover_id)
        if row.from_desk_id != by.desk_id:
            raise NotPermitted(_("Only the desk that offered the case takes the offer back."), code="not_the_sender")
        policy.check_leads(by, Case.objects.get(pk=row.case_id))
        _end(row, rules.TAKEN_BACK)
        _record(u, row, "taken_back")


def _move(u: Unit, row: HandOver, case: Case) -> Case:
    """Inside one institution: the case, and what runs of it, is the other desk's; whoever saw it sees it no longer."""
    for one in (
        Grant.objects.filter(policy.in_force(), case=case).select_related("case").select_for_update(of=("self",))
    ):
        grants.close(u, one)
    case.desk = row.to_desk
    case.save(update_fields=["desk"])
    grants.hold(u, case)
    # All of them: one that was reported on can still be withdrawn, one that came back can still be sent on. What this
    # desk had itself has ended and cannot be from it too; it withdraws that as the desk that had it.
    Referral.objects.filter(case=case).exclude(to_desk_id=row.to_desk_id).update(from_desk=row.to_desk)
    return case


def _arrive(u: Unit, row: HandOver, case: Case) -> Case:
    """At another institution: a person and a file of its own, from what the person agreed to and from nothing else."""
    gate.check_recipient(sender_id=case.institution_id, receiver=row.to_desk.institution)
    known, _latest = knowing.known(u, case, language=case.language, interpreter="")
    unasked = _unasked(row.to_desk, case)
    reader = states.CHILD if unasked else states.CONSENT
    opened = arriving.arrive(u, case, packets.build(row.data_classes, known, reader=reader), route=case.route)
    if unasked & set(row.data_classes):
        _without(u, row, case)
    others = Grant.objects.filter(policy.in_force(), case=case, expires_at__isnull=False)
    for one in others.select_related("case").select_for_update(of=("self",)):
        grants.close(u, one)
    return opened


def _unasked(desk: Desk, case: Case) -> frozenset[str]:
    """What of this case goes to this desk without a yes; its agreements are not looked at for these."""
    return rules.unasked(
        child=rules_assessing.is_child(case.age_group),
        protects=queries_handovers.protects_children(desk),
        packet=catalogue.services()[CHILD_SERVICE].minimum_packet,
    )


def _without(u: Unit, row: HandOver, case: Case) -> None:
    """What went without a yes stands in the ledger as what a referral sends without one does."""
    agreed = queries_consents.agreed_at_desk(case.pk, row.to_desk_id)
    if went := set(row.data_classes) - agreed:
        ledger.write(
            u,
            case_id=case.pk,
            person_id=case.person_id,
            word=rules_consents.WITHOUT,
            about=ledger.About(desk_id=row.to_desk_id),
            classes=went,
            basis=states.CHILD,
            told_first=False,
        )


def _lock(by: Actor, handover_id: UUID) -> HandOver:
    """The case first, as whoever withdraws an agreement holds it; then the offer. Raises NotFound, NotNow."""
    case = Case.objects.filter(pk__in=HandOver.objects.filter(pk=handover_id).values("case_id"))
    case.select_for_update(of=("self",)).first()
    rows = HandOver.objects.select_for_update(of=("self",)).select_related("to_desk__institution", "from_desk")
    row = rows.filter(policy.visible_handovers(by), pk=handover_id).first()
    if row is None:
        raise NotFound
    if row.state != rules.OFFERED:
        raise NotNow(_ALREADY[row.state], code=f"already_{row.state}")
    if rules.is_over(row.state, row.expires_at, clock.now()):
        raise NotNow(_("The seven days of this offer are over. Ask the desk to offer it again."), code="offer_over")
    return row


_ALREADY = {
    rules.ACCEPTED: _("This case has already been taken over. Nothing else was changed."),
    rules.DECLINED: _("The other desk has already said that it does not take this case over."),
    rules.TAKEN_BACK: _("The offer was taken back. Nothing was changed."),
}

_GONE = _("Another institution goes on with this person. Close this file; opened again, it can be offered anew.")


def _check_receiver(by: Actor, row: HandOver) -> None:
    if row.to_desk_id != by.desk_id:
        raise NotPermitted(_("Only the desk to which the case was offered answers."), code="not_the_receiver")


def _check_agreed(row: HandOver, case: Case) -> None:
    if row.to_desk.institution_id == case.institution_id:
        return
    gate.check_recipient(sender_id=case.institution_id, receiver=row.to_desk.institution)
    if missing(case, row.to_desk, row.data_classes):
        raise NotNow(
            _(
                "The person does not agree today to all that would go along to this desk. Ask them, and write the "
                "answer down under “Agreements”."
            ),
            code="not_agreed",
        )


def missing(case: Case, desk: Desk, data_classes: Iterable[str]) -> frozenset[str]:
    """What would go along to a desk of another institution and is not agreed to today."""
    agreed = queries_consents.agreed_at_desk(case.pk, desk.pk) | queries_consents.accompanying()
    return rules.missing(data_classes, agreed, _unasked(desk, case))


def _check_desk(row: HandOver, case: Case) -> None:
    """Asked when it is offered and again when it is taken over: what a desk is may have changed meanwhile.

    Inside one institution a desk is not both who sent a referral and who has it: its clock and its open part would
    fall away unseen.
    """
    inside = row.to_desk.institution_id == case.institution_id
    if not inside:
        consulates.refuse_any(row.to_desk, "access")
    if queries.enforces(row.to_desk) and not queries.enforces(case.desk):
        raise NotNow(
            _(
                "No file of protection is handed to police, border, prosecution or a court. What the person agrees to "
                "goes there by a referral."
            ),
            code="police",
        )
    if inside and queries_handovers.owes(case, row.to_desk_id):
        raise NotNow(
            _(
                "A referral of this case to that desk still runs, or a part of it is still open. End it first, on its "
                "page; then the case can be handed over."
            ),
            code="referral_runs",
        )


def _check_no_other(case: Case) -> None:
    standing = HandOver.objects.filter(case=case, state=rules.OFFERED).first()
    if standing is None:
        return
    if not rules.is_over(standing.state, standing.expires_at, clock.now()):
        raise NotNow(_("This case is offered to a desk already. Take that offer back first."), code="offered")
    _end(standing, rules.TAKEN_BACK)


def _end(row: HandOver, state: str) -> None:
    row.state, row.ended_at = state, clock.now()
    row.save(update_fields=["state", "ended_at", "decline_reason"])


def _record(u: Unit, row: HandOver, done: str, code: str = "") -> None:
    u.log(
        f"handover.{done}",
        object_type="case",
        object_id=row.case_id,
        code=code or row.reason,
        subjects=[row.case.person_id],
    )
