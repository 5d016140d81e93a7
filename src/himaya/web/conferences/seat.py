"""The page of an invited desk: answering, coming in, what it may hear while it is on or after, its actions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.conferences import access, policy, queries, rules, states, words
from himaya.conferences.actions import seats
from himaya.conferences.models import Conference
from himaya.conferences.queries import Sight
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.conferences import now, reading
from himaya.web.conferences.reading import Form, form_of
from himaya.web.gate import only


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def page(request: HttpRequest, actor: Actor, conference_id: UUID) -> HttpResponse:
    """What the desk sees of the meeting. A POST answers the invitation, or comes in."""
    row, form = access.invited(actor, conference_id), form_of(request)
    if request.method != "POST":
        return _page(request, actor, row, form)
    try:
        if form.text("do") == "enter":
            seats.enter(conference_id=conference_id, by=actor)
            done = _("Your desk has come in. Items appear here while they are on.")
        else:
            seats.answer(
                conference_id=conference_id,
                part=form.text("part"),
                answer=form.text("answer"),
                line=form.text("line"),
                by=actor,
            )
            done = _("Your answer stands. The desk that called sees it.")
    except (NotValid, NotNow) as refusal:
        log_refusal(refusal, by=actor, where="conferences:seat")
        form.refused(refusal)
        return _page(request, actor, access.invited(actor, conference_id), form, status=refusal.status)
    messages.success(request, done)
    return redirect("conferences:seat", conference_id=conference_id)


def _page(request: HttpRequest, actor: Actor, row: Conference, form: Form, *, status: int = 200) -> HttpResponse:
    with access.open_seat(actor, row) as seen:
        context: dict[str, Any] = {
            **now.context(actor, row, seen.sight),
            "reference": seen.sight.reference,
            "typed": form.typed,
            "wrong": form.wrong,
            "told": next(iter(form.wrong.values()), ""),
            "places": _places(actor, row, seen.sight) if seen.sight.goes_on else [],
            "open_now": queries.open_to_desks(row),
            "answers": reading.choices(words.SEATS, *states.ANSWERS),
            "items": [reading.told(one) for one in seen.items],
            "actions": seen.actions,
            "speaks": policy.speaks_for_health(actor),
        }
        return render(request, "conferences/seat.html", context, status=status)


def _places(actor: Actor, row: Conference, sight: Sight) -> list[dict[str, Any]]:
    """The seats of the desk; beside it who else sits in that part, as desks."""
    every = queries.seats_of(row)
    came = {part: queries.present(row, part) for part in rules.PARTS}
    return [
        {
            "seat": seat,
            "part": words.PARTS[seat.part],
            "stands": seat.part in sight.stands,
            "answer": words.SEATS[seat.state],
            "came": actor.desk_id in came[seat.part],
            "comes": seat.state == states.COMES,
            "unanswered": seat.state == states.INVITED,
            "others": [
                f"{one.desk.name} ({reading.roles(came[one.part].get(one.desk_id, [])) or words.SEATS[one.state]})"
                for one in every
                if one.part == seat.part and one.desk_id != actor.desk_id
            ],
        }
        for seat in every
        if seat.desk_id == actor.desk_id
    ]
