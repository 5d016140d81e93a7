"""The ways to hold one record of this room for a change, inside a unit. The plan or the session is held first."""

from uuid import UUID

from himaya.coordination.locks import lock_row
from himaya.kernel.actor import Actor
from himaya.training import policy
from himaya.training.models import AwarenessActivity, NeedsAssessment, PlanLine, TrainingPlan, TrainingSession

__all__ = ["lock_activity", "lock_assessment", "lock_line", "lock_plan", "lock_row", "lock_session"]


def lock_plan(actor: Actor, plan_id: UUID) -> TrainingPlan:
    """Hold a plan. Raises NotPermitted, NotFound."""
    policy.check_leads(actor)
    return lock_row(TrainingPlan.objects.all(), plan_id)


def lock_line(actor: Actor, line_id: UUID) -> PlanLine:
    """Hold a line. Raises NotPermitted, NotFound."""
    policy.check_leads(actor)
    return lock_row(PlanLine.objects.select_related("plan"), line_id)


def lock_session(actor: Actor, session_id: UUID) -> TrainingSession:
    """Hold a session that the actor may know. Raises NotFound."""
    policy.session_of(actor, session_id)
    return lock_row(TrainingSession.objects.select_related("line"), session_id)


def lock_assessment(actor: Actor, assessment_id: UUID) -> NeedsAssessment:
    """Hold an assessment of the own institution, or of any for the secretariat. Raises NotPermitted, NotFound."""
    row = lock_row(NeedsAssessment.objects.all(), assessment_id)
    policy.check_assesses(actor, row.institution_id)
    return row


def lock_activity(actor: Actor, activity_id: UUID) -> AwarenessActivity:
    """Hold an awareness activity that the actor holds. Raises NotFound, NotPermitted."""
    policy.check_holds(actor, policy.activity_of(actor, activity_id).institution_id)
    return lock_row(AwarenessActivity.objects.select_related("line"), activity_id)
