"""What a desk would give: its lead proposes, a second person of the secretariat decides."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.institutions.models import Desk
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.services import policy
from himaya.services.actions import proposals
from himaya.web.methods import require_POST
from himaya.web.services import keeping, showing
from himaya.web.services.form import Form
from himaya.web.services.gate import readers, secretariat

GIVES, NO_LONGER = "gives", "no_longer"


@require_http_methods(["GET", "POST"])
@readers
def propose(request: HttpRequest, actor: Actor, desk_id: str) -> HttpResponse:
    """One service: that the desk gives it, to whom, in which languages; or that it gives it no longer."""
    desk = Desk.objects.select_related("institution").filter(pk=desk_id).first()
    if desk is None:
        raise NotFound
    policy.check_proposes(actor, desk)
    form = Form(request.POST)
    if request.method != "POST":
        return _page(request, desk, form)
    said = proposals.Said(
        service=form.text("service"),
        gives=form.text("gives") != NO_LONGER,
        eligibility=form.many("eligibility"),
        languages=form.many("languages"),
        places=form.number("places"),
    )
    if form.typed["gives"] not in (GIVES, NO_LONGER):
        form.wrong["gives"] = _("Say whether the desk gives this service.")
    if not form.wrong:
        try:
            proposals.propose(desk_id=desk_id, said=said, by=actor)
        except (NotNow, NotValid) as refusal:
            log_refusal(refusal, by=actor, where="services:propose")
            form.refused(refusal, {"proposal_waits": "service"})
        else:
            messages.success(request, _("Proposed. It stands in the directory once the secretariat has confirmed it."))
            return redirect("services:desk", desk_id=desk_id)
    return _page(request, desk, form, status=NotValid.status)


@require_POST
@secretariat
def decide(request: HttpRequest, actor: Actor, proposal_id: UUID, verb: str) -> HttpResponse:
    """Confirm or refuse what was proposed; never one's own."""
    if verb not in ("confirm", "refuse"):
        raise NotFound
    deed = proposals.confirm if verb == "confirm" else proposals.refuse
    try:
        deed(proposal_id=proposal_id, by=actor)
    except (NotNow, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="services:decide")
        return keeping.page(request, actor, told=str(refusal.sentence), status=refusal.status)
    done = _("Confirmed. The directory says so now.") if verb == "confirm" else _("Not confirmed. Nothing was changed.")
    messages.success(request, done)
    return redirect("services:keeping")


def _page(request: HttpRequest, desk: Desk, form: Form, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        **form.shown,
        "desk": desk,
        "services": showing.services(),
        "groups": showing.groups(),
        "languages": showing.tongues(),
        "answers": [
            showing.Item(GIVES, _("The desk gives it")),
            showing.Item(NO_LONGER, _("The desk gives it no longer")),
        ],
    }
    return render(request, "services/propose.html", context, status=status)
