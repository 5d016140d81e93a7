"""One's own times: quiet hours, and until which day one is away."""

from datetime import date, time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.unit import log_refusal, unit
from himaya.tasks import policy, queries
from himaya.tasks.actions import times
from himaya.web.forms import hour
from himaya.web.gate import only
from himaya.web.tasks.items import day


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def settings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """See them and set them. What cannot be read stays in the form as it was typed."""
    own = queries.times(actor)
    kept = own.away_until if own.away_until is not None and own.away_until >= clock.today() else None
    typed = {
        "quiet_from": f"{own.quiet_from:%H:%M}",
        "quiet_to": f"{own.quiet_to:%H:%M}",
        "away_until": kept.isoformat() if kept is not None else "",
    }
    if request.method != "POST":
        return _page(request, actor, typed, {})
    typed = {name: request.POST.get(name, "").strip()[:20] for name in typed}
    wrong: dict[str, str] = {}
    start, end, until = hour(typed["quiet_from"]), hour(typed["quiet_to"]), day(typed["away_until"])
    if start is None:
        wrong["quiet_from"] = _("Write the hour, such as 14:30.")
    if end is None:
        wrong["quiet_to"] = _("Write the hour, such as 14:30.")
    if typed["away_until"] and until is None:
        wrong["away_until"] = _("Choose the day, the month and the year.")
    if start is None or end is None or wrong:
        return _page(request, actor, typed, wrong)
    try:
        _set(start, end, until, actor, moved=until != kept)
    except NotValid as refusal:
        log_refusal(refusal, by=actor, where="tasks:settings")
        return _page(request, actor, typed, {refusal.code: str(refusal.sentence)})
    messages.success(request, _("Kept."))
    return redirect("tasks:settings")


def _set(start: time, end: time, until: date | None, actor: Actor, *, moved: bool) -> None:
    with unit(by=actor):
        times.set_quiet(start=start, end=end, by=actor)
        if moved:
            times.go_away(until=until, by=actor)


def _page(request: HttpRequest, actor: Actor, typed: dict[str, str], wrong: dict[str, str]) -> HttpResponse:
    context: dict[str, Any] = {
        "here": "settings",
        "typed": typed,
        "wrong": wrong,
        "errors": [{"id": name, "sentence": said} for name, said in wrong.items()],
        "leads": policy.leads_desk(actor),
    }
    return render(request, "tasks/settings.html", context, status=NotValid.status if wrong else 200)
