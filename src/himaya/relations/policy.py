"""Who links files and writes down who looks after a child: whoever works with people, at the desk that holds it."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted


def check_works(actor: Actor) -> None:
    """Raises NotPermitted unless the actor works with people at a desk. Which cases, `cases.policy` says."""
    if not cases.works_on_cases(actor):
        raise NotPermitted(
            _("Only somebody who works with people at a desk sees who belongs together. Ask your focal point."),
            code="no_relations",
        )


def linkable(actor: Actor) -> Q:
    """The files that the actor may link: those of their desk. A link is a line in both, and a guest writes in none."""
    return cases.held_cases(actor)
