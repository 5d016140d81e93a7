"""The verbs of the protocol: an institution is entered by who protects its data, and leaves at once."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.enquiries import policy
from himaya.enquiries.models import Party
from himaya.kernel import clock, proof
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit

LONGEST = 64
ALREADY = _("Your institution is a party already. Open the page again to see since when.")


def join(*, reference: str, signed_on: date | None, by: Actor) -> Party:
    """Enter the actor's institution as a party, by the paper that it signed. With the second factor.

    Raises NotPermitted, NotFound (an institution that is kept out), ProofNeeded, NotValid, NotNow (a party already).
    """
    policy.check_keeps_protocol(by)
    proof.check_recent(by)
    said = reference.strip()
    if not said or len(said) > LONGEST:
        raise NotValid(
            _("Write the reference that stands on the signed protocol, in at most 64 characters."), code="reference"
        )
    if signed_on is None or signed_on > clock.today():
        raise NotValid(_("Say on which day it was signed: today or before."), code="signed_on")
    with unit(by=by) as u:
        row = Party(
            institution_id=by.institution_id,
            reference=said,
            signed_on=signed_on,
            joined_by=cases.account_of(by),
            joined_at=clock.now(),
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise NotNow(ALREADY, code="already_party") from None
        u.log("protocol.joined", object_type="protocol_party", object_id=row.pk)
    return row


def leave(*, by: Actor) -> None:
    """Leave at once: nothing more is asked, told or decided, also of what waits today. One person is enough.

    Raises NotPermitted, NotNow (no party).
    """
    policy.check_leaves(by)
    with unit(by=by) as u:
        rows = Party.objects.select_for_update(of=("self",))
        row = rows.filter(institution_id=by.institution_id, left_at__isnull=True).first()
        if row is None:
            raise NotNow(_("Your institution is no party to the protocol today. Nothing changes."), code="no_party")
        row.left_by, row.left_at = cases.account_of(by), clock.now()
        row.save(update_fields=["left_by", "left_at"])
        u.log("protocol.left", object_type="protocol_party", object_id=row.pk)
