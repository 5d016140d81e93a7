"""Coming back after everything was lost, by a way in that somebody handed over; and stopping such a reset."""

from django.contrib import messages
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.institutions import queries_accounts
from himaya.institutions.actions import resets
from himaya.institutions.models import Account
from himaya.kernel.errors import NotFound, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web import throttle
from himaya.web.account import enrolment, own_password
from himaya.web.account import sign_in as entering
from himaya.web.methods import require_POST
from himaya.web.sessions import actor_of


@never_cache
@sensitive_post_parameters("way", "password", "again")
@require_http_methods(["GET", "POST"])
def way_back(request: HttpRequest) -> HttpResponse:
    """Account name, what was handed over and a new password; then the second factor is set up at once."""
    username = request.POST.get("username", "").strip()[:64]
    if request.method != "POST":
        return _page(request, username)
    try:
        _come_back(request, username)
    except (NotValid, NotPermitted) as refusal:
        log_refusal(refusal, by=actor_of(request), where="account:way_back")
        return _page(request, username, error=refusal.sentence)
    return enrolment.page(request, carry="", next_page="/")


def _come_back(request: HttpRequest, username: str) -> None:
    throttle.check(request, username)
    password = own_password.typed_twice(request, "password")
    try:
        account = resets.use(
            username=username, code=request.POST.get("way", "")[:64], password=password, by=actor_of(request)
        )
    except NotValid as refusal:
        if refusal.code == "way_wrong":
            throttle.failed(request, username)
        raise
    entering.enter(request, account, full=False)


def _page(request: HttpRequest, username: str, *, error: object = "") -> HttpResponse:
    context = {"username": username, "error": error}
    return render(request, "account/way_back.html", context, status=422 if error else 200)


@require_POST
def stop_reset(request: HttpRequest) -> HttpResponse:
    """Stop a reset of one's own account that somebody asked for: the holder has lost nothing."""
    actor, account = actor_of(request), get_user(request)
    if not actor.is_known or not isinstance(account, Account):
        return redirect("account:sign_in")
    row = queries_accounts.open_reset(account.pk)
    if row is None:
        raise NotFound
    resets.stop(reset_id=row.pk, by=actor)
    messages.success(request, _("The reset is stopped. Tell the lead of your desk that you did not ask for it."))
    return redirect("account:ways_in")
