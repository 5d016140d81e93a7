"""The published scales of an institution: loaded as their authors wrote them, confirmed by a second clinician."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.health import policy, queries, reading
from himaya.health.actions import scales as verbs
from himaya.health.models import ScaleLoad
from himaya.instruments.compiled import compile_document
from himaya.instruments.render import screens
from himaya.kernel import days
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web import uploads
from himaya.web.forms import Typed
from himaya.web.gate import only
from himaya.web.health import shown
from himaya.web.sessions import actor_of

PLACES = {name: name for name in ("file", "allowed_by", "reference", "allowed_on")}


def _may(request: HttpRequest) -> bool:
    actor = actor_of(request)
    return actor.is_known and policy.loads(actor)


@uploads.in_memory_for(_may)
@require_http_methods(["GET", "POST"])
@only(policy.check_loads)
def scales(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every load; a POST loads one."""
    typed = Typed(request.POST)
    if request.method != "POST":
        return _list(request, actor, typed)
    sent = uploads.sent(request, "file")
    said = {name: typed.text(name) for name in ("allowed_by", "reference")}
    try:
        made = verbs.load(content=sent.content if sent else b"", allowed_on=_day(typed), by=actor, **said)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="health:scales")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _list(request, actor, typed, status=refusal.status)
    messages.success(
        request, _("Loaded as it is. A second clinician of your institution confirms it before it is used.")
    )
    return redirect("health:scale", load_id=made)


@require_http_methods(["GET", "POST"])
@only(policy.check_loads)
def scale(request: HttpRequest, actor: Actor, load_id: UUID) -> HttpResponse:
    """One load as it was loaded; a POST confirms or withdraws it."""
    load = queries.load_of(actor, load_id)
    if request.method != "POST":
        return _one(request, actor, load)
    try:
        done = _do(request.POST.get("do", ""), load_id, actor)
    except (NotNow, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="health:scale")
        return _one(request, actor, load, told=str(refusal.sentence), status=refusal.status)
    messages.success(request, done)
    return redirect("health:scale", load_id=load_id)


def _do(verb: str, load_id: UUID, by: Actor) -> str:
    if verb == "confirm":
        verbs.confirm(load_id=load_id, by=by)
        return _("Confirmed. It may be offered to adults who said yes.")
    if verb == "withdraw":
        verbs.withdraw(load_id=load_id, by=by)
        return _("Withdrawn. What was kept with it can still be read.")
    raise NotFound


def _day(typed: Typed) -> date | None:
    try:
        return days.typed(typed.text("allowed_on"))
    except ValueError:
        return None


def _list(request: HttpRequest, actor: Actor, typed: Typed, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "loads": [{"row": row, "title": shown.title(row)} for row in queries.loads_of(actor)],
        "said": typed.said,
        "wrong": typed.wrong,
        "errors": typed.errors(PLACES),
    }
    return render(request, "health/scales.html", context, status=status)


def _one(request: HttpRequest, actor: Actor, load: ScaleLoad, *, told: str = "", status: int = 200) -> HttpResponse:
    form = compile_document(load.document)
    spoken = shown.own_language(load, request.GET.get("in", ""))
    context: dict[str, Any] = {
        "load": load,
        "title": shown.title(load),
        "languages": shown.choice(load, spoken),
        "tag": reading.tag(spoken),
        "screens": screens(form, spoken),
        "measures": [{**one, "label": shown.label(load, one["name"])} for one in load.scoring["measures"]],
        "clusters": [{**one, "label": shown.label(load, one["name"])} for one in load.scoring["clusters"]],
        "rules": [
            {"label": shown.label(load, one["name"]), "all_of": [shown.label(load, name) for name in one["all_of"]]}
            for one in load.scoring["rules"]
        ],
        "evidence": shown.evidence(load),
        "mine": load.loaded_by == actor.account_id,
        "told": told,
    }
    return render(request, "health/scale.html", context, status=status)
