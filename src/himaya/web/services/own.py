"""One's own desk in the directory: what it gives, and its free places in two taps."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from himaya.institutions import queries as desks
from himaya.institutions import rules_places
from himaya.institutions.actions import capacity
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotValid
from himaya.kernel.unit import log_refusal
from himaya.services import queries
from himaya.services.actions import places as verbs
from himaya.web.methods import require_POST
from himaya.web.services import hours, showing
from himaya.web.services.gate import workers


@require_GET
@workers
def own(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What stands in the directory of this desk, and the buttons of its free places."""
    return _page(request, actor)


@require_POST
@workers
def places(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One tap: one less, one more, full, or not known today; of the desk, or of one service with places of its own."""
    word, service = request.POST.get("word", ""), request.POST.get("service", "")[:64]
    try:
        free = verbs.say(desk_id=actor.desk_id, service=service, word=word, by=actor)
    except NotValid as refusal:
        log_refusal(refusal, by=actor, where="services:places")
        return _page(request, actor, told=str(refusal.sentence), status=refusal.status)
    said = _("Free places now: %(n)d. Other desks see it.") % {"n": free} if free is not None else ""
    messages.success(request, said or _("Noted: not known today. Other desks are told to ask."))
    return redirect("services:own")


def _page(request: HttpRequest, actor: Actor, *, told: str = "", status: int = 200) -> HttpResponse:
    desk = Desk.objects.select_related("institution", "after_hours__institution").filter(pk=actor.desk_id).first()
    if desk is None:
        raise NotFound
    given = queries.given(desk)
    context: dict[str, Any] = {
        "desk": desk,
        "told": told,
        "line": showing.line(desks.best_first([desk])[0]),
        "counters": _counters(desk, given),
        "may_count": actor.has(*capacity.KEEPS_PLACES),
        "given": [
            {
                "service": showing.service(row.service),
                "receives": showing.receives_in_words(row.eligibility),
                "languages": " · ".join(showing.language(code) for code in row.languages),
            }
            for row in given
        ],
        "waiting": [(row, showing.service(row.service)) for row in queries.of_desk(desk.pk)],
        "week": hours.week(desk.hours),
        "ramadan": hours.ramadan(desk.hours),
        "single": hours.single_days(desk.hours),
        "leads": actor.has("desk_lead"),
    }
    return render(request, "services/own.html", context, status=status)


def _counters(desk: Desk, given: list[queries.Given]) -> list[dict[str, Any]]:
    """The places that this desk counts: its own, and those of a service that counts apart."""
    found = []
    if desk.capacity_total is not None:
        room = rules_places.room(desk.capacity_free, desk.capacity_on, clock.now())
        found.append(_counter("", _("Places of this desk"), room, desk.capacity_total))
    found += [
        _counter(row.service, showing.service(row.service), row.room, row.total or 0) for row in given if row.own_places
    ]
    return found


def _counter(service: str, name: str, room: rules_places.Room, total: int) -> dict[str, Any]:
    now = room.free if room.free is not None else room.once
    return {
        "service": service,
        "name": name,
        "total": total,
        "words": showing.room_in_words(room, total),
        "now": now,
        "none_left": now == 0,
        "all_free": now == total,
    }
