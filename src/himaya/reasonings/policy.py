"""Who works on the reasoning of a case: trained people at the desk that holds it, never where no story is kept.

For whoever is none of these there is no reasoning at all: the same answer as for a case that does not exist.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.institutions.models import Desk
from himaya.institutions.queries import NO_STORIES
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted

WORKS = ("interviewer", "case_manager", "legal_counsel")


def exists_for(actor: Actor) -> bool:
    """False where there is no reasoning at all: also its page is left out."""
    return cases.works_on_cases(actor) and not at_a_shut_desk(actor)


def check_reads(actor: Actor) -> None:
    """Raises NotFound at a desk that never reads one, NotPermitted for a colleague in another role."""
    if not exists_for(actor):
        raise NotFound
    if not actor.has(*WORKS):
        raise NotPermitted(
            _("Only an interviewer, a case manager or legal counsel reads the reasoning. Ask one at your desk."),
            code="no_reasoning",
        )


def at_a_shut_desk(actor: Actor) -> bool:
    """True at a desk of police, border, prosecution, a court, a consulate or another State, or of such a house."""
    kinds = Q(kind__in=NO_STORIES) | Q(institution__kind__in=NO_STORIES)
    return not Desk.objects.exclude(kinds).filter(pk=actor.desk_id, institution_id=actor.institution_id).exists()
