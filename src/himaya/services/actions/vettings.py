"""The secretariat looked at a desk: until which day that holds, and how it looked."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from himaya.institutions import days
from himaya.institutions.locks import lock_desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import unit
from himaya.services import policy, states
from himaya.services.models import Vetting

LONGEST_YEARS = 3


def record(*, desk_id: str, until: date | None, way: str, by: Actor) -> None:
    """Record it; the desk is vetted until that day. Raises NotFound, NotNow, NotPermitted, NotValid."""
    policy.check_keeps(by)
    if by.account_id is None:
        raise NotPermitted
    today = clock.today()
    if way not in states.WAYS:
        raise NotValid(_("Say how the desk was looked at."), code="way")
    if until is None or until < today or until.year > today.year + LONGEST_YEARS:
        raise NotValid(_("Write a last day that lies ahead, at most three years."), code="until")
    with unit(by=by) as u:
        desk = lock_desk(desk_id)
        if desk.closed_on is not None:
            raise NotNow(_("This desk is closed already. Look at the list as it is now."), code="desk_closed")
        if desk.vetted_until == until:
            raise NotNow(
                _("This desk is vetted until %(day)s already. Nothing was changed.") % {"day": days.said(until)},
                code="vetted_already",
            )
        Vetting.objects.create(desk=desk, on=today, until=until, way=way, by_id=by.account_id, by_desk_id=by.desk_id)
        desk.vetted_until, desk.kept_here = until, True
        desk.save(update_fields=["vetted_until", "kept_here"])
        u.log("vetting.recorded", object_type="desk", object_id=desk_id, code=way)
