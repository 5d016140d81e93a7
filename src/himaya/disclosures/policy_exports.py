"""Who asks for an export, who decides it, who sees the register of exports; each only in their own institution."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.models import Exclusion
from himaya.disclosures import policy
from himaya.disclosures.models import DataExport, ExportedCase
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted


def asks(actor: Actor) -> bool:
    """True when `check_asks` would not refuse."""
    return cases.works_on_cases(actor) and actor.has(policy.LEAD)


def check_asks(actor: Actor) -> None:
    """Raises NotPermitted unless the actor leads a desk: nobody else takes records out."""
    if not asks(actor):
        raise NotPermitted(_("Only the lead of a desk asks for an export. Ask them."), code="not_a_lead")


def reads(actor: Actor) -> bool:
    """True for who asks and for who decides."""
    return asks(actor) or policy.keeps(actor)


def check_reads(actor: Actor) -> None:
    """Raises NotPermitted for whoever neither asks for exports nor decides on them."""
    if not reads(actor):
        raise NotPermitted(
            _("Exports are seen by the lead of a desk, the data protection officer and legal counsel."),
            code="no_exports",
        )


def check_decides(actor: Actor, export: DataExport) -> None:
    """Raises NotPermitted unless the actor keeps the register, and is another one than who asked."""
    if not policy.keeps(actor):
        raise NotPermitted(
            _("The data protection officer or legal counsel decides on an export."), code="not_a_second_person"
        )
    if export.asked_by == actor.account_id:
        raise NotPermitted(_("Somebody else than the one who asked decides."), code="same_person")


def may_decide(actor: Actor, export: DataExport) -> bool:
    """True when `check_decides` would not refuse."""
    return policy.keeps(actor) and export.asked_by != actor.account_id


def check_is_askers(actor: Actor, export: DataExport) -> None:
    """Raises NotPermitted unless the actor asked for this export and still leads that desk."""
    check_asks(actor)
    if not is_askers(actor, export):
        raise NotPermitted(_("Only the one who asked for this export does this."), code="not_the_asker")


def is_askers(actor: Actor, export: DataExport) -> bool:
    """True when `check_is_askers` would not refuse."""
    return asks(actor) and export.asked_by == actor.account_id and export.desk_id == actor.desk_id


def visible_exports(actor: Actor) -> Q:
    """For those who decide, the exports of their institution; for a lead, those of the desk.

    One that holds the case of somebody from whom a conflict of interest keeps the actor does not exist for them.
    """
    if policy.keeps(actor):
        mine = Q(institution_id=actor.institution_id)
    elif asks(actor):
        mine = Q(desk_id=actor.desk_id)
    else:
        return Q(pk__in=[])
    kept_out = Exclusion.objects.filter(case_id=OuterRef("case_id"), account_id=cases.me(actor), lifted_at__isnull=True)
    conflicting = ExportedCase.objects.filter(Exists(kept_out), export_id=OuterRef("pk"))
    return mine & ~Q(Exists(conflicting))
