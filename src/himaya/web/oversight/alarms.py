"""Alarms about readings: which bound was reached or which decoy opened, when and at which desk; never which person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from himaya.cases import policy, queries_alarms
from himaya.cases.actions import decoys
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.gate import only
from himaya.web.step_up import stepped_up

KINDS: dict[str, Promise] = {
    "budget_spent": _("As many persons in an hour as the role may; nothing further was opened"),
    "decoy_read": _("A decoy was opened"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@only(policy.check_oversees)
@stepped_up()
def alarms(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The newest alarms, and what to do about one. POST makes a file a decoy, or none again."""
    if request.method != "POST":
        return _page(request, actor)
    typed, away = request.POST.get("reference", "").strip(), request.POST.get("do") == "unmark"
    if not away and request.POST.get("sure") != "yes":
        unsure = _("Say that the file is invented. A decoy on the file of a person who exists would hide real alarms.")
        return _page(request, actor, typed=typed, unsure=unsure, status=NotValid.status)
    try:
        (decoys.unmark if away else decoys.mark)(reference=typed, by=actor)
    except (NotFound, NotNow) as refusal:
        log_refusal(refusal, by=actor, where="oversight:alarms")
        return _page(request, actor, typed=typed, wrong=refusal.sentence, away=away, status=refusal.status)
    done = (
        _("Readings of this file are alarms no more.")
        if away
        else _("From now on any reading of this file is an alarm.")
    )
    messages.success(request, done)
    return redirect("oversight:alarms")


def _page(
    request: HttpRequest,
    actor: Actor,
    *,
    typed: str = "",
    wrong: object = "",
    unsure: object = "",
    away: bool = False,
    status: int = 200,
) -> HttpResponse:
    lines = [{"alarm": one, "what": KINDS[one.kind]} for one in queries_alarms.alarms(actor)]
    context = {"lines": lines, "typed": typed, "wrong": wrong, "unsure": unsure, "away": away}
    return render(request, "oversight/alarms.html", context, status=status)
