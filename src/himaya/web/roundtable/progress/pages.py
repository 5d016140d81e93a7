"""The progress of one recommendation: what was reported and what shows it, with the form of whoever reports."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, policy_following, policy_progress
from himaya.coordination import states_following as following
from himaya.coordination.actions import progress
from himaya.coordination.models import ProgressReport, Recommendation
from himaya.coordination.queries import progress as queries
from himaya.coordination.words_following import CONFIDENTIALITIES, EVIDENCE_KINDS
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.practice.showing import by_paper
from himaya.web.roundtable.progress import showing
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "who_missing": "who",
    "how_missing": "how",
    "received_missing": "received_on",
    "received_future": "received_on",
    "received_early": "received_on",
    "as_of_future": "as_of",
    "text_missing": "text",
    "text_length": "text",
    "signed_missing": "signed_by",
    "case_data": "text",
}
KEEP, HAND_IN = "keep", "hand_in"
OWN = {
    following.REPORT_DRAFT: gettext_lazy("Your draft is not handed in yet"),
    following.RETURNED: gettext_lazy("Your report came back"),
    following.REPORT_SUBMITTED: gettext_lazy("Your report is with your authority"),
    following.VALIDATED: gettext_lazy("Your report is with the secretariat"),
}


@require_http_methods(["GET", "POST"])
@at_the_table
def page(request: HttpRequest, actor: Actor, recommendation_id: UUID) -> HttpResponse:
    """Reports and evidence. A POST keeps a draft, hands a report in, or enters what came by mail or letter."""
    row = policy_following.recommendation_of(actor, recommendation_id)
    if request.method != "POST":
        return shelf(request, actor, row)
    form = Form(request.POST)
    do = form.text("do")
    if do not in (KEEP, HAND_IN):
        raise NotFound
    takes = _written(form, actor)
    if policy.is_secretariat(actor) and form.ticked("signed"):
        takes["signed_by"] = form.text("signed_by")
        verb: Any = progress.enter_letter
    else:
        verb = progress.hand_in if do == HAND_IN or policy.is_secretariat(actor) else progress.write
    outcome = ask(verb, form, FIELDS, "text", by=actor, recommendation_id=row.pk, **takes)
    if not outcome.done:
        return shelf(request, actor, row, form, told=outcome.told, status=outcome.status)
    messages.success(request, _done(actor, do))
    return redirect("roundtable:progress", recommendation_id=row.pk)


def _done(actor: Actor, do: str) -> str:
    if policy.is_secretariat(actor):
        return _("Entered. It stands in the list of reports.")
    if do == KEEP:
        return _("Kept. Only your institution sees it until it is handed in.")
    return _("Handed in. Your validating authority looks at it next.")


def _written(form: Form, actor: Actor) -> dict[str, Any]:
    takes: dict[str, Any] = {
        "text": form.long("text"),
        "value": form.text("value"),
        "as_of": form.day("as_of", needed=False),
        "done": form.ticked("done"),
    }
    seen = form.text("seen")
    takes["seen"] = int(seen) if seen.isdecimal() and len(seen) < 6 else 0
    if not policy.is_secretariat(actor):
        return takes
    who = form.text("who")
    return takes | {
        "institution_id": who.removeprefix(showing.INSTITUTION) if who.startswith(showing.INSTITUTION) else "",
        "entity": who.removeprefix(showing.ENTITY) if who.startswith(showing.ENTITY) else "",
        "how": form.text("how"),
        "received_on": form.day("received_on"),
    }


def shelf(
    request: HttpRequest,
    actor: Actor,
    row: Recommendation,
    form: Form | None = None,
    *,
    evidence: Form | None = None,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    """The whole page. `evidence` is a posted form of evidence, `form` a posted report."""
    reports = list(policy_progress.reports_of(actor, row))
    mine = showing.own(actor)
    draft = queries.under_way(row, mine) if mine else None
    shown_evidence = [showing.evidence_line(actor, one) for one in queries.evidence_list(actor, row)]
    context: dict[str, Any] = {
        "row": row,
        "ref": showing.ref(row),
        "chip": showing.state_of(row),
        "lead": showing.lead_of(row),
        "headline": _headline(actor, row, reports, draft),
        "told": told,
        # Somebody wrote or handed in meanwhile: both texts stand on the page.
        "meanwhile": draft if form is not None and told else None,
        "reports": [showing.report_line(one) for one in reports],
        "waiting": [showing.report_line(one) for one in showing.reports_awaiting(actor, reports)],
        "in_writing": queries.in_writing(actor, row),
        "evidence": shown_evidence,
        "standing": sum(line.row.withdrawn_on is None for line in shown_evidence),
        "may_give": showing.is_open_for_evidence(row) and (policy.is_secretariat(actor) or _concerned(row, mine)),
        "kinds": lists.of(EVIDENCE_KINDS),
        "readers": lists.of(CONFIDENTIALITIES),
        "givers": showing.givers(row) if policy.is_secretariat(actor) else [],
        "given": shown(evidence),
        "today": clock.today().isoformat(),
        **_reporting(actor, row, mine, draft, form),
    }
    context["errors"] = shown(form)["errors"] + shown(evidence)["errors"]
    return render(request, "roundtable/progress/progress.html", context, status=status)


def _concerned(row: Recommendation, institution_id: str) -> bool:
    return bool(institution_id) and institution_id in policy_progress.reporting(row)


def _reporting(
    actor: Actor, row: Recommendation, mine: str, draft: ProgressReport | None, form: Form | None
) -> dict[str, Any]:
    """The form of whoever reports, or why there is none."""
    context = shown(form)
    begun = _begun(draft)
    # The page shows the report as it is by now: what is sent from here goes on from it.
    context["typed"] = begun if form is None else {**context["typed"], "seen": begun["seen"]}
    secretariat = policy.is_secretariat(actor)
    context |= {"secretariat": secretariat, "may_write": False, "why_not": "", "draft": draft}
    if secretariat:
        takes = row.state in policy_progress.CONTRIBUTOR_REPORTS
        return context | {"may_write": takes, "reporters": showing.reporters(row), "channels": by_paper()}
    if not _concerned(row, mine):
        return context
    refusal = queries.why_not(row, institution_id=mine)
    if refusal is not None:
        return context | {"why_not": refusal.sentence}
    writable = draft is None or draft.state in (following.REPORT_DRAFT, following.RETURNED)
    return context | {"may_write": writable}


def _begun(draft: ProgressReport | None) -> dict[str, Any]:
    if draft is None:
        return {"as_of": clock.today().isoformat(), "seen": 0}
    return {
        "text": draft.text,
        "value": draft.value,
        "as_of": draft.as_of.isoformat(),
        "done": draft.done,
        "seen": draft.revision,
    }


def _headline(actor: Actor, row: Recommendation, reports: list[ProgressReport], draft: ProgressReport | None) -> str:
    waiting = len(showing.reports_awaiting(actor, reports))
    if waiting and policy.is_secretariat(actor):
        return ngettext("%(n)d report to look at", "%(n)d reports to look at", waiting) % {"n": waiting}
    if waiting:
        return ngettext("%(n)d report waits for your word", "%(n)d reports wait for your word", waiting) % {
            "n": waiting
        }
    if draft is not None:
        return str(OWN[draft.state])
    accepted = sum(one.state == following.REPORT_ACCEPTED for one in reports)
    if accepted:
        return ngettext("%(n)d report on the record", "%(n)d reports on the record", accepted) % {"n": accepted}
    return _("Nothing is reported yet")
