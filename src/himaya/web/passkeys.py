"""Passkeys: what the browser is asked, and whether what it answers fits. allauth and fido2 do the WebAuthn.

Every passkey asks its holder for a finger, a face or a PIN and is kept by the device, so that it is two factors in one.
"""

import json
from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from himaya.institutions.models import Account
from himaya.kernel.errors import NotValid

LONGEST = 8_000
# What allauth and fido2 raise for an answer that is malformed, of another site, of another moment or not signed.
_UNFIT = (ValidationError, InvalidSignature, ValueError, TypeError, KeyError, AttributeError)


def unfit() -> NotValid:
    """One sentence for whatever is wrong with a passkey."""
    return NotValid(_("This passkey was not accepted. Try again, or use the code."), code="passkey_wrong")


def of(account: Account) -> list[Authenticator]:
    """The account's passkeys, oldest first."""
    return list(Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN).order_by("created_at"))


def to_add(account: Account) -> str:
    """What the browser needs to make a passkey, as JSON; the challenge waits in the session."""
    return json.dumps({"creation_options": auth.begin_registration(account, passwordless=True)})


def to_sign_in() -> Mapping[str, Any]:
    """What the browser needs to offer any passkey it has for this place."""
    return {"request_options": auth.begin_authentication()}


def to_prove(account: Account) -> str:
    """What the browser needs to show one of this account's passkeys, as JSON; nothing when it has none."""
    return json.dumps({"request_options": auth.begin_authentication(account)}) if of(account) else ""


def add(account: Account, typed: str, *, name: str) -> None:
    """Keep a new passkey. Raises NotValid."""
    answer = _read(typed)
    try:
        auth.parse_registration_response(answer)
        made = auth.complete_registration(answer)
    except _UNFIT as fault:
        raise unfit() from fault
    if not made.is_user_verified():
        raise unfit()
    auth.WebAuthn.add(account, name, answer)


def holder(typed: str) -> Account:
    """Whose passkey this is, once it fits. Raises NotValid."""
    answer = _read(typed)
    try:
        auth.parse_authentication_response(answer)
        account = auth.extract_user_from_response(answer)
        if not isinstance(account, Account) or not account.is_active:
            raise unfit()
        auth.complete_authentication(account, answer).record_usage()
    except _UNFIT as fault:
        raise unfit() from fault
    return account


def check(account: Account, typed: str) -> None:
    """Raises NotValid unless the answer is by a passkey of this account."""
    answer = _read(typed)
    try:
        auth.parse_authentication_response(answer)
        auth.complete_authentication(account, answer).record_usage()
    except _UNFIT as fault:
        raise unfit() from fault


def _read(typed: str) -> dict[str, Any]:
    if not typed or len(typed) > LONGEST:
        raise unfit()
    try:
        answer = json.loads(typed)
    except ValueError as fault:
        raise unfit() from fault
    if not isinstance(answer, dict):
        raise unfit()
    return answer
