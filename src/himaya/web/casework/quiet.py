"""Files on which nothing happened for long, as the desk sees its own, and the lead those of the institution."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.cases import queries_quiet
from himaya.cases.actions import quiet as actions
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow
from himaya.kernel.unit import log_refusal
from himaya.web.casework.gate import at_a_desk


@require_http_methods(["GET", "POST"])
@at_a_desk
def quiet(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list; a POST says that one of them is still needed."""
    if request.method != "POST":
        return _page(request, actor)
    try:
        actions.keep(case_id=_number(request.POST.get("case", "")), by=actor)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="casework:quiet")
        return _page(request, actor, refusal.sentence, status=refusal.status)
    messages.success(request, _("Noted. Nobody is asked about this file before that day."))
    return redirect("casework:quiet")


def _page(request: HttpRequest, actor: Actor, told: str | Promise = "", *, status: int = 200) -> HttpResponse:
    context = {
        "lines": queries_quiet.of_desk(actor),
        "house": queries_quiet.of_institution(actor),
        "until": clock.today() + timedelta(days=queries_quiet.DESK_DAYS),
        "desk_days": queries_quiet.DESK_DAYS,
        "told": told,
    }
    return render(request, "casework/quiet.html", context, status=status)


def _number(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound from None
