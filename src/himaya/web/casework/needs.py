"""One need of which several desks were asked: what each answered, and whether those who still wait are needed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from himaya.cases import queries, states
from himaya.cases.actions import needs
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow
from himaya.kernel.unit import log_refusal
from himaya.web.casework import labels, rows
from himaya.web.casework.gate import at_a_desk
from himaya.web.methods import require_POST


@require_GET
@at_a_desk
def one(request: HttpRequest, actor: Actor, group: UUID) -> HttpResponse:
    """Who answered what."""
    return _page(request, actor, group)


@require_POST
@at_a_desk
def stand_down(request: HttpRequest, actor: Actor, group: UUID) -> HttpResponse:
    """Tell every desk that has not answered that it is no longer needed."""
    try:
        needs.stand_down_rest(group=group, by=actor)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="casework:need")
        return _page(request, actor, group, {"told": refusal.sentence}, status=refusal.status)
    messages.success(request, _("They are told that it is no longer needed."))
    return redirect("casework:need", group=group)


def _page(
    request: HttpRequest, actor: Actor, group: UUID, more: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    found = list(queries.of_need(actor, group).select_related("case", "to_desk__institution", "from_desk__institution"))
    if not found:
        raise NotFound
    context = {
        "group": group,
        "title": labels.service(found[0].service),
        "case_id": found[0].case_id,
        "reference": found[0].case.reference,
        "first_only": found[0].first_only,
        "lines": rows.sent(found),
        "taken": next((row for row in found if row.state in states.IN_PART_OR_WHOLE and not row.services_taken), None),
        "waiting": sum(row.state in (states.SENT, states.ASKED) for row in found),
        **(more or {}),
    }
    return render(request, "casework/need.html", context, status=status)
