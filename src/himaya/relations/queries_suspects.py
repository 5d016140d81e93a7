"""Which register a body has, and who is let into it: for the page of its leads. No line of a register is read here."""

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.relations.models import SuspectAccess, SuspectRegister


def register_of(actor: Actor) -> SuspectRegister | None:
    """The register of the actor's body that is not off: asked for, or on."""
    return SuspectRegister.objects.filter(institution_id=actor.institution_id, ended_on__isnull=True).first()


def let_in(register: SuspectRegister) -> list[SuspectAccess]:
    """Who opens it today, whose access ends first, first."""
    rows = SuspectAccess.objects.filter(register=register, revoked_at__isnull=True, expires_at__gt=clock.now())
    return list(rows.select_related("account").order_by("expires_at"))
