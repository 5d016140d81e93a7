"""The written protocol on enquiries: which institutions are parties, entered by who protects data, left at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.enquiries import policy, queries
from himaya.enquiries.actions import protocol
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.forms import Typed
from himaya.web.gate import only

PLACES = {"reference": "reference", "signed_on": "signed_on"}


@require_http_methods(["GET", "POST"])
@only(policy.check_reads_protocol)
def parties(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The page; POST enters the own institution, or leaves."""
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, typed)
    try:
        said = _do(typed, actor)
    except (NotNow, NotPermitted, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="enquiries:protocol")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, actor, typed, status=refusal.status)
    messages.success(request, said)
    return redirect("enquiries:protocol")


def _do(typed: Typed, by: Actor) -> str:
    verb = typed.text("do")
    if verb == "join":
        reference = typed.text("reference")
        policy.check_keeps_protocol(by)
        protocol.join(reference=reference, signed_on=typed.day("signed_on"), by=by)
        return _("Entered. The desks of your institution can ask, and are told when they are asked.")
    if verb == "leave":
        protocol.leave(by=by)
        return _("Left. Nothing is asked or told any more; what waited has gone.")
    raise NotFound


def _page(request: HttpRequest, actor: Actor, typed: Typed, *, status: int = 200) -> HttpResponse:
    rows = queries.all_parties()
    standing = {one.pk for one in queries.parties()}
    mine = queries.party_of(actor.institution_id)
    context: dict[str, Any] = {
        "parties": [one for one in rows if one.pk in standing],
        "left": [one for one in rows if one.pk not in standing],
        "mine": mine,
        "joins": mine is None and policy.keeps_protocol(actor),
        "leaves": mine is not None and policy.may_leave(actor),
        "works": policy.exists_for(actor),
        "shown": (mine is None and policy.keeps_protocol(actor))
        or bool(typed.post.get("do") == "join" and typed.wrong),
        "said": typed.said,
        "wrong": typed.wrong,
        "errors": typed.errors(PLACES),
    }
    return render(request, "enquiries/protocol.html", context, status=status)
