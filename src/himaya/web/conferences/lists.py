"""The conferences of one's desk, those of one case, and calling one. Nothing sealed is opened."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from himaya.cases.access import held_case
from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_child
from himaya.conferences import access, policy, queries, rules, states, words
from himaya.conferences.actions import conferences
from himaya.conferences.models import Conference
from himaya.conferences.queries import Invitation
from himaya.kernel import clock, contact_hours
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web import agreed_hours
from himaya.web.agreed_hours import AgreedHour
from himaya.web.conferences.reading import Form, Item, form_of
from himaya.web.gate import only

PLACES = {"begins_at": "day"}
MOST = 50


@require_GET
@only(policy.check_works)
def every(request: HttpRequest, actor: Actor) -> HttpResponse:
    """To which the desk is invited, then those that it called."""
    seats = [_seat(one) for one in queries.invitations(actor)[:MOST]]
    led = [_line(row) for row in queries.led(actor)[:MOST]]
    return render(request, "conferences/all.html", {"seats": seats, "led": led})


@require_GET
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The conferences of a case that the desk holds."""
    return _of_case(request, actor, held_case(actor, case_id))


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def call(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Call one: day, hour, length. Nobody is invited by it."""
    case = held_case(actor, case_id)
    form = form_of(request)
    if request.method != "POST":
        return _form(request, actor, case, form)
    agreed_hour, agreed_until = agreed_hours.said_span(form.text("agreed_hour"))
    try:
        pk = conferences.call(
            case_id=case.pk,
            begins_at=form.moment("day", "hour"),
            minutes=form.number("minutes"),
            per_item=form.number("per_item"),
            agreed_hour=agreed_hour,
            agreed_until=agreed_until,
            by=actor,
        )
    except (NotValid, NotNow) as refusal:
        log_refusal(refusal, by=actor, where="conferences:call")
        form.refused(refusal)
        return _form(request, actor, case, form, status=refusal.status)
    messages.success(request, _("Called. Now invite desks, and tell the person."))
    return redirect("conferences:conference", conference_id=pk)


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def move(request: HttpRequest, actor: Actor, conference_id: UUID) -> HttpResponse:
    """Choose another day for what was called; everything that was written for it stays."""
    row = access.held(actor, conference_id)
    policy.check_chairs(actor)
    form, case = form_of(request), row.case
    if request.method != "POST":
        return _form(request, actor, case, form, moved=row)
    agreed_hour, agreed_until = agreed_hours.said_span(form.text("agreed_hour"))
    try:
        conferences.move(
            conference_id=row.pk,
            begins_at=form.moment("day", "hour"),
            agreed_hour=agreed_hour,
            agreed_until=agreed_until,
            by=actor,
        )
    except (NotValid, NotNow) as refusal:
        log_refusal(refusal, by=actor, where="conferences:move")
        form.refused(refusal)
        return _form(request, actor, case, form, moved=row, status=refusal.status)
    messages.success(request, _("Saved. Each desk is asked anew whether it comes. Tell the person the new day."))
    return redirect("conferences:conference", conference_id=row.pk)


def _line(row: Conference) -> dict[str, Any]:
    return {"row": row, "state": words.STATES[row.state], "reason": words.CANCEL.get(row.cancel_reason, "")}


def _seat(one: Invitation) -> dict[str, Any]:
    """What does not go on has neither a reference nor an answer any more, whyever."""
    row, sight = one.seat.conference, one.sight
    return {
        "row": row,
        "part": words.PARTS[one.seat.part],
        "state": words.STATES[row.state if sight.goes_on else states.CANCELLED],
        "answer": words.SEATS[one.seat.state] if sight.goes_on else "",
        "reference": sight.reference if sight.goes_on else "",
    }


def _of_case(request: HttpRequest, actor: Actor, case: Case) -> HttpResponse:
    rows = [_line(row) for row in queries.of_case(case)]
    context = {"case": case, "rows": rows, "may": policy.chairs(actor), "open": case.state == "open"}
    return render(request, "conferences/of_case.html", context)


def _asked(form: Form, minutes: int) -> AgreedHour | None:
    """The tick for the hour that was refused, or chosen already, with the length that goes with it."""
    try:
        begins_at = form.moment("day", "hour") if form.post else None
    except NotValid:
        return None
    if begins_at is None or begins_at.date() > clock.today() + contact_hours.FURTHEST:
        return None
    until = rules.ends_at(begins_at, minutes)
    return agreed_hours.asked(begins_at, form.text("agreed_hour"), refused="hour" in form.wrong, until=until)


def _form(
    request: HttpRequest, actor: Actor, case: Case, form: Form, *, moved: Conference | None = None, status: int = 200
) -> HttpResponse:
    typed = form.typed
    context = {
        "moved": moved,
        "asked": _asked(form, moved.minutes if moved is not None else form.number("minutes")),
        "case": case,
        "child": is_child(case.age_group),
        "typed": typed,
        "wrong": form.wrong,
        "errors": form.errors(PLACES),
        "lengths": [
            Item(str(n), ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n}) for n in (30, 45, 60, rules.LONGEST)
        ],
        "per_items": [Item(str(n), ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n}) for n in rules.PER_ITEM],
        "minutes": typed.get("minutes", "60"),
        "per_item": typed.get("per_item", "10"),
    }
    return render(request, "conferences/call.html", context, status=status)
