"""Who asks other services, who is told and decides, and who enters an institution in the protocol.

At a desk of police, prosecution, a court, a consulate or a State there is no such page: it enters no protocol, asks
nobody and is told nothing, whatever it holds.
"""

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.institutions import queries as institutions
from himaya.institutions.models import Institution
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted


def exists_for(actor: Actor) -> bool:
    """True for whoever may know that there is such a page: somebody who works with people at a desk that helps."""
    return cases.works_on_cases(actor) and institutions.keeps_stories(actor.desk_id)


def check_works(actor: Actor) -> None:
    """Raises NotPermitted unless the actor works with people at a desk; NotFound at a desk that enforces or judges."""
    if not cases.works_on_cases(actor):
        raise NotPermitted(
            _("Only somebody who works with people at a desk asks other services, or is asked by them."),
            code="no_enquiries",
        )
    if not institutions.keeps_stories(actor.desk_id):
        raise NotFound


def keeps_protocol(actor: Actor) -> bool:
    """True for the data protection officer of an institution that may be a party."""
    return cases.oversees(actor) and may_be_party(actor.institution_id)


def check_keeps_protocol(actor: Actor) -> None:
    """Raises NotPermitted for everybody but the data protection officer; NotFound where the institution is kept out."""
    if not cases.oversees(actor):
        raise NotPermitted(
            _("The data protection officer of the institution enters it in the protocol. Ask them."),
            code="not_the_officer",
        )
    if not may_be_party(actor.institution_id):
        raise NotFound


def may_leave(actor: Actor) -> bool:
    """True for the officer, and for the lead of a desk there: leaving can only protect."""
    leads = exists_for(actor) and actor.has(cases.LEAD)
    return keeps_protocol(actor) or (leads and may_be_party(actor.institution_id))


def check_leaves(actor: Actor) -> None:
    """Raises NotPermitted for everybody else."""
    if not may_leave(actor):
        raise NotPermitted(
            _("The data protection officer or the lead of a desk leaves the protocol. Ask them."), code="leaves_not"
        )


def check_reads_protocol(actor: Actor) -> None:
    """Raises NotPermitted for whoever neither works with people nor protects their data; NotFound where kept out."""
    if not (cases.works_on_cases(actor) or cases.oversees(actor)):
        raise NotPermitted(
            _("The parties to the protocol are shown to those who work with people, and to who protects their data."),
            code="no_protocol",
        )
    if not (exists_for(actor) or keeps_protocol(actor)):
        raise NotFound


def may_be_party(institution_id: str) -> bool:
    """True for an institution that neither enforces, judges nor speaks for a State abroad."""
    kind = Institution.objects.filter(pk=institution_id).values_list("kind", flat=True).first()
    return kind is not None and kind not in institutions.NO_STORIES
