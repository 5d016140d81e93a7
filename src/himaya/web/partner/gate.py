"""Who reads here: the browser that opened the link, for half an hour. No account, no session."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from himaya.cases import linked, policy
from himaya.cases.linked import Reading

COOKIE = "reading"
_SALT = "partner.reading"
View = Callable[..., HttpResponse]


def remember(response: HttpResponse, token: str, keeps: dict[str, str]) -> None:
    """Let this browser read: what opens the page stays there, for this address only, until it is closed."""
    response.set_cookie(
        COOKIE,
        signing.dumps(keeps, salt=_SALT),
        path=reverse("partner:door", args=[token]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _kept(request: HttpRequest) -> dict[str, str]:
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=policy.READING)
    except signing.BadSignature:
        return {}
    return {str(name): str(said) for name, said in found.items()} if isinstance(found, dict) else {}


def reading(view: View) -> View:
    """Hand what is read to the view, and let the request act as the desk of the link and as nobody else."""

    @wraps(view)
    def opened(request: HttpRequest, /, token: str, **named: Any) -> HttpResponse:
        found: Reading = linked.reading(token, _kept(request))
        # Whoever is signed in beside it does not answer as themself here: the store is told the link's desk too.
        request.actor = found.actor  # type: ignore[attr-defined]
        return view(request, found, token=token, **named)

    return opened
