"""How often somebody may guess: counted per account *and* where the guesses come from, so that nobody locks a desk out.

A limit on the account alone would let anybody who knows its name close a shelter's door from outside (ADR 19).
"""

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from himaya.kernel.errors import NotPermitted

ACTION = "login_failed"


def _key(request: HttpRequest, username: str) -> str:
    return f"{username.lower()}|{get_ip(request)}"


def check(request: HttpRequest, username: str) -> None:
    """Raises NotPermitted after too many wrong tries at this account from this place."""
    if not ratelimit.consume(request, action=ACTION, key=_key(request, username), dry_run=True):
        raise NotPermitted(
            _("Too many tries from here. Wait five minutes. The account stays open from elsewhere."),
            code="sign_in_limit",
        )


def failed(request: HttpRequest, username: str) -> None:
    """Count a wrong try."""
    ratelimit.consume(request, action=ACTION, key=_key(request, username))
