"""Looking for somebody who helps: the list, best first; one desk; and what nobody gives, counted with one press."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from himaya.institutions import queries as desks
from himaya.institutions.models import Desk
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.services import policy, queries, rules, words
from himaya.services.actions import gaps
from himaya.web.methods import require_POST
from himaya.web.services import hours, showing
from himaya.web.services.gate import readers, workers

FIELDS = ("service", "region", "language", "group", "open")


@require_GET
@readers
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was looked for, and who gives it, best first."""
    return _list(request, actor, _text(request.GET))


@require_POST
@workers
def nobody(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Nobody gives this here: the service, the region and the month are counted, and nothing else."""
    sought = _text(request.POST)
    try:
        service, region = sought.get("service", ""), sought.get("region", "")
        gaps.note(service=service, region=region, by=actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="services:nobody")
        return _list(request, actor, sought, told=str(refusal.sentence), status=refusal.status)
    messages.success(request, _("Counted. Nothing about a person was kept. The secretariat sees it as a number."))
    return redirect(f"{reverse('services:directory')}?{urlencode(_chosen(sought))}")


@require_GET
@readers
def one(request: HttpRequest, actor: Actor, desk_id: str) -> HttpResponse:
    """One desk: how to reach it now, and each of its services."""
    desk = Desk.objects.select_related("institution", "after_hours__institution").filter(pk=desk_id).first()
    if desk is None:
        raise NotFound
    receiver = desks.best_first([desk])[0]
    context = {
        "line": showing.line(receiver),
        "desk": desk,
        "closed": not desks.standing_desks().filter(pk=desk.pk).exists(),
        "reached": words.REACHED[desk.reached_by],
        "given": [_given(row) for row in queries.given(desk)],
        "week": hours.week(desk.hours),
        "ramadan": hours.ramadan(desk.hours),
        "single": hours.single_days(desk.hours),
        "vettings": [(row, words.WAYS[row.way]) for row in queries.vettings(desk.pk)],
        "own": desk.pk == actor.desk_id and actor.has(*policy.WORKS),
        "works": actor.has(*policy.WORKS),
        "can_propose": policy.may_propose(actor, desk),
        "can_hours": policy.may_keep_hours(actor, desk),
        "keeps": actor.has("secretariat"),
    }
    return render(request, "services/desk.html", context)


def _given(row: queries.Given) -> dict[str, Any]:
    return {
        "service": showing.service(row.service),
        "receives": showing.receives_in_words(row.eligibility),
        "languages": " · ".join(showing.language(code) for code in row.languages) or _("not said: ask"),
        # The places of the desk stand once, at its head.
        "room": showing.room_in_words(row.room, row.total) if row.own_places else "",
        "free": bool(row.room.free),
    }


def _text(fields: QueryDict) -> dict[str, str]:
    return {name: str(fields.get(name, ""))[:64] for name in FIELDS}


def _chosen(sought: dict[str, str]) -> dict[str, str]:
    """What was chosen, without what is on no list."""
    lists = {
        "service": showing.services(),
        "region": showing.regions(),
        "language": showing.tongues(),
        "group": showing.groups(),
    }
    return {
        name: sought[name] for name, items in lists.items() if sought.get(name) in {item.value for item in items}
    } | ({"open": "now"} if sought.get("open") == "now" else {})


def _list(
    request: HttpRequest, actor: Actor, sought: dict[str, str], *, told: str = "", status: int = 200
) -> HttpResponse:
    chosen = _chosen(sought)
    asked = {name: chosen.get(name, "") for name in ("service", "region", "language", "group")}
    found = queries.search(**asked)
    if "open" in chosen:
        found = [receiver for receiver in found if receiver.open_now]
    lines = [showing.line(receiver, service_chosen=asked["service"]) for receiver in found]
    able = [line for line in lines if not line.why_not and line.vetting != rules.EXPIRED]
    countable = bool(asked["service"] and asked["region"]) and not able and "open" not in chosen
    context = {
        "chosen": chosen,
        "told": told,
        "services": showing.services(),
        "regions": showing.regions(),
        "languages": showing.tongues(),
        "groups": showing.groups(),
        "able": able,
        "unable": [line for line in lines if line not in able],
        "countable": countable,
        "counted": countable and queries.counted(actor, service=asked["service"], region=asked["region"]),
        "may_count": actor.has(*policy.WORKS),
        "works": actor.has(*policy.WORKS),
        "keeps": actor.has("secretariat"),
    }
    return render(request, "services/directory.html", context, status=status)
