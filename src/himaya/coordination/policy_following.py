"""Who sees which recommendation, and who speaks for it."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.coordination import policy
from himaya.coordination import states_following as states
from himaya.coordination.models import Cycle, Recommendation
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted


def visible_to(actor: Actor) -> Q:
    """All for the secretariat. For an institution: what is addressed in the cycles it may know or outside any cycle,
    and what names it as lead or contributor. What is only being formulated is the secretariat's. Whoever came by a
    reply link sees what names their institution, and nothing else.
    """
    if policy.is_secretariat(actor):
        return Q()
    if actor.link_id is not None:
        return ~Q(state=states.FORMULATED) & concerns(actor.institution_id)
    if not policy.takes_part(actor) or not policy.my_mandates(actor):
        return Q(pk__in=[])
    cycles = Cycle.objects.filter(policy.visible_cycles(actor)).values("pk")
    return ~Q(state=states.FORMULATED) & (Q(cycle__isnull=True) | Q(cycle__in=cycles) | concerns(actor.institution_id))


def concerns(institution_id: str) -> Q:
    """The recommendations that name an institution as lead or contributor."""
    return Q(lead_id=institution_id) | Q(
        pk__in=Recommendation.objects.filter(contributors__institution_id=institution_id).values("pk")
    )


def visible(actor: Actor) -> "QuerySet[Recommendation]":
    """The recommendations that the actor may know."""
    return Recommendation.objects.filter(visible_to(actor))


def recommendation_of(actor: Actor, recommendation_id: UUID) -> Recommendation:
    """One recommendation that the actor may know. Raises NotFound."""
    rows = visible(actor).select_related("lead", "cycle", "table", "item", "cluster", "successor", "ended_decision")
    found = rows.filter(pk=recommendation_id).first()
    if found is None:
        raise NotFound
    return found


def check_leads(row: Recommendation, institution_id: str) -> None:
    """Raises NotPermitted when an institution is not the lead: only the lead answers."""
    if row.lead_id != institution_id:
        raise NotPermitted(
            _("Only the lead institution answers a recommendation. Yours may report what it contributes."),
            code="not_lead",
        )


def check_takes_part(row: Recommendation, institution_id: str) -> None:
    """Raises NotPermitted when an institution is neither lead nor contributor: it has nothing to report here."""
    if row.lead_id != institution_id and not row.contributors.filter(institution_id=institution_id).exists():
        raise NotPermitted(
            _("This recommendation names other institutions. Ask the secretariat to add yours as a contributor."),
            code="not_concerned",
        )
