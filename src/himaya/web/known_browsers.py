"""Which browsers opened an account before: a new one is told to its holder, and nobody locks out an old one.

The browser keeps a random cookie, set only when somebody at a desk has signed in; the store keeps a keyed hash of it.
No address, place, model or name of the browser is kept.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from himaya.institutions.actions import notices
from himaya.institutions.models import Account, KnownBrowser
from himaya.kernel import clock
from himaya.kernel.actor import Actor

COOKIE, YEAR = settings.HIMAYA_BROWSER_COOKIE_NAME, 365 * 24 * 3600
_FRESH = "_browser_cookie"


def _mark(account_id: object, value: str) -> str:
    return salted_hmac("himaya known browser", f"{account_id}|{value}", algorithm="sha256").hexdigest()


def known_as(request: HttpRequest, username: str) -> str:
    """The mark of this browser if it opened this account before; else nothing."""
    value = request.COOKIES.get(COOKIE, "")
    account_id = Account.objects.filter(username=username).values_list("pk", flat=True).first() if value else None
    if account_id is None:
        return ""
    mark = _mark(account_id, value)
    return mark if KnownBrowser.objects.filter(account_id=account_id, mark=mark).exists() else ""


def note(request: HttpRequest, account: Account, *, by: Actor) -> None:
    """Remember this browser for the account, and tell the holder when others were known and this one was not."""
    value = request.COOKIES.get(COOKIE) or secrets.token_urlsafe(24)
    request.META[_FRESH] = value
    before = KnownBrowser.objects.filter(account=account)
    had_some = before.exists()
    _row, new = KnownBrowser.objects.update_or_create(
        account=account, mark=_mark(account.pk, value), defaults={"last_on": clock.today()}
    )
    if new and had_some:
        notices.give(account_id=account.pk, kind="new_browser", by=by)


def keep(request: HttpRequest, response: HttpResponse) -> None:
    """Set the cookie on the answer to a sign-in, and on no other."""
    value = request.META.get(_FRESH)
    if value:
        response.set_cookie(
            COOKIE, value, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
