"""The secretariat keeps the directory: what waits for it, whose vetting runs out, every provider."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from himaya.institutions import queries as desks
from himaya.institutions.models import Desk
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.services import queries, states, words
from himaya.services.actions import vettings
from himaya.services.models import Proposal
from himaya.web.services import showing
from himaya.web.services.form import Form
from himaya.web.services.gate import secretariat


@require_GET
@secretariat
def keeping(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Proposals first, then vettings to renew, then everybody."""
    return page(request, actor)


def page(request: HttpRequest, actor: Actor, *, told: str = "", status: int = 200) -> HttpResponse:
    """The page itself, also after a refusal."""
    context: dict[str, Any] = {
        "told": told,
        "waiting": [_proposal(row, actor) for row in queries.waiting()],
        "renew": [(desk, *showing.vetting_in_words(desk)) for desk in queries.to_renew()],
        "all": [
            (desk, words.REACHED[desk.reached_by]) for desk in desks.standing_desks().order_by("institution", "pk")
        ],
    }
    return render(request, "services/keeping.html", context, status=status)


def _proposal(row: Proposal, actor: Actor) -> dict[str, Any]:
    own = row.asked_by_id == actor.account_id
    return {
        "row": row,
        "service": showing.service(row.service),
        "receives": showing.receives_in_words(row.eligibility or row.desk.eligibility),
        "languages": " · ".join(showing.language(code) for code in row.languages or row.desk.languages),
        "why": _("You proposed this yourself. Another person of the secretariat decides.") if own else "",
    }


@require_http_methods(["GET", "POST"])
@secretariat
def vet(request: HttpRequest, actor: Actor, desk_id: str) -> HttpResponse:
    """Until when a desk is vetted, and how it was looked at."""
    desk = Desk.objects.select_related("institution").filter(pk=desk_id).first()
    if desk is None:
        raise NotFound
    form = Form(request.POST)
    if request.method == "POST":
        way, until = form.text("way"), form.day("until")
        try:
            vettings.record(desk_id=desk_id, until=until, way=way, by=actor)
        except (NotNow, NotValid) as refusal:
            log_refusal(refusal, by=actor, where="services:vet")
            form.refused(refusal, {"vetted_already": "until"})
            return _vet(request, desk, form, status=refusal.status)
        messages.success(request, _("Recorded. The directory says until when this desk is vetted."))
        return redirect("services:desk", desk_id=desk_id)
    return _vet(request, desk, form)


def _vet(request: HttpRequest, desk: Desk, form: Form, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        **form.shown,
        "desk": desk,
        "vetted": showing.vetting_in_words(desk)[1],
        "ways": [showing.Item(code, words.WAYS[code]) for code in states.WAYS],
    }
    return render(request, "services/vet.html", context, status=status)
