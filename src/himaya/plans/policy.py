"""Who may do what with a plan. The desk that holds the case holds its plan; a line is done by the desk it names."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted
from himaya.plans import states
from himaya.plans.models import Line


def check_works(actor: Actor) -> None:
    """Raises NotPermitted unless the actor works with people at a desk."""
    if not cases.works_on_cases(actor):
        raise NotPermitted


def given_lines(actor: Actor) -> Q:
    """The lines that were ever given to the actor's desk, but for a conflict of interest. Not yet: what it may see."""
    if not cases.works_on_cases(actor):
        return Q(pk__in=[])
    return Q(desk_id=actor.desk_id, given_at__isnull=False) & cases.not_excluded(actor, "case_id")


def check_verb(actor: Actor, case: Case, line: Line, verb: str, *, stands_in: bool = False) -> None:
    """Raises NotPermitted for the other of the two desks of a line that the actor may know.

    `stands_in`: the desk that does it cannot say how it goes, so that the desk that holds the plan does.
    """
    who = states.TRANSITIONS[verb][2]
    holds, does = case.desk_id == actor.desk_id, line.desk_id == actor.desk_id
    if who == states.HOLDER and not holds:
        raise NotPermitted(_("Only the desk that holds the plan can do this."), code="not_the_holder")
    if who == states.BODY and not does and not (holds and stands_in and verb in states.STANDS_IN):
        raise NotPermitted(_("Only the desk that does it can say this."), code="not_the_body")
    if who == states.OWN and not (holds and does):
        raise NotPermitted(_("This line is another desk’s: give it to that desk."), code="not_own")


def counts_overdue(actor: Actor) -> bool:
    """True for the lead of a desk, who sees how many of its lines are overdue, and not whose."""
    return cases.works_on_cases(actor) and actor.has(cases.LEAD)
