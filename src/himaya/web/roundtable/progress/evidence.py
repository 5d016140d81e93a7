"""Evidence of a recommendation: given as a file or as a place, read as a file with a neutral name, withdrawn."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from himaya.coordination import policy, policy_following, policy_progress
from himaya.coordination.actions import evidence as verbs
from himaya.coordination.actions.scans import REFUSED
from himaya.coordination.models import Evidence
from himaya.kernel.actor import Actor
from himaya.web.downloads import ENDINGS, as_file, sandboxed
from himaya.web.middleware import actor_of
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.progress import pages, showing
from himaya.web.roundtable.tables.reading import Form, shown
from himaya.web.uploads import in_memory_for, sent

FIELDS = {
    "kind": "kind",
    "text_missing": "title",
    "text_length": "title",
    "case_data": "title",
    "dated_missing": "dated_on",
    "dated_future": "dated_on",
    "confidentiality": "confidentiality",
}


def _takes_part(request: HttpRequest, /, *_args: Any, **_named: Any) -> bool:
    return policy.takes_part(actor_of(request))


@in_memory_for(_takes_part)
@require_http_methods(["GET", "POST"])
@at_the_table
def add(request: HttpRequest, actor: Actor, recommendation_id: UUID) -> HttpResponse:
    """Give evidence; when it cannot be kept, the page of progress comes back with what was typed.

    Whoever changes the language there comes back to this address: it leads to the page.
    """
    row = policy_following.recommendation_of(actor, recommendation_id)
    if request.method != "POST":
        return redirect("roundtable:progress", recommendation_id=row.pk)
    form, came = Form(request.POST), sent(request, "file")
    takes: dict[str, Any] = {
        "kind": form.text("kind"),
        "title": form.text("title"),
        "dated_on": form.day("dated_on"),
        "confidentiality": form.text("confidentiality"),
        "where": form.text("where"),
        "data": came.content if came is not None else None,
    }
    if policy.is_secretariat(actor):
        takes["institution_id"] = form.text("giver")
    if came is not None and came.too_large:
        form.wrong["file"] = REFUSED["too_large"]
    outcome = ask(verbs.add, form, FIELDS, "file", by=actor, recommendation_id=row.pk, **takes)
    if not outcome.done:
        return pages.shelf(request, actor, row, evidence=form, told=outcome.told, status=outcome.status)
    messages.success(request, _("Kept. Its hash stands beside it."))
    return redirect("roundtable:progress", recommendation_id=row.pk)


@sandboxed
@require_safe
@at_the_table
def file(request: HttpRequest, actor: Actor, evidence_id: UUID) -> HttpResponse:
    """The file, under a name that says nothing. That it was read stands in the audit."""
    with verbs.open_file(actor, evidence_id) as opened:
        return as_file(opened.data, "evidence", ENDINGS[opened.kind])


@require_http_methods(["GET", "POST"])
@at_the_table
def withdraw(request: HttpRequest, actor: Actor, evidence_id: UUID) -> HttpResponse:
    """Ask for the reason; a POST takes the evidence back."""
    row = policy_progress.evidence_of(actor, evidence_id)
    if request.method != "POST":
        return _withdraw(request, actor, row)
    form = Form(request.POST)
    reason = form.text("reason")
    outcome = ask(verbs.withdraw, form, {}, "reason", by=actor, evidence_id=row.pk, reason=reason)
    if not outcome.done:
        return _withdraw(request, actor, row, form, told=outcome.told, status=outcome.status)
    messages.success(request, _("Withdrawn. Its line stays, its file is gone."))
    return redirect("roundtable:progress", recommendation_id=row.recommendation_id)


def _withdraw(
    request: HttpRequest,
    actor: Actor,
    row: Evidence,
    form: Form | None = None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    context = shown(form) | {
        "row": row,
        "ref": showing.ref(row.recommendation),
        "line": showing.evidence_line(actor, row),
        "told": told,
    }
    return render(request, "roundtable/progress/evidence_withdraw.html", context, status=status)
