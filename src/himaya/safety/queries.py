"""The lines of a file that count today. In clear: numbers, days, and the hours at which nobody may call."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from himaya.cases.models import Arrival, InboundSheet
from himaya.kernel import wall
from himaya.safety.models import ContactRules, SafetyCopy, SafetyPlan
from himaya.safety.rules import Quiet


def quiet_of(case_id: UUID) -> Quiet:
    """The hours at which nobody may reach the person of a file; empty where none were agreed.

    The same for whoever may call, at whichever desk: a clock and a desk that was sent something have to hold to them.
    """
    with wall.beyond(wall.EVERYTHING):
        found = _lines(case_id).values_list("quiet", flat=True).first()
    return dict(found or {})


def never_called(case_ids: Collection[UUID]) -> dict[UUID, bool | None]:
    """Per file with rules, whether the last line promises that nobody calls; None where it was not kept in clear."""
    with wall.beyond(wall.EVERYTHING):
        rows = ContactRules.objects.filter(case_id__in=case_ids).order_by("number")
        return dict(rows.values_list("case_id", "never"))


def rules_of(case_id: UUID) -> ContactRules | None:
    """The last line, sealed, for whoever is shown a way to reach the person anyhow. `access` says who that is."""
    with wall.beyond(wall.EVERYTHING):
        return _lines(case_id).select_related("desk").first()


def came_from_elsewhere(case_id: UUID) -> bool:
    """True of a file that came from another institution: what was agreed there of contact did not come along.

    Not of somebody announced from abroad: how they are reached, they chose for the desk that expects them.
    """
    with wall.beyond(wall.EVERYTHING):
        announced = InboundSheet.objects.filter(case_id=case_id)
        return Arrival.objects.filter(case_id=case_id).exists() and not announced.exists()


def standing_plan(case_id: UUID) -> SafetyPlan | None:
    """The version that counts, sealed; None where there is none or the last one ended."""
    last = SafetyPlan.objects.filter(case_id=case_id).order_by("-number").select_related("desk").first()
    return last if last is not None and last.ended_on is None else None


def copy_of(plan: SafetyPlan) -> SafetyCopy | None:
    """The last answer on a copy of a version, sealed."""
    return SafetyCopy.objects.filter(plan=plan).order_by("-number").first()


def _lines(case_id: UUID) -> "QuerySet[ContactRules]":
    return ContactRules.objects.filter(case_id=case_id).order_by("-number")
