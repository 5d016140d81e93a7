"""What is reported of a recommendation, what shows it, and whose word is awaited."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from himaya.coordination import policy, policy_following, policy_progress, rules_following
from himaya.coordination import states_following as following
from himaya.coordination.models import Evidence, ProgressReport, Recommendation, ReplyLink
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import Refusal

# What awaits a word, in the order in which a desk looks at it.
TO_VALIDATE, TO_ANSWER, RETURNED, TO_HAND_IN, TO_REPORT = "validate", "answer", "returned", "hand_in", "report"
WITH_AUTHORITY, WITH_SECRETARIAT, REPORTED, NOTHING = "with_authority", "with_secretariat", "reported", "nothing"
IN_ORDER = (
    TO_VALIDATE,
    TO_ANSWER,
    RETURNED,
    TO_HAND_IN,
    TO_REPORT,
    WITH_AUTHORITY,
    WITH_SECRETARIAT,
    REPORTED,
    NOTHING,
)
OF_A_REPORT = {
    following.REPORT_DRAFT: TO_HAND_IN,
    following.RETURNED: RETURNED,
    following.REPORT_SUBMITTED: WITH_AUTHORITY,
    following.VALIDATED: WITH_SECRETARIAT,
}


@dataclass(frozen=True, slots=True)
class Awaited:
    """One recommendation as an institution's desk sees it: what is awaited of it, and whether it is late."""

    row: Recommendation
    what: str
    leads: bool
    late: bool
    report: ProgressReport | None


def under_way(row: Recommendation, institution_id: str) -> ProgressReport | None:
    """The report of an institution that is being written, or is on its way."""
    rows = row.reports.filter(institution_id=institution_id, state__in=following.REPORT_UNDER_WAY)
    return rows.select_related("delegate").first()


def in_writing(actor: Actor, row: Recommendation) -> int:
    """How many institutions write a report that the secretariat does not see yet."""
    return row.reports.filter(policy_progress.OWN_DRAFT).count() if policy.is_secretariat(actor) else 0


def evidence_list(actor: Actor, row: Recommendation) -> "QuerySet[Evidence]":
    """The evidence of a recommendation that the actor may know, without the files; what was withdrawn stands last."""
    rows = Evidence.objects.filter(policy_progress.evidence_visible(actor), recommendation=row)
    return rows.select_related("institution", "report").order_by("withdrawn_on", "-added_on", "pk")


def standing(rows: "QuerySet[Evidence]") -> "QuerySet[Evidence]":
    """Those that were not withdrawn."""
    return rows.filter(withdrawn_on__isnull=True)


def why_not(row: Recommendation, *, institution_id: str) -> Refusal | None:
    """Why an institution reports nothing of it now; None when it may."""
    try:
        policy_progress.check_reports(row, institution_id=institution_id, entity="")
    except Refusal as refusal:
        return refusal
    return None


def awaited_of(actor: Actor) -> list[Awaited]:
    """What awaits the word of the actor's institution, first what it owes, then the rest by number."""
    mine = policy_following.concerns(actor.institution_id)
    rows = policy_following.visible(actor).filter(mine, state__in=following.RECOMMENDATION_OPEN)
    reports = {
        one.recommendation_id: one
        for one in ProgressReport.objects.filter(
            recommendation__in=rows, institution_id=actor.institution_id, state__in=following.REPORT_UNDER_WAY
        )
    }
    today = clock.today()
    found = [_awaited(row, reports.get(row.pk), actor.institution_id, today) for row in rows.select_related("lead")]
    return sorted(found, key=lambda one: (IN_ORDER.index(one.what), not one.late, one.row.number))


def _awaited(row: Recommendation, report: ProgressReport | None, institution_id: str, today: date) -> Awaited:
    leads = row.lead_id == institution_id
    late = leads and rules_following.overdue(row.state, row.due_on, today)
    if report is not None:
        return Awaited(row, OF_A_REPORT[report.state], leads, late, report)
    if row.state == following.ADDRESSED:
        late = leads and row.answer_by is not None and row.answer_by < today
        return Awaited(row, TO_ANSWER if leads else NOTHING, leads, late, None)
    if row.state == following.REPORTED_DONE:
        return Awaited(row, REPORTED, leads, False, None)
    return Awaited(row, TO_REPORT, leads, late, None)


def to_validate(actor: Actor) -> "QuerySet[ProgressReport]":
    """The reports of the actor's institution that its authority is to look at, the oldest first."""
    rows = ProgressReport.objects.filter(
        recommendation__in=policy_following.visible(actor),
        institution_id=actor.institution_id,
        state=following.REPORT_SUBMITTED,
    )
    return rows.select_related("recommendation", "institution").order_by("submitted_on", "recommendation__number")


def reply_links() -> "QuerySet[ReplyLink]":
    """All reply links, the last made first."""
    return ReplyLink.objects.select_related("institution", "delegate").order_by("-made_at", "pk")
