"""Who arrives from abroad, at the desk that receives: answered, expected, met. Before it is taken nothing is read."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from himaya.cases import policy_inbound, queries_inbound, words_inbound
from himaya.cases import rules_inbound as rules
from himaya.cases.actions import inbound
from himaya.cases.models import InboundSheet
from himaya.cases.rules_assessing import is_known_adult
from himaya.kernel import clock, days
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.casework import labels
from himaya.web.casework.gate import at_a_desk

_PLACES = {"reason": "decline-reason"}


@require_GET
@at_a_desk
def of_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who is announced to this desk, whom it expects, and of whom the desk abroad says that they do not come."""
    policy_inbound.check_receives(actor)
    context = {
        "waiting": [_line(row) for row in queries_inbound.to_answer(actor)],
        "expected": [_line(row) for row in queries_inbound.expected(actor)],
        "doubted": [_line(row) for row in queries_inbound.doubted(actor)],
    }
    return render(request, "casework/arrivals.html", context)


@require_http_methods(["GET", "POST"])
@at_a_desk
def one(request: HttpRequest, actor: Actor, sheet_id: UUID) -> HttpResponse:
    """One of them. A POST expects the person, declines, says they were met or do not come, or when a child does."""
    row = queries_inbound.one(actor, sheet_id)
    if row is None:
        raise NotFound
    if request.method != "POST":
        return _page(request, row)
    do = request.POST.get("do", "")
    try:
        if do == "accept":
            held = inbound.accept(sheet_id=row.pk, by=actor)
            messages.success(request, _("Your desk expects the person, and holds a file from now on."))
            return redirect("casework:case", case_id=held)
        if do == "decline":
            inbound.decline(sheet_id=row.pk, reason=request.POST.get("reason", "")[:48], by=actor)
            messages.success(request, _("The desk abroad sees that it has to ask another desk."))
            return redirect("casework:arrivals")
        if do == "meet":
            inbound.meet(sheet_id=row.pk, by=actor)
            messages.success(request, _("Noted: the person was met. The desk abroad is not told."))
            return redirect("casework:arrivals")
        if do == "hear":
            inbound.hear(sheet_id=row.pk, by=actor)
            messages.success(request, _("Noted: the person does not come. Their file stays as it is."))
            return redirect("casework:arrivals")
        if do == "day":
            inbound.set_day(
                sheet_id=row.pk,
                arrives_on=_day(request.POST.get("arrives_on", "")),
                decided=bool(request.POST.get("decided")),
                by=actor,
            )
            messages.success(request, _("Noted: the day is a task of your desk, and its alarm stands."))
            return redirect("casework:arrival", sheet_id=row.pk)
    except NotValid as refusal:
        return _page(request, row, {"wrong": {refusal.code: refusal.sentence}}, status=refusal.status)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="casework:arrival")
        row = queries_inbound.one(actor, sheet_id) or row
        return _page(request, row, {"told": refusal.sentence}, status=refusal.status)
    raise NotFound


def _day(typed: str) -> date | None:
    try:
        return days.typed(typed)
    except ValueError:
        return None


def _line(row: InboundSheet) -> dict[str, Any]:
    return {
        "row": row,
        "age": words_inbound.AGES[row.age_group],
        "language": labels.value_in_words("language", {"language": row.language}),
        "overdue": row.arrives_on is not None and row.arrives_on < clock.today(),
    }


def _page(
    request: HttpRequest, row: InboundSheet, more: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    wrong = (more or {}).get("wrong", {})
    context: dict[str, Any] = {
        "line": _line(row),
        "row": row,
        "child": not is_known_adult(row.age_group),
        "may_answer": row.state == rules.SENT and not rules.is_over(row.state, row.sent_at, clock.now()),
        "may_end": row.state == rules.EXPECTED,
        "doubted": row.state == rules.EXPECTED and row.taken_back_at is not None,
        "may_set_day": row.state == rules.EXPECTED and row.arrives_on is None,
        "decline_reasons": labels.reasons_for("decline"),
        "typed": request.POST,
        "errors": [{"id": _PLACES.get(name, name), "sentence": said} for name, said in wrong.items()],
        **(more or {}),
    }
    return render(request, "casework/arrival.html", context, status=status)
