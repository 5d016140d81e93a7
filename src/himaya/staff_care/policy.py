"""Whose care is whose: everybody who works with people has their own; the lead sets what the desk agrees on."""

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted


def check_works(actor: Actor) -> None:
    """Raises NotPermitted unless the actor works with people at a desk."""
    if not cases.works_on_cases(actor):
        raise NotPermitted(code="no_staff_care")


def leads(actor: Actor) -> bool:
    """True for the lead of a desk that works with people."""
    return cases.works_on_cases(actor) and actor.has(cases.LEAD)


def check_leads(actor: Actor) -> None:
    """Raises NotPermitted unless the actor leads their desk."""
    if not leads(actor):
        raise NotPermitted(_("The lead of a desk sets this for the desk. Speak with yours."), code="not_the_lead")
