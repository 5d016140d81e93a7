"""How often somebody may guess: counted per account *and* where the guesses come from, so that nobody locks a desk out.

A limit on the account alone would let anybody who knows its name close a shelter's door from outside (ADR 19).
"""

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import consume, get_ip
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from himaya.kernel.errors import NotPermitted
from himaya.web import known_browsers

ACTION, ACTION_OF_KNOWN = "login_failed", "login_failed_known"
ACTION_MISSED = "reference_missed"
TOO_MANY = "reference_limit"


def _place(request: HttpRequest, username: str) -> tuple[str, str]:
    """A browser that opened this account before has a counter of its own: guesses beside it do not close its door."""
    mark = known_browsers.known_as(request, username)
    if mark:
        return ACTION_OF_KNOWN, f"{username.lower()}|{mark}"
    return ACTION, f"{username.lower()}|{get_ip(request)}"


def check(request: HttpRequest, username: str) -> None:
    """Raises NotPermitted after too many wrong tries at this account from this place."""
    action, key = _place(request, username)
    if not ratelimit.consume(request, action=action, key=key, dry_run=True):
        raise NotPermitted(
            _("Too many tries from here. Wait five minutes. The account stays open from elsewhere."),
            code="sign_in_limit",
        )


def failed(request: HttpRequest, username: str) -> None:
    """Count a wrong try."""
    action, key = _place(request, username)
    ratelimit.consume(request, action=action, key=key)


def check_misses(request: HttpRequest, account: str) -> None:
    """Raises NotPermitted after too many references that opened nothing for this account."""
    if not ratelimit.consume(request, action=ACTION_MISSED, key=account, dry_run=True):
        raise NotPermitted(
            _("Too many references that open nothing here. Wait five minutes, or search by name."),
            code=TOO_MANY,
        )


def missed(request: HttpRequest, account: str) -> None:
    """Count a reference that opened nothing."""
    ratelimit.consume(request, action=ACTION_MISSED, key=account)


def place_of(request: HttpRequest) -> str:
    """Where a request comes from, as guesses are counted."""
    return str(get_ip(request))


def is_asked_too_often(request: HttpRequest, action: str, key: str) -> bool:
    """Count one more look at an address that is open without a session; true once it was too often."""
    return not consume(request, app="allauth.account", action=action, key=key, limit_get=True)
