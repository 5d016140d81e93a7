"""Step-up: a page or a verb that reaches far asks for the second factor again, then the same request goes on.

`@stepped_up()` stands before a view; a verb calls `kernel.proof.check_recent`. Either way the answer is one page that
posts back to the same address and carries what was typed as ciphertext: nothing is lost, and no script is needed.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate

from django.conf import settings
from django.contrib.auth import get_user, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from himaya.institutions.actions import notices
from himaya.institutions.models import Account
from himaya.kernel import clock, proof
from himaya.kernel.actor import NOBODY, Actor
from himaya.kernel.errors import NotPermitted, NotValid
from himaya.kernel.unit import log_refusal, unit
from himaya.web import carried, passkeys, second_factor, sessions, throttle
from himaya.web.methods import page_of

WRONG_CODE = "proof_wrong"
CARRIED, CODE, ANSWER, EXERCISE = "proof_carried", "proof_code", "proof_answer", "proof_exercise"
# What anybody may open is open beside a locked desk too: the first line must not wait for a code.
OPEN_TO_ALL = frozenset({"frontline", "why", "reference", "reply", "guided", "partner"})
WHILE_LOCKED = frozenset(
    {
        "home",
        "public",
        "public_rest",
        "public_check",
        "account:sign_in",
        "account:passkey",
        "account:way_back",
        "account:sign_out",
        "account:language",
        "account:leave",
        "account:demo_desk",
        "training:practice_cases",
        "training:practice_case",
    }
)
FORM = "application/x-www-form-urlencoded"
# What a browser would have to choose again: a file cannot be carried through a page.
_FILES_AGAIN = _("Choose the file again afterwards: a file cannot be kept on this page.")


def stepped_up[**P](
    *, within: timedelta = proof.RECENT
) -> Callable[
    [Callable[Concatenate[HttpRequest, P], HttpResponse]], Callable[Concatenate[HttpRequest, P], HttpResponse]
]:
    """Let somebody known in only with a second factor shown within that time; others meet the view's own door.

    Stands below a gate that hands the actor over: who may not come in at all is told so first.
    """

    def guard(
        view: Callable[Concatenate[HttpRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            actor = sessions.actor_of(request)
            if actor.is_known:
                proof.check_recent(actor, within=within)
            return view(request, *args, **kwargs)

        return checked

    return guard


def page(request: HttpRequest, *, kept: str = "", error: object = "", status: int = 403) -> HttpResponse:
    """The page that asks for the second factor, at the address that was asked for."""
    before = carried.unpack(request, kept) if kept else (request.method, None)
    context = {
        "kept": kept or carried.pack(request),
        "typed": before is not None and before[0] == "POST",
        "error": error,
        "locked": sessions.is_locked(request),
        "files_again": _FILES_AGAIN if request.FILES else "",
        "here": request.get_full_path(),
        "options": passkeys.to_prove(account) if isinstance(account := get_user(request), Account) else "",
    }
    return render(request, "step_up.html", context, status=status)


class StepUp:
    """Takes the second factor from that page; the view then sees the request as it was first sent."""

    def __init__(self, handler: Callable[[HttpRequest], HttpResponse]) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handler(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        # Read by its kind first: a view that takes a file sets its limits before anything is read.
        if request.method != "POST" or request.content_type != FORM or CARRIED not in request.POST:
            return page(request) if _is_behind_the_lock(request) else None
        account, kept = get_user(request), request.POST[CARRIED]
        before = carried.unpack(request, kept)
        actor = sessions.holder(request)
        if before is None or not isinstance(account, Account) or not actor.is_known:
            return redirect(page_of(request.get_full_path()))
        try:
            prove(request, account, by=actor)
        except (NotValid, NotPermitted) as refusal:
            log_refusal(refusal, by=actor, where="account:proof")
            if refusal.code == WRONG_CODE and sessions.missed(request):
                return _ended(request, account, by=actor)
            return page(request, kept=kept, error=refusal.sentence, status=422)
        method, fields = before
        fields["csrfmiddlewaretoken"] = request.POST.get("csrfmiddlewaretoken", "")
        request.POST = fields  # type: ignore[assignment]
        return redirect(page_of(request.get_full_path())) if method != "POST" else None


def _ended(request: HttpRequest, account: Account, *, by: Actor) -> HttpResponse:
    """Somebody tries codes at a desk that is open or locked: the session ends, and the holder is told."""
    notices.give(account_id=account.pk, kind="codes_tried", by=by)
    logout(request)
    request.actor = NOBODY  # type: ignore[attr-defined]
    sentence = _("Too many wrong codes. The session has ended. Sign in again.")
    return render(request, "refusal.html", {"sentence": sentence}, status=403)


def _is_behind_the_lock(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None or not sessions.is_locked(request):
        return False
    return match.namespace not in OPEN_TO_ALL and match.view_name not in WHILE_LOCKED


def prove(request: HttpRequest, account: Account, *, by: Actor) -> None:
    """Check the second factor in the posted fields and note the moment. Raises NotValid, NotPermitted."""
    if request.POST.get(ANSWER):
        passkeys.check(account, request.POST[ANSWER])
    elif not (settings.DEMO and EXERCISE in request.POST):
        throttle.check(request, account.username)
        kind = second_factor.fitting(account, request.POST.get(CODE, "").strip()[:32])
        if not kind:
            throttle.failed(request, account.username)
            raise NotValid(
                _("This code is wrong or has expired. Wait for the next one and try again."), code=WRONG_CODE
            )
        if kind == second_factor.RECOVERY:
            notices.give(account_id=account.pk, kind="code_used", by=by)
    with unit(by=by) as u:
        u.log("account.proven", object_type="account", object_id=account.pk)
    sessions.proven(request, clock.now())
