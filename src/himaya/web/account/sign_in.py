"""Signing in: password and second factor on one page, with a limit on guesses, and what is carried across.

allauth holds the second factor (TOTP, recovery codes) and the rate limits. Its pages are not used: they redirect
between password and code, and an answer sheet that travels in the form would be lost on the way.
"""

from dataclasses import dataclass

from django.contrib.auth import authenticate, login
from django.http import HttpRequest
from django.utils.translation import gettext as _

from himaya.institutions import accounts, rules_passwords
from himaya.institutions.actions import notices
from himaya.institutions.models import Account
from himaya.kernel import audit, clock
from himaya.kernel.actor import NOBODY, Actor
from himaya.kernel.errors import NotPermitted, NotValid
from himaya.kernel.unit import unit
from himaya.web import known_browsers, second_factor, throttle
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN, LOCKED, PROVEN, SEEN, STARTED


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
    throttle.check(request, typed.username)
    # Compared whole as it was typed; what no password can be is compared with nothing.
    fits_in = len(typed.password) <= rules_passwords.LONGEST
    account = authenticate(request, username=typed.username, password=typed.password) if fits_in else None
    if not isinstance(account, Account) or _is_over(account) or not _second_factor_fits(account, typed.code):
        throttle.failed(request, typed.username)
        raise wrong()
    enter(request, account, full=second_factor.has_one(account))
    return account


def enter(request: HttpRequest, account: Account, *, full: bool) -> None:
    """Open the session of an account that showed what opens it. Raises NotPermitted when it has no desk today."""
    actor = accounts.actor_for(account.pk)
    if actor is NOBODY:
        raise NotPermitted(_("This account has no desk today. Ask the lead of your institution."), code="no_desk")
    open_session(request, account, actor, full=full)


def _is_over(account: Account) -> bool:
    """True for a first password that was left too long: it opens nothing, and nobody learns that it ever did."""
    return rules_passwords.is_over(account.password_handed_at, now=clock.now())


def _second_factor_fits(account: Account, code: str) -> bool:
    if not second_factor.has_one(account):
        return True
    kind = second_factor.fitting(account, code)
    if kind == second_factor.RECOVERY:
        notices.give(account_id=account.pk, kind="code_used", by=accounts.actor_for(account.pk))
    return bool(kind)


def open_session(request: HttpRequest, account: Account, actor: Actor, *, full: bool) -> None:
    """Start a fresh session for the account at the actor's desk."""
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    now = clock.now().timestamp()
    request.session.update({STARTED: now, SEEN: now, DESK: actor.desk_id})
    if full:
        request.session.update({FACTORS: FULL_SIGN_IN, PROVEN: now})
        # The session of the same person goes on; locked, it would lead to this page again and again.
        request.session.pop(LOCKED, None)
    with unit(by=actor):
        if full:
            known_browsers.note(request, account, by=actor)
        audit.write("account.signed_in", by=actor, object_type="account", object_id=account.pk)
