"""Who writes the register of an institution, who confirms, who reads it."""

from django.utils.translation import gettext_lazy as _

from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.legal.models import RegisterEntry

KEEPS = "data_protection_officer"
CONFIRMS = (KEEPS, "legal_counsel", "validating_authority")


def reads(actor: Actor) -> bool:
    """True for those who write or confirm, at their own institution."""
    return actor.is_known and bool(actor.institution_id) and actor.has(*CONFIRMS)


def check_reads(actor: Actor) -> None:
    """Raises NotPermitted unless the actor writes or confirms."""
    if not reads(actor):
        raise NotPermitted(
            _("The register is kept by the data protection officer. Ask them what it says."), code="no_register"
        )


def keeps(actor: Actor) -> bool:
    """True when `check_keeps` would not refuse."""
    return actor.is_known and bool(actor.institution_id) and actor.has(KEEPS)


def check_keeps(actor: Actor) -> None:
    """Raises NotPermitted unless the actor is a data protection officer."""
    check_reads(actor)
    if not keeps(actor):
        raise NotPermitted(_("Only the data protection officer writes in this register."), code="not_the_officer")


def check_decides(actor: Actor, entry: RegisterEntry, verb: str) -> None:
    """Raises NotFound for another institution's entry, NotPermitted for who wrote it and wants to confirm it."""
    if entry.institution_id != actor.institution_id:
        raise NotFound
    if verb == "end" and not keeps(actor):
        raise NotPermitted
    if verb == "confirm" and entry.proposed_by == actor.account_id:
        raise NotPermitted(
            _("A second person confirms what you wrote. Ask a colleague whom the register allows."), code="same_person"
        )


def may_decide(actor: Actor, entry: RegisterEntry, verb: str) -> bool:
    """True when `check_decides` would not refuse."""
    try:
        check_decides(actor, entry, verb)
    except (NotFound, NotPermitted):
        return False
    return True
