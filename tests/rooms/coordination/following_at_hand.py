"""Recommendations in any state, and reports on them: cheap rows, straight into the store; verbs are for tests.

`recommendation()` is addressed to `labour`, outside any cycle, and stands as its state needs: an answered one has its
answer, a verified one its day. Give whatever differs: `recommendation(state=states.IN_PROGRESS, lead="police")`.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Max

from himaya.coordination import rules_following
from himaya.coordination import states_following as states
from himaya.coordination.actions import recommendations
from himaya.coordination.actions.evidence import keep as keep_file
from himaya.coordination.models import (
    Contributor,
    Evidence,
    ProgressReport,
    Recommendation,
    RecommendationStep,
    RoundTable,
)
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests.rooms.coordination.at_the_table import SECRETARY

TEXTS = {"fr": "Former les inspecteurs", "ar": "تكوين المفتشين", "en": "Train the inspectors"}
# Ten days ago it was addressed, five days ago answered: nothing is due yet.
ADDRESSED_AGO, ANSWERED_AGO = timedelta(days=10), timedelta(days=5)
AFTER_ANSWER = (states.ANSWERED, states.IN_PROGRESS, states.REPORTED_DONE, states.VERIFIED, states.REC_CLOSED)
ENDED = (states.REC_CLOSED, *states.ENDED_OTHERWISE)


def recommendation(
    state: str = states.ANSWERED,
    *,
    lead: str = "labour",
    lead_name: str = "",
    contributors: Sequence[str] = (),
    table: RoundTable | None = None,
    **changes: Any,
) -> Recommendation:
    """One recommendation in a state, with the days and the first step that go with it."""
    today = clock.today()
    base: dict[str, Any] = {
        "number": (Recommendation.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        "source_kind": states.UPR if table is None else states.FROM_TABLE,
        "table": table,
        "cycle": table.cycle if table is not None else None,
        **{f"text_{code}": text for code, text in TEXTS.items()},
        "theme": "T1",
        "action_type": "training",
        "priority": "medium",
        "lead_id": None if lead_name else lead,
        "lead_name": lead_name,
        "due_on": today + timedelta(days=180),
        "state": state,
        "entered_on": today - ADDRESSED_AGO,
    }
    if state != states.FORMULATED:
        addressed = today - ADDRESSED_AGO
        base |= {"addressed_on": addressed, "answer_by": addressed + timedelta(days=rules_following.ANSWER_DAYS)}
    if state in AFTER_ANSWER:
        answered = today - ANSWERED_AGO
        base |= {"response": states.ACCEPTS, "response_how": "click", "responded_on": answered, "heard_on": answered}
    if state in (states.VERIFIED, states.REC_CLOSED):
        base |= {"verified_on": today}
    if state in ENDED:
        base |= {"ended_on": today, "ended_reason": "" if state == states.REC_CLOSED else "Sans objet"}
    row = Recommendation.objects.create(**{**base, **changes})
    Contributor.objects.bulk_create(
        Contributor(recommendation=row, institution_id=institution) for institution in contributors
    )
    if state != states.FORMULATED:
        RecommendationStep.objects.create(
            recommendation=row, number=1, on=row.addressed_on or today, did="addressed", state=states.ADDRESSED
        )
    return row


def report(
    of: Recommendation | None = None, state: str = states.REPORT_DRAFT, *, institution: str = "labour", **changes: Any
) -> ProgressReport:
    """A report on a recommendation (by default a fresh one under way) in a state, with the days that go with it."""
    whole = of or recommendation(states.IN_PROGRESS)
    today = clock.today()
    base: dict[str, Any] = {
        "recommendation": whole,
        "number": whole.reports.count() + 1,
        "institution_id": institution or None,
        "as_of": today,
        "text": "Douze inspecteurs formés.",
        "state": state,
        "how": "click",
    }
    if state not in (states.REPORT_DRAFT, states.REPORT_WITHDRAWN):
        base |= {"submitted_on": today}
    if state in (states.VALIDATED, states.REPORT_ACCEPTED):
        base |= {"validated_on": today, "validated_how": "click"}
    if state == states.REPORT_ACCEPTED:
        base |= {"accepted_on": today}
    if state == states.RETURNED:
        base |= {"returned_on": today, "returned_by": states.BY_SECRETARIAT, "returned_reason": "Dire combien."}
    return ProgressReport.objects.create(**{**base, **changes})


def evidence(of: Recommendation, *, institution: str = "labour", data: bytes = b"", **changes: Any) -> Evidence:
    """One piece of evidence: a file that is kept, or by default where its original is."""
    base: dict[str, Any] = {
        "recommendation": of,
        "institution_id": institution or None,
        "kind": "circular",
        "title": "Circulaire 12/2026",
        "dated_on": clock.today(),
        "confidentiality": states.TO_MEMBERS,
        "where": "" if data else "Bureau d’ordre",
        "added_on": clock.today(),
    }
    row = Evidence.objects.create(**{**base, **changes})
    if data:
        keep_file(row, data)
    return row


def enter(by: Actor = SECRETARY, **changes: Any) -> Recommendation:
    """One entered by its verb: complete enough to be addressed."""
    base: dict[str, Any] = {
        "source_kind": states.UPR,
        "texts": TEXTS,
        "priority": "high",
        "lead_id": "labour",
        "due_on": clock.today() + timedelta(days=180),
    }
    return recommendations.enter(**{**base, **changes}, by=by)
