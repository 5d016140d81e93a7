"""Who sends a sheet about somebody found abroad, and who receives one. The first reads no file; the second does."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy
from himaya.cases.models import Case
from himaya.institutions import queries as institutions
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted

ABROAD = "intake_abroad"


def sends(actor: Actor) -> bool:
    """True at a desk abroad, of this State's consular service or of a partner: a role that reads no file."""
    return actor.is_known and bool(actor.desk_id) and actor.has(ABROAD)


def check_sends(actor: Actor) -> None:
    """Raises NotPermitted for everybody else."""
    if not sends(actor):
        raise NotPermitted(
            _("Only a desk abroad that meets nationals sends such a sheet. Ask your focal point."), code="no_intake"
        )


def receives(actor: Actor) -> bool:
    """True for whoever works with people where stories are kept: never police, border, justice or a consular desk."""
    return policy.works_on_cases(actor) and institutions.keeps_stories(actor.desk_id)


def check_receives(actor: Actor) -> None:
    """Raises NotFound for everybody else: that somebody arrives is no answer to whoever asks."""
    if not receives(actor):
        raise NotFound


def sent_by(actor: Actor) -> Q:
    """The sheets that the actor's desk sent."""
    return Q(from_desk_id=actor.desk_id) if sends(actor) else Q(pk__in=[])


def came_to(actor: Actor) -> Q:
    """The sheets that came to the actor's desk; once one was taken, those of the files that the desk holds today."""
    if not receives(actor):
        return Q(pk__in=[])
    held = Case.objects.filter(policy.held_cases(actor), pk=OuterRef("case_id"))
    return Q(case__isnull=True, to_desk_id=actor.desk_id) | Q(Exists(held))
