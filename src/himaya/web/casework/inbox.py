"""The desk's first page: what awaits it, most pressing first, and how its week went."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from himaya.cases import (
    queries,
    queries_handovers,
    queries_inbound,
    queries_links,
    queries_notices,
    states,
    words_referrals,
)
from himaya.cases.actions import acknowledgements
from himaya.cases.models import Referral
from himaya.conferences import queries as conferences
from himaya.enquiries import queries as enquiries
from himaya.institutions.actions import capacity
from himaya.institutions.rules_places import UNKNOWN
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.plans import queries as plans
from himaya.plans.states import REQUESTED
from himaya.web.casework import rows
from himaya.web.casework.gate import at_a_desk
from himaya.web.methods import require_POST

# Up to here every number is a button: two taps. Beyond, it is typed.
MOST_BUTTONS = 20


@require_GET
@at_a_desk
def inbox(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What awaits this desk. The list part alone is what htmx fetches when the tab is looked at again."""
    return render(request, "casework/inbox.html", _context(request, actor))


@require_POST
@at_a_desk
def places(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Say how many places are free now."""
    typed = request.POST.get("free", "").strip()[:4]
    try:
        if request.POST.get("word") == UNKNOWN:
            capacity.say(desk_id=actor.desk_id, word=UNKNOWN, by=actor)
        elif not typed.isdecimal():
            raise NotValid(_("Write a number of places, such as 3."))
        else:
            capacity.update_places(desk_id=actor.desk_id, free=int(typed), by=actor)
    except NotValid as refusal:
        context = {**_context(request, actor), "places_error": refusal.sentence, "places_typed": typed}
        return render(request, "casework/inbox.html", context, status=refusal.status)
    messages.success(request, _("Free places are up to date. Other desks see the new number."))
    return redirect("casework:inbox")


@require_POST
@at_a_desk
def acknowledge(request: HttpRequest, actor: Actor, referral_id: UUID) -> HttpResponse:
    """The desk has read that an agreement ended: one tap."""
    acknowledgements.give(referral_id=referral_id, by=actor)
    messages.success(request, _("Noted: your desk has read it. The desk that sent it sees so."))
    return redirect("casework:inbox")


@require_POST
@at_a_desk
def acknowledge_notice(request: HttpRequest, actor: Actor, notice_id: UUID) -> HttpResponse:
    """The same where no referral names it: lines of a plan, or somebody in a file of records."""
    acknowledgements.give_by_notice(notice_id=notice_id, by=actor)
    messages.success(request, _("Noted: your desk has read it. The desk that sent it sees so."))
    return redirect("casework:inbox")


def _context(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    found = sorted(queries.inbox(actor), key=_pressing)
    page = Paginator(found, rows.PAGE).get_page(request.GET.get("page"))
    week = queries.week(actor)
    return {
        "page": page,
        "lines": rows.received(page.object_list),
        "waiting": sum(1 for row in found if row.state in states.WAITING),
        "questions": rows.sent(queries.sent(actor).filter(state=states.ASKED)),
        "came_back": rows.sent(queries.to_send_on(actor)[: rows.PAGE]),
        "withdrawn": rows.received(queries.withdrawn_lately(actor)[: rows.PAGE]),
        "ended_lines": queries_notices.lines_that_ended(actor)[: rows.PAGE],
        "ended_files": queries_notices.files_that_ended(actor)[: rows.PAGE],
        "stood_down": rows.received(queries.stood_down_lately(actor)[: rows.PAGE]),
        "taken": rows.sent(queries.needs_taken(actor)[: rows.PAGE]),
        "rests": rows.sent(queries.rests(actor)[: rows.PAGE]),
        "unlinked": _unlinked(actor),
        "invited": conferences.unanswered(actor)[: rows.PAGE],
        "offered": list(queries_handovers.to_answer(actor)[: rows.PAGE]),
        "enquiries": enquiries.waiting(actor),
        "from_abroad": queries_inbound.to_answer(actor).count(),
        "lines_given": sum(1 for row in plans.given_to(actor).lines if row.state == REQUESTED),
        "escalated": rows.received(queries.escalated(actor)[: rows.PAGE]),
        "week": week,
        "numbers": range(week.places + 1) if week.places is not None and week.places <= MOST_BUTTONS else (),
    }


def _unlinked(actor: Actor) -> list[rows.Line]:
    """Referrals to partners without an account that no link opens, each with what became of its last one."""
    found = list(queries_links.to_renew(actor)[: rows.PAGE])
    why = queries_links.last_of(found)
    return rows.sent(found, {pk: words_referrals.LINKS[code] for pk, code in why.items()})


def _pressing(row: Referral) -> tuple[int, float]:
    """Answers owed first, the urgent ones before all, by their target; then reports owed; then what lies elsewhere."""
    if row.state in states.WAITING:
        return (0 if row.urgency == states.URGENT else 1), row.target_at.timestamp()
    if row.report_due_on is not None:
        return 2, float(row.report_due_on.toordinal())
    return 3, row.target_at.timestamp()
