"""Who opens what is kept apart of a case: its own accesses, and nothing that opens the case itself.

Neither the desk that holds a case, nor a full access to it, nor an emergency, nor the lead of a desk is asked here.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy, states
from himaya.cases import rules_compartments as rules
from himaya.cases.models import Case, Compartment, CompartmentGrant, Referral
from himaya.institutions import queries as institutions
from himaya.institutions.models import Desk
from himaya.kernel import wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted


def kept_by(actor: Actor) -> frozenset[str]:
    """The kinds that the actor's desk keeps and that the actor's roles open there."""
    desk = Desk.objects.select_related("institution").filter(pk=actor.desk_id).first()
    if desk is None or not policy.works_on_cases(actor):
        return frozenset()
    enforces = institutions.enforces(desk)
    return rules.kept_at(desk.institution.kind, desk.services, enforces=enforces) & rules.readable_by(
        actor.roles, enforces=enforces
    )


def visible(actor: Actor) -> Q:
    """The compartments that the actor opens, by a grant in force and a role; conflicts of interest stay out."""
    if not policy.works_on_cases(actor):
        return Q(pk__in=[])
    mine = Q(desk_id=actor.desk_id) | Q(account_id=policy.me(actor))
    grants = CompartmentGrant.objects.filter(mine, policy.in_force(), institution_id=actor.institution_id)
    enforces = Exists(Desk.objects.filter(institutions.ENFORCES, pk=actor.desk_id))
    kinds = rules.readable_by(actor.roles, enforces=False)
    opened = Q(Exists(grants.filter(compartment=OuterRef("pk")))) & Q(kind__in=kinds) & ~Q(enforces)
    return opened & policy.not_excluded(actor, "case_id")


def works_with(case_column: str, desk_id: str) -> Q:
    """Cases that a desk holds, or of which a referral to it stands that nobody took back."""
    referred = Referral.objects.filter(
        case_id=OuterRef(case_column),
        to_desk_id=desk_id,
        state__in=states.READABLE,
    )
    return Q(desk_id=desk_id) | Q(Exists(referred))


def cases_with_a_page(actor: Actor, kinds: frozenset[str]) -> Q:
    """The cases of which the actor has a page of notes kept apart: those whose notes they open, and those that their
    desk works with where it keeps such notes (`kinds`). Whether there are any makes no difference to anybody else."""
    own = Q(Exists(Compartment.objects.filter(visible(actor), case=OuterRef("pk"))))
    begins = works_with("pk", actor.desk_id) if kinds else Q(pk__in=[])
    return (own | begins) & policy.not_excluded(actor)


def has_page(actor: Actor, case_id: UUID) -> bool:
    """True when `cases_with_a_page` has this case."""
    with wall.beyond(wall.EVERYTHING):
        return Case.objects.filter(cases_with_a_page(actor, kept_by(actor)), pk=case_id).exists()


def check_keeps(actor: Actor, compartment: Compartment) -> None:
    """Raises NotPermitted for a colleague who was let in: for a time, they read and write, and let nobody in."""
    if compartment.desk_id != actor.desk_id:
        raise NotPermitted(
            _("Only those of the desk that keeps these notes say who opens them. Ask that desk."), code="not_the_keeper"
        )


def let_into(actor: Actor) -> QuerySet[Compartment]:
    """The compartments of other desks that somebody opened to this account, the newest first."""
    rows = Compartment.objects.filter(visible(actor)).exclude(desk_id=actor.desk_id)
    return rows.select_related("desk__institution").order_by("-begun_on", "pk")


def stands(compartment: Compartment) -> bool:
    """True while the desk that keeps the notes still works with the case."""
    with wall.beyond(wall.EVERYTHING):
        return Case.objects.filter(works_with("pk", compartment.desk_id), pk=compartment.case_id).exists()


def grants_of(compartment: Compartment) -> QuerySet[CompartmentGrant]:
    """The accesses in force to a compartment that the caller opens, the desk first."""
    rows = CompartmentGrant.objects.filter(policy.in_force(), compartment=compartment)
    return rows.select_related("desk__institution", "account").order_by("-desk", "expires_at", "granted_at")
