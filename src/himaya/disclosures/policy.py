"""Who writes down, advises, decides and prepares; each only in their own institution."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.disclosures.models import LegalDemand
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted

OFFICER, COUNSEL, LEAD = "data_protection_officer", "legal_counsel", "desk_lead"


def keeps(actor: Actor) -> bool:
    """True for whoever reads the register of demands of their institution."""
    return actor.is_known and bool(actor.institution_id) and actor.has(OFFICER, COUNSEL)


def check_keeps(actor: Actor) -> None:
    """Raises NotPermitted unless the actor keeps the register of demands."""
    if not keeps(actor):
        raise NotPermitted(
            _("The register of demands is kept by the data protection officer and legal counsel."), code="no_demands"
        )


def records(actor: Actor) -> bool:
    """True when `check_records` would not refuse."""
    return actor.is_known and bool(actor.institution_id) and actor.has(OFFICER, COUNSEL, LEAD)


def check_records(actor: Actor) -> None:
    """Raises NotPermitted unless the actor may write a demand down: nobody else answers an authority."""
    if not records(actor):
        raise NotPermitted(
            _("Do not answer an authority yourself. Ask the lead of your desk, who writes the demand down."),
            code="no_recording",
        )


def check_advises(actor: Actor) -> None:
    """Raises NotPermitted unless the actor is legal counsel."""
    check_keeps(actor)
    if not actor.has(COUNSEL):
        raise NotPermitted(_("Legal counsel advises. Ask them."), code="not_counsel")


def check_decides(actor: Actor, demand: LegalDemand) -> None:
    """Raises NotPermitted unless the actor is the officer, and another one than who advised."""
    check_is_officer(actor)
    if demand.advised_by == actor.account_id:
        raise NotPermitted(_("Somebody else than the one who advised decides."), code="same_person")


def check_is_officer(actor: Actor) -> None:
    """Raises NotPermitted unless the actor is the data protection officer."""
    check_keeps(actor)
    if not actor.has(OFFICER):
        raise NotPermitted(_("The data protection officer does this."), code="not_the_officer")


def visible_demands(actor: Actor) -> Q:
    """The demands of the actor's institution; nothing for who does not keep the register. Conflicts stay out."""
    mine = Q(institution_id=actor.institution_id) & cases.not_excluded(actor, "case_id")
    return mine if keeps(actor) else Q(pk__in=[])


def to_prepare(actor: Actor) -> Q:
    """The decided demands about files of the actor's own desk."""
    if not cases.works_on_cases(actor):
        return Q(pk__in=[])
    return Q(case__desk_id=actor.desk_id, state="decided") & cases.not_excluded(actor, "case_id")
