"""Who agrees rules of contact and makes a plan with a person: whoever works with people, at the desk that holds it."""

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted


def check_works(actor: Actor) -> None:
    """Raises NotPermitted unless the actor works with people at a desk. Which cases, `cases.policy` says."""
    if not cases.works_on_cases(actor):
        raise NotPermitted(
            _("Only somebody who works with people at a desk sees how they are reached. Ask your focal point."),
            code="no_safety",
        )
