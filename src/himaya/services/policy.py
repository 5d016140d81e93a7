"""Who reads the directory, and who says what in it."""

from django.utils.translation import gettext_lazy as _

from himaya.institutions.models import Desk
from himaya.institutions.policy import check_keeps_the_list
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted

WORKS = ("front_line", "interviewer", "case_manager", "desk_lead", "health_professional", "legal_counsel")


def reads(actor: Actor) -> bool:
    """True for whoever works with people at a desk, and for the secretariat."""
    return actor.is_known and actor.has(*WORKS, "secretariat")


def check_reads(actor: Actor) -> None:
    """Raises NotPermitted for everybody else."""
    if not reads(actor):
        raise NotPermitted


def check_works(actor: Actor) -> None:
    """Raises NotPermitted unless the actor works with people at a desk."""
    if not actor.has(*WORKS):
        raise NotPermitted


def check_leads(actor: Actor) -> None:
    """Raises NotPermitted unless the actor leads a desk."""
    if not actor.has("desk_lead"):
        raise NotPermitted


def check_keeps(actor: Actor) -> None:
    """Raises NotPermitted unless the actor is of the secretariat."""
    check_keeps_the_list(actor)


def check_proposes(actor: Actor, desk: Desk) -> None:
    """The lead of the desk; for a desk without account somebody of the secretariat. Raises NotFound, NotPermitted."""
    if desk.reached_by != "account" and actor.has("secretariat"):
        return
    if actor.desk_id != desk.pk:
        raise NotFound
    check_leads(actor)


def may_propose(actor: Actor, desk: Desk) -> bool:
    """True when `check_proposes` would not refuse and the desk is open."""
    lead = actor.desk_id == desk.pk and actor.has("desk_lead")
    return desk.closed_on is None and (lead or (desk.reached_by != "account" and actor.has("secretariat")))


def may_keep_hours(actor: Actor, desk: Desk) -> bool:
    """True when the actor may type the hours of this desk: the same people as those who propose."""
    return may_propose(actor, desk)


def check_decides(actor: Actor, asked_by: object) -> None:
    """Somebody of the secretariat who did not propose it. Raises NotPermitted."""
    check_keeps(actor)
    if actor.account_id == asked_by:
        raise NotPermitted(
            _("You proposed this yourself. Another person of the secretariat decides."), code="own_proposal"
        )
