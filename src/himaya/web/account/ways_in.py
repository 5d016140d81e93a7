"""An account's own page: what it was told, its passkeys, its recovery codes. And signing in with a passkey."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import get_user, update_session_auth_hash
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.institutions import queries_accounts
from himaya.institutions.actions import notices, sittings
from himaya.institutions.models import Account, AccountNotice
from himaya.kernel.errors import NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web import passkeys
from himaya.web.account import enrolment, own_password, words
from himaya.web.account import sign_in as entering
from himaya.web.account.views import after_sign_in, in_language, next_of, sign_in_page
from himaya.web.methods import require_POST
from himaya.web.sessions import actor_of
from himaya.web.step_up import stepped_up

SHOWN = 20
LONGEST_NAME = 40


def _account(request: HttpRequest) -> Account:
    """The account of a request whose actor is known."""
    return cast(Account, get_user(request))


@require_http_methods(["GET", "POST"])
def ways_in(request: HttpRequest) -> HttpResponse:
    """What opens this account, and what its holder should know; POST says that it was read."""
    actor = actor_of(request)
    if not actor.is_known:
        return redirect_to_login(request.get_full_path(), "account:sign_in")
    account = _account(request)
    if request.method == "POST":
        notices.read(account_id=account.pk, by=actor)
        return redirect("account:ways_in")
    told = AccountNotice.objects.filter(account=account).order_by("-at", "-id")[:SHOWN]
    context = {
        "told": [{"sentence": words.NOTICES.get(one.kind, ""), "notice": one} for one in told],
        "unread": any(one.read_at is None for one in told),
        "keys": passkeys.of(account),
        "reset": queries_accounts.open_reset(account.pk),
        "has_password": account.has_usable_password(),
        "has_authenticator": enrolment.has_authenticator(account),
    }
    return render(request, "account/ways_in.html", context)


@never_cache
@sensitive_post_parameters("answer")
@require_http_methods(["GET", "POST"])
@stepped_up()
def add_key(request: HttpRequest) -> HttpResponse:
    """Add a passkey of this device or of a security key."""
    actor = actor_of(request)
    if not actor.is_known:
        return redirect_to_login(request.get_full_path(), "account:sign_in")
    account, error = _account(request), None
    name = request.POST.get("name", "").strip()[:LONGEST_NAME]
    if request.method == "POST":
        try:
            enrolment.add_key(account, request.POST.get("answer", ""), name=name, by=actor)
        except NotValid as refusal:
            log_refusal(refusal, by=actor, where="account:add_key")
            error = refusal.sentence
        else:
            messages.success(request, _("The passkey was added. Next time it opens your desk."))
            return redirect("account:ways_in")
    context = {"options": passkeys.to_add(account), "name": name, "error": error}
    return render(request, "account/add_key.html", context, status=422 if error else 200)


@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "POST"])
@stepped_up()
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password: the sessions that the old one opened elsewhere end, this one goes on."""
    actor = actor_of(request)
    if not actor.is_known:
        return redirect_to_login(request.get_full_path(), "account:sign_in")
    account, carry, next_page = _account(request), request.POST.get("carry", ""), next_of(request)
    if request.method != "POST" or "old" not in request.POST:
        return in_language(request, lambda: own_password.page(request, carry=carry, next_page=next_page))
    try:
        own_password.change(request, account, by=actor)
    except (NotValid, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="account:password")
        return own_password.page(request, carry=carry, next_page=next_page, error=refusal.sentence)
    messages.success(request, _("The password was changed. Your sessions elsewhere have ended."))
    # Whoever came with a first password was on the way to somewhere else.
    return after_sign_in(request, carry) if account.password_handed_at is not None else redirect("account:ways_in")


@require_POST
@stepped_up()
def remove_key(request: HttpRequest, key_id: int) -> HttpResponse:
    """Remove one of one's own passkeys, unless nothing else would open the account."""
    actor = actor_of(request)
    if not actor.is_known:
        return redirect("account:sign_in")
    enrolment.remove_key(_account(request), key_id, by=actor)
    messages.success(request, _("The passkey was removed. It opens nothing here any more."))
    return redirect("account:ways_in")


@require_POST
def end_elsewhere(request: HttpRequest) -> HttpResponse:
    """End every session of one's own account but this one, which goes on under a new key."""
    actor = actor_of(request)
    if actor.account_id is None:
        return redirect("account:sign_in")
    update_session_auth_hash(request, sittings.end(account_id=actor.account_id, by=actor))
    messages.success(request, _("Every other session of your account is ended. Only this one goes on."))
    return redirect("account:ways_in")


@never_cache
@require_POST
@stepped_up()
def new_codes(request: HttpRequest) -> HttpResponse:
    """Make the recovery codes anew and show them this one time."""
    actor = actor_of(request)
    if not actor.is_known:
        return redirect("account:sign_in")
    codes = enrolment.renew_codes(_account(request), by=actor)
    return render(request, "account/recovery_codes.html", {"codes": codes, "carry": "", "next": "/account/ways-in/"})


@never_cache
@sensitive_post_parameters("answer")
@require_http_methods(["GET", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """GET: what the browser needs to offer its passkeys. POST: what it answered, and the answer sheet it carries on."""
    if request.method != "POST":
        return JsonResponse(passkeys.to_sign_in())
    carry = request.POST.get("carry", "")
    try:
        account = passkeys.holder(request.POST.get("answer", ""))
        entering.enter(request, account, full=True)
    except (NotValid, NotPermitted) as refusal:
        log_refusal(refusal, by=actor_of(request), where="account:passkey")
        return sign_in_page(request, carry=carry, error=refusal.sentence, username="")
    return after_sign_in(request, carry)
