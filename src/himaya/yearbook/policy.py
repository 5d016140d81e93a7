"""Who works on the year in five tables: the secretariat draws up and releases, it and officers review. Never a case."""

from django.utils.translation import gettext_lazy as _

from himaya.coordination import policy as tables
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted

SECRETARIAT, OFFICER = "secretariat", "data_protection_officer"


def leads(actor: Actor) -> bool:
    """True for the secretariat."""
    return tables.is_secretariat(actor)


def check_draws_up(actor: Actor) -> None:
    """Raises NotPermitted unless the actor is of the secretariat: it draws up, drops and releases."""
    if not leads(actor):
        raise NotPermitted(_("Only the secretariat draws up and releases the year."), code="not_secretariat")


def may_review(actor: Actor) -> bool:
    """True for the secretariat and for data protection officers; the author of a draft is refused by the verb."""
    return leads(actor) or (actor.is_known and actor.has(OFFICER))


def check_reviews(actor: Actor) -> None:
    """Raises NotPermitted for everybody else. Whoever reviews also reads every draft."""
    if not may_review(actor):
        raise NotPermitted(
            _("The secretariat and data protection officers review what is to be public."), code="no_reviewer"
        )


def role(actor: Actor) -> str:
    """In which role somebody reviews: it stands in the register, their name does not."""
    return OFFICER if actor.has(OFFICER) else SECRETARIAT
