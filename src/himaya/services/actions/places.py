"""Free places of one service that counts its own: two taps at the desk that gives it."""

from himaya.institutions import rules_places
from himaya.institutions.actions import capacity
from himaya.institutions.locks import lock_desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotValid
from himaya.kernel.unit import unit
from himaya.services.models import Offer


def say(*, desk_id: str, service: str, word: str, by: Actor) -> int | None:
    """As `capacity.say`, for one service with places of its own. Raises NotFound, NotPermitted, NotValid."""
    if not service:
        return capacity.say(desk_id=desk_id, word=word, by=by)
    capacity.check_keeps(by, desk_id)
    if word not in rules_places.WORDS:
        raise NotFound
    with unit(by=by) as u:
        lock_desk(desk_id)
        offer = Offer.objects.filter(desk=desk_id, service=service).first()
        if offer is None or offer.capacity_total is None:
            raise NotValid(capacity.NO_PLACES, code="no_places_kept")
        offer.capacity_free = rules_places.after(word, offer.capacity_free, offer.capacity_total)
        offer.capacity_on = clock.now()
        offer.save(update_fields=["capacity_free", "capacity_on"])
        u.log("offer.places_said", object_type="desk", object_id=desk_id, code=word)
    return offer.capacity_free
