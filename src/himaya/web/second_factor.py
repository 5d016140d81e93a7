"""The second factor of an account: whether it has one, and whether what was shown fits. allauth holds the secrets."""

from allauth.mfa.models import Authenticator

from himaya.institutions.models import Account

RECOVERY = str(Authenticator.Type.RECOVERY_CODES)
CODES = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
OPENING = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_one(account: Account) -> bool:
    """True when a password alone does not open this account."""
    return bool(Authenticator.objects.filter(user=account, type__in=OPENING).exists())


def only_by_key(account: Account) -> bool:
    """True when a passkey opens this account and no authenticator shows it a code."""
    kinds = set(Authenticator.objects.filter(user=account, type__in=OPENING).values_list("type", flat=True))
    return kinds == {Authenticator.Type.WEBAUTHN}


def fitting(account: Account, code: str) -> str:
    """The kind of factor that the code belongs to: the present TOTP code, or an unused recovery code; else nothing.

    Either counts once.
    """
    tidy = code.replace(" ", "")
    for factor in Authenticator.objects.filter(user=account, type__in=CODES) if tidy else ():
        if factor.wrap().validate_code(tidy):
            return str(factor.type)
    return ""
