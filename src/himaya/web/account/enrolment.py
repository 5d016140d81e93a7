"""Setting up the second factor. The secret waits in the session until one code has proved it."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from himaya.institutions import accounts
from himaya.institutions.models import Account
from himaya.kernel.errors import NotValid
from himaya.kernel.unit import unit

WAITING = "factor_waiting"


def _secret(request: HttpRequest) -> str:
    if WAITING not in request.session:
        request.session[WAITING] = get_adapter().encrypt(generate_totp_secret())
    return str(get_adapter().decrypt(request.session[WAITING]))


def page(
    request: HttpRequest, *, carry: str, next_page: str, error: object = "", status: int | None = None
) -> HttpResponse:
    """The page with the key as picture and as letters."""
    secret = _secret(request)
    context = {
        "letters": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "carry": carry,
        "next": next_page,
        "error": error,
    }
    return render(request, "account/enrol.html", context, status=status or (422 if error else 200))


def picture(request: HttpRequest) -> HttpResponse:
    """The key as a QR code, for the session that is setting it up."""
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(request.user, _secret(request)))
    return HttpResponse(svg, content_type="image/svg+xml")


def confirm(request: HttpRequest, account: Account, code: str) -> list[str]:
    """Store the factor once the code fits, and return the recovery codes. Raises NotValid."""
    secret = _secret(request)
    if not validate_totp_code(secret, code.replace(" ", "")):
        raise NotValid(_("This code does not fit. Wait for the next one and try again."), code="factor_wrong")
    actor = accounts.actor_for(account.pk)
    with unit(by=actor) as u:
        TOTP.activate(account, secret)
        codes = RecoveryCodes.activate(account).get_unused_codes()
        u.log("account.factor_set_up", object_type="account", object_id=account.pk)
    del request.session[WAITING]
    return list(codes)
