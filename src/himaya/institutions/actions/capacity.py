"""Free places: kept by the desk itself, so that others do not send where there is no bed."""

from django.utils.translation import gettext_lazy as _

from himaya.institutions import rules_places
from himaya.institutions.locks import lock_desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted, NotValid
from himaya.kernel.unit import unit

KEEPS_PLACES = ("front_line", "case_manager", "desk_lead")
NO_PLACES = _("This desk keeps no number of places. Its lead proposes one to the secretariat.")


def update_places(*, desk_id: str, free: int, by: Actor) -> None:
    """Say how many places are free now. Only at one's own desk; 0 <= free <= the desk's total."""
    check_keeps(by, desk_id)
    with unit(by=by) as u:
        desk = lock_desk(desk_id)
        if desk.capacity_total is None or not 0 <= free <= desk.capacity_total:
            raise NotValid(_("The number of free places must lie between 0 and the places of this desk."))
        desk.capacity_free, desk.capacity_on = free, clock.now()
        desk.save(update_fields=["capacity_free", "capacity_on"])
        u.log("capacity.updated", object_type="desk", object_id=desk_id, code=str(free))


def say(*, desk_id: str, word: str, by: Actor) -> int | None:
    """One tap at one's own desk: one place less, one more, full, or not known today. Gives the number that stands now.

    Two taps at once are two: both count. Raises NotFound, NotPermitted, NotValid (no places are kept here).
    """
    check_keeps(by, desk_id)
    if word not in rules_places.WORDS:
        raise NotFound
    with unit(by=by) as u:
        desk = lock_desk(desk_id)
        if desk.capacity_total is None:
            raise NotValid(NO_PLACES, code="no_places_kept")
        desk.capacity_free = rules_places.after(word, desk.capacity_free, desk.capacity_total)
        desk.capacity_on = clock.now()
        desk.save(update_fields=["capacity_free", "capacity_on"])
        u.log("capacity.updated", object_type="desk", object_id=desk_id, code=word)
    return desk.capacity_free


def check_keeps(by: Actor, desk_id: str) -> None:
    """Raises NotFound for another desk, NotPermitted for a role that keeps no places."""
    if by.desk_id != desk_id:
        raise NotFound
    if not by.has(*KEEPS_PLACES):
        raise NotPermitted
