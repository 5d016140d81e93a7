"""What an institution leaves to its successor in the follow-up: open recommendations, work and reports under way."""

from himaya.coordination import policy_following, stepping
from himaya.coordination import states_following as states
from himaya.coordination.models import Contributor, FollowUpAction, ProgressReport, Recommendation
from himaya.institutions.models import Institution
from himaya.kernel.unit import Unit


def recommendations(u: Unit, old_id: str, new: Institution) -> None:
    """Inside a unit: the successor leads, contributes, works and reports where it is not over; history keeps its name.

    What was answered and reported by then was the word of the old institution, and stays so.
    """
    # Also those that it only helps with: whoever hands a report in there holds the recommendation.
    held = Recommendation.objects.select_for_update(of=("self",)).filter(state__in=states.RECOMMENDATION_OPEN)
    for row in held.filter(policy_following.concerns(old_id)).order_by("pk"):
        if row.lead_id == old_id:
            _lead(u, row, old_id, new)
    _contribute(u, old_id, new)
    actions = FollowUpAction.objects.select_for_update(of=("self",)).filter(institution_id=old_id)
    for action in actions.filter(state__in=(states.ACTION_PLANNED, states.ACTION_UNDER_WAY)).order_by("pk"):
        action.institution = new
        action.save(update_fields=["institution"])
        u.log("item.handed_over", object_type="follow_up_action", object_id=action.pk, code=new.pk)
    reports = ProgressReport.objects.select_for_update(of=("self",)).filter(institution_id=old_id)
    for report in reports.filter(state__in=states.REPORT_UNDER_WAY).order_by("pk"):
        own = ProgressReport.objects.filter(recommendation=report.recommendation_id, institution=new)
        if own.filter(state__in=states.REPORT_UNDER_WAY).exists():
            # It has begun one itself: that one goes on, and the old one ends here.
            report.state = states.REPORT_WITHDRAWN
        else:
            report.institution, report.delegate = new, None
        report.save(update_fields=["institution", "delegate", "state"])
        u.log("item.handed_over", object_type="progress_report", object_id=report.pk, code=new.pk)


def _lead(u: Unit, row: Recommendation, old_id: str, new: Institution) -> None:
    row.lead = new
    Contributor.objects.filter(recommendation=row, institution=new).delete()
    if row.state != states.FORMULATED:
        stepping.done(u, row, "passed_on", code=old_id[:24])
        return
    row.revision += 1
    row.save()
    u.log("recommendation.passed_on", object_type="recommendation", object_id=row.pk, code=new.pk)


def _contribute(u: Unit, old_id: str, new: Institution) -> None:
    rows = Contributor.objects.filter(institution_id=old_id, recommendation__state__in=states.RECOMMENDATION_OPEN)
    for one in rows.select_related("recommendation").order_by("pk"):
        there = Contributor.objects.filter(recommendation=one.recommendation_id, institution=new).exists()
        if there or one.recommendation.lead_id == new.pk:
            one.delete()
        else:
            one.institution = new
            one.save(update_fields=["institution"])
        u.log("item.handed_over", object_type="recommendation", object_id=one.recommendation_id, code=new.pk)
