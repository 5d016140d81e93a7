"""Free places: kept by the desk itself, so that others do not send where there is no bed."""

from django.utils.translation import gettext_lazy as _

from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted, NotValid
from himaya.kernel.unit import unit

KEEPS_PLACES = ("front_line", "case_manager", "desk_lead")


def update_places(*, desk_id: str, free: int, by: Actor) -> None:
    """Say how many places are free now. Only at one's own desk; 0 <= free <= the desk's total."""
    if by.desk_id != desk_id:
        raise NotFound
    if not by.has(*KEEPS_PLACES):
        raise NotPermitted
    with unit(by=by) as u:
        desk = Desk.objects.select_for_update(of=("self",)).filter(pk=desk_id).first()
        if desk is None:
            raise NotFound
        if desk.capacity_total is None or not 0 <= free <= desk.capacity_total:
            raise NotValid(_("The number of free places must lie between 0 and the places of this desk."))
        desk.capacity_free, desk.capacity_on = free, clock.now()
        desk.save(update_fields=["capacity_free", "capacity_on"])
        u.log("capacity.updated", object_type="desk", object_id=desk_id, code=str(free))
