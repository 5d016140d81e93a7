"""The scales of an institution, without their files."""

from uuid import UUID

from django.db.models import QuerySet

from himaya.health import policy
from himaya.health.models import ScaleLoad
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound


def loads_of(actor: Actor) -> QuerySet[ScaleLoad]:
    """Every load of the actor's institution, the newest first; none for whoever has no health role."""
    rows = ScaleLoad.objects.filter(institution_id=actor.institution_id) if policy.works(actor) else None
    return (rows if rows is not None else ScaleLoad.objects.none()).defer("file").order_by("-loaded_on", "pk")


def load_of(actor: Actor, load_id: UUID) -> ScaleLoad:
    """One load of the actor's institution. Raises NotFound."""
    found = loads_of(actor).filter(pk=load_id).first()
    if found is None:
        raise NotFound
    return found
