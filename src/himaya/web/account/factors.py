"""The second factor's secrets, sealed with a key derived from the installation's web secret."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from himaya.kernel.errors import KeyMissing


def _cipher() -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"himaya second factor")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth stores what these two methods return, so a stolen database yields no second factor."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as fault:
            raise KeyMissing from fault

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host binds a passkey; the name that a device may show tells a passer-by nothing."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """No mail: an account has no address."""
