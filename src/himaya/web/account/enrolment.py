"""Setting up the second factor. The secret waits in the session until one code has proved it."""

from typing import cast

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from himaya.institutions import accounts
from himaya.institutions.actions import notices
from himaya.institutions.models import Account
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import unit
from himaya.web import passkeys, second_factor

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
        "options": passkeys.to_add(cast(Account, get_user(request))),
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


def confirm_key(request: HttpRequest, account: Account, answer: str) -> list[str]:
    """Begin with a passkey instead of an authenticator; returns the recovery codes. Raises NotValid."""
    actor = accounts.actor_for(account.pk)
    with unit(by=actor) as u:
        passkeys.add(account, answer, name=_("First passkey"))
        codes = RecoveryCodes.activate(account).get_unused_codes()
        u.log("account.factor_set_up", object_type="account", object_id=account.pk)
    request.session.pop(WAITING, None)
    return list(codes)


def has_authenticator(account: Account) -> bool:
    """True when a code of an authenticator opens the account."""
    return bool(Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists())


def add_key(account: Account, answer: str, *, name: str, by: Actor) -> None:
    """Add a passkey and tell the holder. Raises NotValid."""
    with unit(by=by) as u:
        passkeys.add(account, answer, name=name or _("Passkey"))
        notices.give(account_id=account.pk, kind="key_added", by=by)
        u.log("account.key_added", object_type="account", object_id=account.pk)


def remove_key(account: Account, key_id: int, *, by: Actor) -> None:
    """Remove a passkey. Raises NotFound, or NotNow for the last thing that opens the account."""
    with unit(by=by) as u:
        # The account's row is held, so that two removals at once do not leave it without any.
        Account.objects.select_for_update().get(pk=account.pk)
        opening = Authenticator.objects.filter(user=account, type__in=second_factor.OPENING)
        found = opening.filter(pk=key_id, type=Authenticator.Type.WEBAUTHN).first()
        if found is None:
            raise NotFound
        if opening.count() == 1:
            raise NotNow(_("Nothing else opens your account. Add another passkey first."), code="last_factor")
        found.delete()
        notices.give(account_id=account.pk, kind="key_removed", by=by)
        u.log("account.key_removed", object_type="account", object_id=account.pk)


def renew_codes(account: Account, *, by: Actor) -> list[str]:
    """Make the recovery codes anew: the old ones open nothing from here on."""
    with unit(by=by) as u:
        Account.objects.select_for_update().get(pk=account.pk)
        Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
        codes = RecoveryCodes.activate(account).get_unused_codes()
        notices.give(account_id=account.pk, kind="codes_renewed", by=by)
        u.log("account.codes_renewed", object_type="account", object_id=account.pk)
    return list(codes)
