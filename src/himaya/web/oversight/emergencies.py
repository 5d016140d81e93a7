"""Emergency accesses, for the lead of the file and the data protection officer: ended, reviewed, or overdue."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from himaya.cases import policy, queries_grants, rules_grants, words
from himaya.cases.actions import emergencies
from himaya.cases.models import Emergency
from himaya.institutions import catalogue
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.methods import require_POST
from himaya.web.middleware import actor_of

PAGE = 25


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """Those of the files that the actor leads or watches over, what waits for a review first."""
    actor = actor_of(request)
    if not actor.is_known:
        return redirect_to_login(request.get_full_path(), "account:sign_in")
    policy.check_told_of_emergencies(actor)
    page = Paginator(queries_grants.emergencies(actor), PAGE).get_page(request.GET.get("page"))
    return render(
        request, "oversight/emergencies.html", {"page": page, "lines": [_line(row) for row in page.object_list]}
    )


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, emergency_id: UUID) -> HttpResponse:
    """One of them; a POST is the review, by somebody else than who took it."""
    actor = actor_of(request)
    if not actor.is_known:
        return redirect_to_login(request.get_full_path(), "account:sign_in")
    policy.check_told_of_emergencies(actor)
    row = _found(actor, emergency_id)
    if request.method != "POST":
        return _page(request, actor, row)
    try:
        emergencies.review(emergency_id=emergency_id, outcome=request.POST.get("outcome", ""), by=actor)
    except (NotValid, NotNow, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="oversight:emergency")
        return _page(request, actor, _found(actor, emergency_id), str(refusal.sentence), status=refusal.status)
    messages.success(request, _("The review is noted. It stays in the audit."))
    return redirect("oversight:emergencies")


@require_POST
def end(request: HttpRequest, emergency_id: UUID) -> HttpResponse:
    """End it before its hours are over."""
    actor = actor_of(request)
    if not actor.is_known:
        return redirect_to_login(request.get_full_path(), "account:sign_in")
    policy.check_told_of_emergencies(actor)
    row = _found(actor, emergency_id)
    try:
        emergencies.end(emergency_id=emergency_id, by=actor)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="oversight:end_emergency")
        return _page(request, actor, row, str(refusal.sentence), status=refusal.status)
    messages.success(request, _("Ended. The file is closed to them again; the review is still owed."))
    return redirect("oversight:emergency", emergency_id=emergency_id)


def _found(actor: Actor, emergency_id: UUID) -> Emergency:
    row = queries_grants.emergency(actor, emergency_id)
    if row is None:
        raise NotFound
    return row


def _line(row: Emergency) -> dict[str, Any]:
    return {
        "row": row,
        "reason": words.EMERGENCY_REASONS.get(row.reason, ""),
        "outcome": words.OUTCOMES.get(row.outcome, ""),
        "overdue": queries_grants.is_overdue(row),
        "runs": queries_grants.runs(row),
    }


def _page(request: HttpRequest, actor: Actor, row: Emergency, wrong: str = "", *, status: int = 200) -> HttpResponse:
    opened = queries_grants.opened_under(row)
    purposes = catalogue.purposes()
    context = {
        **_line(row),
        "mine": row.account_id == actor.account_id,
        "inside": row.desk.institution_id == actor.institution_id,
        "opened": opened,
        "purposes": [
            purposes[one].names.in_language(languages.current()) for one in opened.purposes if one in purposes
        ],
        "ends": (row.grant.revoked_at or row.grant.expires_at or row.begun_at).astimezone(clock.here()),
        "begun": row.begun_at.astimezone(clock.here()),
        "outcomes": [(code, words.OUTCOMES[code]) for code in rules_grants.OUTCOMES],
        "wrong": wrong,
        "errors": [{"id": "outcome", "sentence": wrong}] if wrong else [],
    }
    return render(request, "oversight/emergency.html", context, status=status)
