"""One report: what it says, what became of it, and the next step of whoever reads."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, policy_following, policy_progress, states
from himaya.coordination import states_following as following
from himaya.coordination.actions import progress
from himaya.coordination.models import ProgressReport
from himaya.coordination.queries import progress as queries
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.practice.showing import by_paper
from himaya.web.roundtable.progress import showing
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "how_missing": "how",
    "received_missing": "received_on",
    "received_future": "received_on",
    "signed_missing": "signed_by",
    "text_missing": "reason",
    "text_length": "reason",
    "case_data": "reason",
}
SUBMIT, VALIDATE, SEND_BACK, ACCEPT, WITHDRAW = "submit", "validate", "send_back", "accept", "withdraw"
VERBS: dict[str, tuple[Callable[..., None], Promise]] = {
    SUBMIT: (progress.submit, _("Handed in. The validating authority looks at it next.")),
    VALIDATE: (progress.validate, _("Validated: it is the institution’s word. The secretariat looks at it next.")),
    SEND_BACK: (progress.send_back, _("Sent back, with your reason. Whoever wrote it goes on from there.")),
    ACCEPT: (progress.accept, _("Taken into the record.")),
    WITHDRAW: (progress.withdraw, _("Withdrawn. A new report can be written.")),
}
IN_WORDS = {VALIDATE: "validate", SEND_BACK: "return"}


@require_http_methods(["GET", "POST"])
@at_the_table
def one(request: HttpRequest, actor: Actor, report_id: UUID) -> HttpResponse:
    """A POST takes the report one step on."""
    report = policy_progress.report_of(actor, report_id)
    if request.method != "POST":
        return _page(request, actor, report)
    form = Form(request.POST)
    do = form.text("do")
    if do not in VERBS:
        raise NotFound
    verb, done = VERBS[do]
    outcome = ask(verb, form, FIELDS, "reason", by=actor, report_id=report.pk, **_takes(form, actor, do))
    if not outcome.done:
        report = policy_progress.report_of(actor, report_id)
        return _page(request, actor, report, form, told=outcome.told, status=outcome.status)
    messages.success(request, str(done))
    return redirect("roundtable:progress", recommendation_id=report.recommendation_id)


def _takes(form: Form, actor: Actor, do: str) -> dict[str, Any]:
    seen = form.text("seen")
    takes: dict[str, Any] = {}
    if do in IN_WORDS or do == ACCEPT:
        takes["seen"] = int(seen) if seen.isdecimal() and len(seen) < 6 else None
    if do == ACCEPT:
        return takes
    if do == SEND_BACK:
        takes["reason"] = form.text("reason")
    if policy.is_secretariat(actor):
        takes |= {"how": form.text("how"), "received_on": form.day("received_on", needed=False)}
        if do == VALIDATE:
            takes["signed_by"] = form.text("signed_by")
    return takes


def _can(actor: Actor, report: ProgressReport) -> set[str]:
    """What this reader may do next with it."""
    possible = {
        do for do in VERBS if states.leads_to(following.PROGRESS_TRANSITIONS, IN_WORDS.get(do, do), report.state)
    }
    if policy.is_secretariat(actor):
        return possible - ({SUBMIT, WITHDRAW} if report.how not in progress.PAPERS else set())
    found: set[str] = set()
    if report.institution_id and report.institution_id == showing.own(actor):
        found |= {SUBMIT, WITHDRAW}
    if report.institution_id and report.institution_id == showing.validates_for(actor):
        found |= {VALIDATE} | ({SEND_BACK} if report.state == following.REPORT_SUBMITTED else set())
    return possible & found


def _page(
    request: HttpRequest,
    actor: Actor,
    report: ProgressReport,
    form: Form | None = None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    row = policy_following.recommendation_of(actor, report.recommendation_id)
    on_paper = policy.is_secretariat(actor) and report.state == following.REPORT_SUBMITTED
    evidence = [one for one in queries.evidence_list(actor, row) if one.report_id == report.pk]
    context: dict[str, Any] = shown(form) | {
        "row": row,
        "ref": showing.ref(row),
        "line": showing.report_line(report),
        "report": report,
        "leads": policy_progress.leads(row, institution_id=report.institution_id or "", entity=report.entity),
        "can": _can(actor, report),
        "on_paper": on_paper,
        "channels": by_paper(),
        "evidence": [showing.evidence_line(actor, one) for one in evidence],
        "told": told,
    }
    return render(request, "roundtable/progress/report.html", context, status=status)
