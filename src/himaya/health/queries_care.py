"""In which compartments a step of care is to be looked at again. Nothing sealed is opened: days only."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from himaya.cases import policy_compartments, states
from himaya.cases.models import Compartment, Referral
from himaya.cases.rules_compartments import HEALTH
from himaya.health import rules_care
from himaya.health.models import CareStep
from himaya.institutions.models import Desk
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor


def waiting(actor: Actor) -> list[tuple[Compartment, date, date]]:
    """What waits for the actor: each compartment that they open, from when and to when; the most pressing first."""
    # The case is named by a row of another desk, where this one has a referral only.
    with wall.beyond(wall.EVERYTHING):
        rows = list(_due(Compartment.objects.filter(policy_compartments.visible(actor))))
    return [(row, *rules_care.window(row.looked)) for row in rows]  # type: ignore[attr-defined]


def earliest(desk_id: str) -> date | None:
    """The last day of the most pressing review at a desk; None where none waits. For the system."""
    row = _due(Compartment.objects.filter(desk_id=desk_id)).first()
    return rules_care.window(row.looked)[1] if row is not None else None  # type: ignore[attr-defined]


def desks_of(case_id: UUID) -> list[str]:
    """The desks that look after somebody's care in a case. For the system."""
    rows = CareStep.objects.filter(compartment__case_id=case_id)
    found = Desk.objects.filter(pk__in=rows.values("compartment__desk_id")).order_by("pk")
    return list(found.values_list("pk", flat=True))


def _due(rows: QuerySet[Compartment]) -> QuerySet[Compartment]:
    last = CareStep.objects.filter(compartment=OuterRef("pk")).order_by("-place").values("written_on")[:1]
    referred = Referral.objects.filter(
        case_id=OuterRef("case_id"), to_desk_id=OuterRef("desk_id"), state__in=states.READABLE
    )
    works = Q(case__desk_id=F("desk_id")) | Q(Exists(referred))
    until = clock.today() - timedelta(weeks=rules_care.FIRST_WEEK)
    open_ones = rows.filter(works, kind=HEALTH, case__state="open").annotate(looked=Subquery(last))
    return open_ones.filter(looked__lte=until).select_related("case").order_by("looked", "pk")
