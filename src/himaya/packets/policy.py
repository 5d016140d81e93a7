"""Who prepares packets for partners abroad: a desk that helps, for a case that it holds.

At a desk of police, prosecution, a court, a consulate or a State there is no such page, whatever it holds.
"""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.institutions import queries as institutions
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted

OFFICER = "data_protection_officer"


def exists_for(actor: Actor) -> bool:
    """True for whoever may know that there is such a page."""
    return cases.works_on_cases(actor) and institutions.keeps_stories(actor.desk_id)


def check_works(actor: Actor) -> None:
    """Raises NotPermitted unless the actor works with people at a desk; NotFound at a desk that enforces or judges."""
    if not cases.works_on_cases(actor):
        raise NotPermitted(
            _("Only somebody who works with people at a desk prepares packets for partners abroad."),
            code="no_packets",
        )
    if not institutions.keeps_stories(actor.desk_id):
        raise NotFound


def check_releases(actor: Actor, prepared_by: UUID) -> None:
    """Raises NotPermitted unless this is the lead of the desk, and another person than the one who prepared it."""
    if not actor.has(cases.LEAD):
        raise NotPermitted(
            _("The lead of the desk looks at this packet before it is handed out. Ask them."), code="not_the_lead"
        )
    if cases.account_of(actor) == prepared_by:
        raise NotPermitted(
            _("You prepared this packet. Another lead of your desk looks at it before it is handed out."),
            code="same_person",
        )


def why_not_release(actor: Actor, prepared_by: UUID) -> str:
    """The sentence of the greyed button; empty where nothing stands against it."""
    try:
        check_releases(actor, prepared_by)
    except NotPermitted as refusal:
        return str(refusal.sentence)
    return ""


def keeps_register(actor: Actor) -> bool:
    """True for the data protection officer, who sees what went abroad from their own institution and of nobody whom."""
    return actor.is_known and bool(actor.institution_id) and actor.has(OFFICER)


def check_keeps_register(actor: Actor) -> None:
    """Raises NotPermitted for everybody else: a desk sees its packets in the files that it holds."""
    if not keeps_register(actor):
        raise NotPermitted(
            _("The register of what went abroad is kept by the data protection officer. Ask them."), code="no_register"
        )
