"""Who may keep or look up an identity: those who work with people, inside their own institution."""

from django.utils.translation import gettext_lazy as _

from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted

WORKS_WITH_PEOPLE = (
    "front_line",
    "case_manager",
    "interviewer",
    "desk_lead",
    "health_professional",
    "legal_counsel",
)


def check_keep(actor: Actor, institution_id: str) -> None:
    """Raises NotPermitted for a role that keeps no identity, NotFound for another institution's person."""
    if actor.kind == "system":
        return
    check_search(actor)
    if actor.institution_id != institution_id:
        raise NotFound


def check_search(actor: Actor) -> None:
    """Raises NotPermitted unless the actor works with people."""
    if not (actor.is_known and actor.has(*WORKS_WITH_PEOPLE)):
        raise NotPermitted(
            _("Your role does not keep or search identities. Ask a desk that receives people."), code="no_identities"
        )
