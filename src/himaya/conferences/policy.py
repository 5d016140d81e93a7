"""Who may know of a conference, and who leads it. For everybody else it does not exist."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.conferences.models import Seat
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted

CHAIRS = (cases.LEAD, cases.MANAGER)
HEALTH = "health_professional"
# In which role somebody came: the first of these that they hold here.
ROLES = (HEALTH, cases.COUNSEL, cases.MANAGER, cases.LEAD, "interviewer", "front_line")


def held(actor: Actor) -> Q:
    """The conferences on cases that the actor's desk holds; conflicts of interest stay out."""
    if not cases.works_on_cases(actor):
        return Q(pk__in=[])
    return Q(Exists(Case.objects.filter(cases.held_cases(actor), pk=OuterRef("case_id"))))


def invited(actor: Actor) -> Q:
    """Those to which the actor's desk is invited. Whom a conflict of interest keeps from the case cannot attend."""
    if not cases.works_on_cases(actor):
        return Q(pk__in=[])
    seats = Seat.objects.filter(conference=OuterRef("pk"), desk_id=actor.desk_id)
    return Q(Exists(seats)) & cases.not_excluded(actor, "case_id")


def check_works(actor: Actor) -> None:
    """Raises NotPermitted for whoever does not work with people at a desk."""
    if not cases.works_on_cases(actor):
        raise NotPermitted(
            _("Only somebody who works with people at a desk takes part in a case conference."), code="no_conferences"
        )


def chairs(actor: Actor) -> bool:
    """True for whoever may call and lead a conference on a case that their desk holds."""
    return cases.works_on_cases(actor) and actor.has(*CHAIRS)


def check_chairs(actor: Actor) -> None:
    """Raises NotPermitted for whoever knows of the case and does not lead."""
    if not chairs(actor):
        raise NotPermitted(
            _("A case conference is called and led by the case manager or the lead of the desk. Ask one of them."),
            code="not_the_chair",
        )


def speaks_for_health(actor: Actor) -> bool:
    """True for whoever may write functional statements for their desk."""
    return cases.works_on_cases(actor) and actor.has(HEALTH)


def comes_as(actor: Actor) -> str:
    """The role in which somebody comes to a meeting: a profession before an office."""
    return next(one for one in ROLES if actor.has(one))
