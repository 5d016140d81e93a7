"""The verbs by which a desk says that a referral it received is of somebody whose file it holds, and that it is not."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access, known_as, policy, states
from himaya.cases.models import Case, KnownAs, Referral
from himaya.kernel import wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import tidy_reference
from himaya.kernel.unit import unit


def join(*, referral_id: UUID, reference: str, by: Actor) -> None:
    """From now on the referral's reference opens the file of this desk that has `reference`.

    The audit names the file and not the referral: whoever reads it joins no two desks. Raises NotFound, NotPermitted,
    NotValid (code: reference), NotNow.
    """
    with unit(by=by) as u:
        referral = _received(by, referral_id)
        found = Case.objects.filter(policy.held_cases(by), reference=tidy_reference(reference)).first()
        if found is None:
            raise NotValid(_("No file of this desk has this reference, or it is not open to you."), code="reference")
        case = access.lock_case(by, found.pk)
        if case.state != "open":
            raise NotNow(_("This file is closed. Nothing was changed."), code="case_closed")
        # Held as well: two colleagues may name two files at once.
        referral = access.lock_referral(by, referral.pk)
        if referral.state not in states.READABLE:
            raise NotNow(_("Nothing more is expected of this desk here. Nothing was changed."), code="ended")
        with wall.beyond(wall.EVERYTHING):
            taken = known_as.is_taken(by.institution_id, referral.reference)
        if taken or known_as.grown_from(by, referral) is not None:
            raise NotNow(_("This referral opens a file already. Nothing was changed."), code="joined")
        known_as.remember(case, referral.reference)
        u.log("case.known_as", object_type="case", object_id=case.pk, code="joined", subjects=[case.person_id])


def part(*, referral_id: UUID, by: Actor) -> None:
    """It was somebody else: the referral's reference opens the referral again.

    Raises NotFound, NotPermitted, NotNow.
    """
    with unit(by=by) as u:
        referral = _received(by, referral_id)
        found = known_as.grown_from(by, referral)
        if found is None or not known_as.is_joined(by, referral, found):
            raise NotNow(_("This referral opens no file of your desk. Nothing was changed."), code="not_joined")
        case = access.lock_case(by, found.pk)
        with wall.beyond(wall.EVERYTHING):
            mine = KnownAs.objects.filter(case=case, token=known_as.token(by.institution_id, referral.reference))
            gone, _rows = mine.delete()
        if not gone:
            raise NotNow(_("This referral opens no file of your desk. Nothing was changed."), code="not_joined")
        u.log("case.known_as", object_type="case", object_id=case.pk, code="parted", subjects=[case.person_id])


def _received(by: Actor, referral_id: UUID) -> Referral:
    rows = Referral.objects.filter(policy.visible_referrals(by), pk=referral_id)
    row = rows.defer(*access.SEALED_OF_REFERRAL).first()
    if row is None or policy.came_by_link(by):
        raise NotFound
    if row.to_desk_id != by.desk_id:
        raise NotPermitted(_("Only the desk that received this referral does this."), code="not_the_receiver")
    return row
