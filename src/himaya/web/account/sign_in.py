"""Signing in: password and second factor on one page, with a limit on guesses, and what is carried across.

allauth holds the second factor (TOTP, recovery codes) and the rate limits. Its pages are not used: they redirect
between password and code, and an answer sheet that travels in the form would be lost on the way.
"""

from dataclasses import dataclass

from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate, login
from django.http import HttpRequest
from django.utils.translation import gettext as _

from himaya.institutions import accounts
from himaya.institutions.models import Account
from himaya.kernel import audit, clock
from himaya.kernel.actor import NOBODY, Actor
from himaya.kernel.errors import NotPermitted, NotValid
from himaya.kernel.unit import unit
from himaya.web.middleware import DESK, FACTORS, FULL_SIGN_IN, SEEN, STARTED

ACTION = "login_failed"


@dataclass(frozen=True)
class Typed:
    """What was typed on the page. Never logged."""

    username: str
    password: str
    code: str


def wrong() -> NotValid:
    """One sentence for a wrong name, password or code, so that nobody learns which."""
    return NotValid(
        _("The name, the password or the code is wrong or has expired. Wait for the next code and try again."),
        code="sign_in_wrong",
    )


def sign_in(request: HttpRequest, typed: Typed) -> Account:
    """Check both factors and open the session; an account without a second factor gets as far as setting one up.

    Raises NotValid (wrong), NotPermitted (too many tries, or no desk today).
    """
    key = typed.username.lower()
    if not ratelimit.consume(request, action=ACTION, key=key, dry_run=True):
        raise NotPermitted(
            _("Too many tries. Wait five minutes, or ask the person who manages accounts."), code="sign_in_limit"
        )
    account = authenticate(request, username=typed.username, password=typed.password)
    if not isinstance(account, Account) or not _code_fits(account, typed.code):
        ratelimit.consume(request, action=ACTION, key=key)
        raise wrong()
    actor = accounts.actor_for(account.pk)
    if actor is NOBODY:
        raise NotPermitted(_("This account has no desk today. Ask the lead of your institution."), code="no_desk")
    open_session(request, account, actor, full=_has_factor(account))
    return account


def open_session(request: HttpRequest, account: Account, actor: Actor, *, full: bool) -> None:
    """Start a fresh session for the account at the actor's desk."""
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    now = clock.now().timestamp()
    request.session.update({STARTED: now, SEEN: now, DESK: actor.desk_id})
    if full:
        request.session[FACTORS] = FULL_SIGN_IN
    with unit(by=actor):
        audit.write("account.signed_in", by=actor, object_type="account", object_id=account.pk)


def _has_factor(account: Account) -> bool:
    return bool(Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists())


def code_fits(account: Account, code: str) -> bool:
    """True when the code is the present TOTP code, not used before, or an unused recovery code."""
    tidy = code.replace(" ", "")
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
    found = Authenticator.objects.filter(user=account, type__in=kinds)
    return bool(tidy) and any(bool(factor.wrap().validate_code(tidy)) for factor in found)


def _code_fits(account: Account, code: str) -> bool:
    return code_fits(account, code) if _has_factor(account) else True
