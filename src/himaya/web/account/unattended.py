"""The page that is left alone speaks with the server: somebody is here, lock the desk, give back what was typed."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.kernel.errors import NotValid
from himaya.kernel.unit import log_refusal
from himaya.web import sessions, unattended
from himaya.web.methods import require_POST
from himaya.web.sessions import actor_of


@require_POST
def here(request: HttpRequest) -> HttpResponse:
    """A hand moved at this desk; or, with `lock`, none did for too long. A locked desk answers with its lock."""
    if not actor_of(request).is_known:
        return redirect("account:sign_in")
    if "lock" in request.POST:
        sessions.lock(request)
    return HttpResponse(status=204, content_type="text/plain")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def kept(request: HttpRequest) -> HttpResponse:
    """POST opens what a page sealed when it was left; GET shows what found no page to go back to."""
    actor = actor_of(request)
    if not actor.is_known:
        return redirect_to_login(request.get_full_path(), "account:sign_in")
    if request.method != "POST":
        return render(request, "account/kept.html")
    try:
        where, text = request.POST.get("where", ""), request.POST.get("text", "")
        if request.POST.get("of") != unattended.HOLDER:
            return _given(unattended.opened(request, where, text))
        # Of a long form: asked, logged and opened as its room does, and given inside that access.
        with unattended.secrets_of(actor, where) as found:
            return _given(unattended.opened_by(request, where, text, found))
    except NotValid as refusal:
        log_refusal(refusal, by=actor, where="account:kept")
        return JsonResponse({}, status=refusal.status)


def _given(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")
