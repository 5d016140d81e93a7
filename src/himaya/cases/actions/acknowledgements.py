"""Word to a desk that an agreement ended, and the desk's word that it has read so."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy
from himaya.cases.models import Case, Consent, Referral, WithdrawalNotice
from himaya.cases.rules_consents import WITHDRAWN
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted
from himaya.kernel.unit import Unit, unit


def owe(u: Unit, referral: Referral) -> None:
    """The desk that had this referral is to be told that it ended. Whoever ended it there has read so already.

    The caller holds the case and the referral.
    """
    there = u.by.desk_id == referral.to_desk_id
    WithdrawalNotice.objects.create(
        case_id=referral.case_id,
        referral=referral,
        desk_id=referral.to_desk_id,
        told_at=clock.now(),
        acknowledged_at=clock.now() if there else None,
        acknowledged_by=policy.account_of(u.by) if there else None,
    )


def owe_desk(u: Unit, line: Consent, reference: str) -> None:
    """The desk that a line is about had something of the file besides a referral: it is told under its own reference.

    The caller holds the case.
    """
    there = u.by.desk_id == line.recipient_id
    WithdrawalNotice.objects.create(
        case_id=line.case_id,
        line=line,
        desk_id=line.recipient_id,
        reference=reference,
        told_at=clock.now(),
        acknowledged_at=clock.now() if there else None,
        acknowledged_by=policy.account_of(u.by) if there else None,
    )
    u.log("withdrawal.told", object_type="case", object_id=line.case_id, subjects=[line.case.person_id])


def give(*, referral_id: UUID, by: Actor) -> None:
    """The desk has read that the agreement ended: nothing of it is used any more, copies on paper are destroyed.

    Raises NotFound, NotPermitted (the other desk), NotNow (somebody was faster, or nothing ended).
    """
    with unit(by=by) as u:
        row = Referral.objects.filter(policy.visible_referrals(by), pk=referral_id).only("to_desk", "person").first()
        if row is None:
            raise NotFound
        if row.to_desk_id != by.desk_id:
            raise NotPermitted(_("Only the desk that was told can say that it has read so."), code="not_the_receiver")
        notice = WithdrawalNotice.objects.select_for_update().filter(referral=row, acknowledged_at__isnull=True).first()
        if notice is None:
            raise NotNow(_("Your desk has said so already, or nothing ended. Nothing else was changed."), code="read")
        notice.acknowledged_at, notice.acknowledged_by = clock.now(), policy.account_of(by)
        notice.save(update_fields=["acknowledged_at", "acknowledged_by"])
        u.log("withdrawal.acknowledged", object_type="referral", object_id=row.pk, subjects=[row.person_id])


def owe_institution(*, consent_id: UUID, by: Actor) -> None:
    """An institution that had a file of records is told that an agreement ended, once. For the worker."""
    with unit(by=by) as u:
        row = Consent.objects.select_related("case").filter(pk=consent_id).first()
        if row is None or row.receiver_id is None or row.word != WITHDRAWN:
            return
        list(Case.objects.select_for_update().filter(pk=row.case_id).values_list("pk"))
        if WithdrawalNotice.objects.filter(line=row).exists():
            return
        WithdrawalNotice.objects.create(
            case_id=row.case_id,
            line=row,
            institution_id=row.receiver_id,
            reference=row.case.reference,
            told_at=clock.now(),
        )
        u.log("withdrawal.told", object_type="case", object_id=row.case_id, subjects=[row.case.person_id])


def give_by_notice(*, notice_id: UUID, by: Actor) -> None:
    """It was read where there is no referral to name: at a desk that had lines of a plan or heard something, or,
    by a lead, at an institution that had a file of records.

    Raises NotFound, NotNow (somebody was faster).
    """
    with unit(by=by) as u:
        rows = WithdrawalNotice.objects.select_for_update()
        notice = rows.filter(policy.told_by_notice(by), pk=notice_id).first()
        if notice is None:
            raise NotFound
        if notice.acknowledged_at is not None:
            raise NotNow(_("Your desk has said so already, or nothing ended. Nothing else was changed."), code="read")
        notice.acknowledged_at, notice.acknowledged_by = clock.now(), policy.account_of(by)
        notice.save(update_fields=["acknowledged_at", "acknowledged_by"])
        u.log("withdrawal.acknowledged", object_type="withdrawal_notice", object_id=notice.pk)
