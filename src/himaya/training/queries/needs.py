"""Assessments of needs, and their gaps in the order of what presses."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.training import policy, rules
from himaya.training.actions.assessments import rated
from himaya.training.models import AssessedGap, NeedsAssessment


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap with what follows from it."""

    row: AssessedGap
    measured: int | None
    gap: int | None
    weight: int | None
    priority: str


def assessments(actor: Actor) -> "QuerySet[NeedsAssessment]":
    """All for the secretariat; those of their institution for its focal points."""
    rows = NeedsAssessment.objects.select_related("institution", "region").order_by("-begun_on", "pk")
    return rows if policy.leads(actor) else rows.filter(institution_id=policy.names_for(actor) or None)


def assessment_of(actor: Actor, assessment_id: UUID) -> NeedsAssessment:
    """One that the actor may know. Raises NotFound."""
    found = assessments(actor).filter(pk=assessment_id).first()
    if found is None:
        raise NotFound
    return found


def gaps(assessment: NeedsAssessment) -> list[Gap]:
    """What is to be found out first, then by weight."""
    found = [_gap(row) for row in assessment.gaps.select_related("need")]
    return sorted(found, key=lambda one: (one.weight is not None, -(one.weight or 0), one.row.module))


def _gap(row: AssessedGap) -> Gap:
    one = rated(row)
    return Gap(row, rules.measured(one), rules.gap(one), rules.weight(one), rules.priority(one))
