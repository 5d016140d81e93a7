"""Overrides: somebody answers for a set-up that is not complete, by name, with a reason, until a day."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.models import Stamp
from himaya.kernel.unit import unit
from himaya.legal import policy, rules
from himaya.legal.models import LegalOverride

LONGEST_NAME, LONGEST = 120, 2000


def sign(*, institution_id: str, signed_by: str, reason: str, by: Actor, until: date | None = None) -> UUID:
    """Take a missing set-up on oneself, for one institution; for all of them (empty) only from the command line.

    Raises NotValid without a name, a reason or a possible day, NotNow while another one stands.
    """
    if by.kind != "system":
        policy.check_keeps(by)
        if institution_id != by.institution_id:
            raise NotFound
    if not signed_by.strip() or not reason.strip() or len(signed_by) > LONGEST_NAME or len(reason) > LONGEST:
        raise NotValid(_("An override needs a name and a reason."), code="override_empty")
    last = rules.override_end(clock.today(), until)
    if last is None:
        raise NotValid(_("An override lasts 90 days at most. Choose a day within them."), code="override_day")
    with unit(by=by) as u:
        _hold(institution_id)
        if _standing(institution_id):
            raise NotNow(_("An override stands already. End it before another one is signed."), code="override_stands")
        row = LegalOverride.objects.create(
            institution_id=institution_id or None,
            signed_by=signed_by.strip(),
            reason=reason.strip(),
            signed_on=clock.today(),
            until=last,
        )
        u.log("legal_override.signed", object_type="legal_override", object_id=row.pk, code=institution_id or "all")
    return row.pk


def end(*, institution_id: str, by: Actor) -> None:
    """End the override of an institution, or (empty, from the command line) that of all. Raises NotNow without one."""
    if by.kind != "system":
        policy.check_keeps(by)
        if institution_id != by.institution_id:
            raise NotFound
    with unit(by=by) as u:
        _hold(institution_id)
        rows = _standing(institution_id)
        if not rows:
            raise NotNow(_("No override stands. There is nothing to end."), code="no_override")
        for row in rows:
            row.ended_on = clock.today()
            row.save(update_fields=["ended_on"])
            u.log("legal_override.ended", object_type="legal_override", object_id=row.pk, code=institution_id or "all")


def _hold(institution_id: str) -> None:
    """Two who sign or end at once come one after the other."""
    if not institution_id:
        Stamp.objects.select_for_update().first()
    elif Institution.objects.select_for_update().filter(pk=institution_id).first() is None:
        raise NotFound


def _standing(institution_id: str) -> list[LegalOverride]:
    rows = LegalOverride.objects.select_for_update().filter(ended_on__isnull=True, until__gte=clock.today())
    return list(rows.filter(institution_id=institution_id or None))
