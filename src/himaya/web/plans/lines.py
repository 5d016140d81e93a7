"""The lines of plans that were given to this desk: what is to be done until when, and how it goes. Nothing else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.plans import access, policy, queries, states
from himaya.web.forms import refused
from himaya.web.methods import require_POST
from himaya.web.plans import labels
from himaya.web.plans.gate import PURPOSE, at_a_desk
from himaya.web.plans.plan import check_verb, do, forms


@require_GET
@at_a_desk
def given(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Lines given to this desk: services, days and states; the words are on each line's own page."""
    found = queries.given_to(actor)
    lines = [
        {"row": row, "service": labels.service(row.service), "chip": labels.chip(row), "beside": labels.beside(row)}
        for row in found.lines
    ]
    expected = [one for one, row in zip(lines, found.lines, strict=True) if row.state in states.EXPECTED]
    context = {
        "expected": expected,
        "over": [one for one in lines if one not in expected],
        "ended": found.ended,
        # A number for the lead, and no list of whose: nobody's work is measured here.
        "overdue": sum(1 for row in found.lines if queries.is_overdue(row)) if policy.counts_overdue(actor) else None,
    }
    return render(request, "plans/given.html", context)


@require_GET
@at_a_desk
def one(request: HttpRequest, actor: Actor, line_id: UUID) -> HttpResponse:
    """One line of this desk."""
    return _page(request, actor, line_id)


@require_POST
@at_a_desk
def move(request: HttpRequest, actor: Actor, line_id: UUID, verb: str) -> HttpResponse:
    """What this desk says of its line."""
    check_verb(verb)
    access.given_line(actor, line_id)
    try:
        do(verb, line_id, request, actor)
    except (NotNow, NotValid) as refusal:
        wrong = refused(refusal, actor, "plans:given_move")
        return _page(request, actor, line_id, wrong=wrong, status=refusal.status)
    messages.success(request, _("Written down. The desk that holds the plan sees it."))
    return redirect("plans:given_line", line_id=line_id)


def _page(
    request: HttpRequest, actor: Actor, line_id: UUID, *, wrong: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    # Rendered inside the block: plaintext does not outlive it.
    with access.open_line(actor, line_id, purpose=PURPOSE) as line:
        row = line.row
        context: dict[str, Any] = {
            "row": row,
            "action": line.action,
            "said": line.said,
            "service": labels.service(row.service),
            "chip": labels.chip(row),
            "beside": labels.beside(row),
            "referral": queries.referrals_of(actor, [row]).get(row.case_id),
            **forms(row, states.BODY, own=False, wrong=wrong or {}, request=request),
        }
        return render(request, "plans/given_line.html", context, status=status)
