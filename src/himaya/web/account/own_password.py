"""Changing one's own password. What is typed here stands in no log, no audit row and no page."""

from typing import cast

from django.contrib.auth import get_user, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from himaya.institutions import rules_passwords
from himaya.institutions.actions import passwords
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.web import throttle


def page(request: HttpRequest, *, carry: str = "", next_page: str = "/", error: object = "") -> HttpResponse:
    """The page with three empty fields: what was typed is never shown again. An answer sheet travels along."""
    account = cast(Account, get_user(request))
    context = {
        "carry": carry,
        "next": next_page,
        "error": error,
        "has_password": account.has_usable_password(),
        "handed": account.password_handed_at is not None,
        "over": rules_passwords.is_over(account.password_handed_at, now=clock.now()),
        "username": account.username,
    }
    return render(request, "account/password.html", context, status=422 if error else 200)


def typed_twice(request: HttpRequest, name: str) -> str:
    """The new password, whole as it was typed. Raises NotValid when the second field says something else."""
    new = request.POST.get(name, "")
    if new != request.POST.get("again", ""):
        raise NotValid(_("The two passwords are not the same. Type both again."), code="passwords_differ")
    return new


def change(request: HttpRequest, account: Account, *, by: Actor) -> None:
    """Check the password of now under the same limit as a sign-in, keep the new one, and let this session go on.

    Raises NotValid (wrong, not the same twice, too easy, too long), NotPermitted (too many tries).
    """
    throttle.check(request, account.username)
    old, new = request.POST.get("old", ""), typed_twice(request, "new")
    try:
        changed = passwords.change(account_id=account.pk, old=old, new=new, by=by)
    except NotValid as refusal:
        if refusal.code == passwords.WRONG:
            throttle.failed(request, account.username)
        raise
    request.user = changed
    # Under a new key: a cookie that was copied before ends with the others.
    update_session_auth_hash(request, changed)
