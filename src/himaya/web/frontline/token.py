"""The answer sheet as an encrypted, expiring token in a hidden field: the server keeps nothing (do-no-harm 2).

Fernet (AES-128-CBC with HMAC-SHA-256) over zlib-compressed JSON, under a key derived from the installation's secret
with its own purpose, so that no other token of this installation is accepted here. The page shows only ciphertext:
a telephone left lying about, its history or a proxy tells nothing.
"""

import base64
import json
import zlib

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from himaya.kernel import clock
from himaya.web.frontline.sheet import Sheet

TTL_SECONDS = 2 * 3600  # From one page to the next.
LIFE_SECONDS = 10 * 3600  # From the first page to the last, however often it is renewed.
MOST_CHARACTERS = 32_000
MOST_PLAIN_BYTES = 64_000
FUTURE_SECONDS = 60


class Unusable(Exception):
    """The token cannot be read. `expired` when it was ours but too old."""

    def __init__(self, *, expired: bool) -> None:
        super().__init__("expired" if expired else "not ours")
        self.expired = expired


def _cipher() -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"first line")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))


def seal(sheet: Sheet) -> str:
    """The sheet as text for a hidden field. Raises Unusable when it would be too long to be taken back."""
    plain = json.dumps(sheet.to_json(), ensure_ascii=False, separators=(",", ":")).encode()
    sealed = _cipher().encrypt_at_time(zlib.compress(plain, 9), current_time=_now()).decode()
    if len(plain) > MOST_PLAIN_BYTES or len(sealed) > MOST_CHARACTERS:
        raise Unusable(expired=False)
    return sealed


def unseal(text: str) -> Sheet:
    """The sheet that `seal` sealed. Raises Unusable: not ours, altered, too long or too old."""
    if not text or len(text) > MOST_CHARACTERS or not text.isascii():
        raise Unusable(expired=False)
    cipher, now = _cipher(), _now()
    try:
        # The last letter of base64 carries bits that nothing reads: only the spelling that `seal` wrote is ours.
        if base64.urlsafe_b64encode(base64.urlsafe_b64decode(text)).decode() != text:
            raise Unusable(expired=False)
        packed = cipher.decrypt(text.encode())
        age = now - cipher.extract_timestamp(text.encode())
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(packed, MOST_PLAIN_BYTES)
        if unpacker.unconsumed_tail:
            raise Unusable(expired=False)
        sheet = Sheet.from_json(json.loads(plain))
    except (InvalidToken, zlib.error, ValueError, KeyError, TypeError) as fault:
        raise Unusable(expired=False) from fault
    if age > TTL_SECONDS or now - sheet.born > LIFE_SECONDS:
        raise Unusable(expired=True)
    if age < -FUTURE_SECONDS:
        raise Unusable(expired=False)
    return sheet


def _now() -> int:
    return int(clock.now().timestamp())
