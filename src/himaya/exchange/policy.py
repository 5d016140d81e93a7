"""Who counts in the words of a standard, and who takes in a file: the lead of a desk that keeps stories."""

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.interviews import policy as interviews
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted


def leads(actor: Actor) -> bool:
    """True for the lead of a desk that neither enforces, judges, nor is a State's."""
    return cases.works_on_cases(actor) and actor.has(cases.LEAD) and interviews.works_at(actor.desk_id)


def check_leads(actor: Actor) -> None:
    """Raises NotPermitted for everybody else."""
    if not leads(actor):
        raise NotPermitted(
            _("The lead of a desk that follows people does this, for the files of that desk. Ask them."),
            code="not_a_lead",
        )
