"""The answer sheet as an encrypted, expiring token in a hidden field: the server keeps nothing (do-no-harm 2).

Fernet (AES-128-CBC with HMAC-SHA-256) over zlib-compressed JSON, under a key derived from the installation's secret
with its own purpose, so that no other token of this installation is accepted here. The page shows only ciphertext:
a telephone left lying about, its history or a proxy tells nothing.

Beside it a copy is sealed that the browser's tab may keep (ADR 87): under a key of its own, bound to the browser's form
cookie and to who is signed in, and with a shorter life. What the tab keeps is therefore no hidden field, and a hidden
field is not what the tab keeps.
"""

import base64
import json
import zlib
from dataclasses import replace

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from himaya.kernel import clock
from himaya.web.frontline.sheet import Sheet

TTL_SECONDS = 2 * 3600  # From one page to the next.
LIFE_SECONDS = 10 * 3600  # From the first page to the last, however often it is renewed.
KEPT_SECONDS = 30 * 60  # What the tab keeps, from the last touch.
ASKED_AFTER_SECONDS = 5 * 60  # From then on somebody is asked first, before an answer is shown.
MOST_CHARACTERS = 32_000
MOST_PLAIN_BYTES = 64_000
FUTURE_SECONDS = 60


class Unusable(Exception):
    """The token cannot be read. `expired` when it was ours but too old."""

    def __init__(self, *, expired: bool) -> None:
        super().__init__("expired" if expired else "not ours")
        self.expired = expired


def _cipher(purpose: str = "first line") -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode())
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))


def _kept_cipher(browser: str) -> Fernet:
    return _cipher(f"first line, kept in the tab|{browser}")


def seal(sheet: Sheet) -> str:
    """The sheet as text for a hidden field. Raises Unusable when it would be too long to be taken back."""
    return _sealed(sheet, _cipher())


def unseal(text: str) -> Sheet:
    """The sheet that `seal` sealed. Raises Unusable: not ours, altered, too long or too old."""
    sheet, age = _opened(text, _cipher())
    if age > TTL_SECONDS:
        raise Unusable(expired=True)
    return sheet


def seal_kept(sheet: Sheet, browser: str) -> str:
    """The answers as text that the tab of this browser may keep; what was chosen for a hand-over stays out of it.

    Raises Unusable when it would be too long to be taken back.
    """
    return _sealed(replace(sheet, offer={}), _kept_cipher(browser))


def unseal_kept(text: str, browser: str) -> tuple[Sheet, int]:
    """The sheet that `seal_kept` sealed for this browser, and how many seconds ago it was touched last.

    Raises Unusable: not ours, of another browser or account, altered, too long, or untouched for half an hour.
    """
    sheet, age = _opened(text, _kept_cipher(browser))
    if age > KEPT_SECONDS:
        raise Unusable(expired=True)
    return sheet, age


def _sealed(sheet: Sheet, cipher: Fernet) -> str:
    plain = json.dumps(sheet.to_json(), ensure_ascii=False, separators=(",", ":")).encode()
    sealed = cipher.encrypt_at_time(zlib.compress(plain, 9), current_time=_now()).decode()
    if len(plain) > MOST_PLAIN_BYTES or len(sealed) > MOST_CHARACTERS:
        raise Unusable(expired=False)
    return sealed


def _opened(text: str, cipher: Fernet) -> tuple[Sheet, int]:
    """The sheet and the age of its seal in seconds. Raises Unusable."""
    if not text or len(text) > MOST_CHARACTERS or not text.isascii():
        raise Unusable(expired=False)
    try:
        # The last letter of base64 carries bits that nothing reads: only the spelling that `_sealed` wrote is ours.
        if base64.urlsafe_b64encode(base64.urlsafe_b64decode(text)).decode() != text:
            raise Unusable(expired=False)
        packed = cipher.decrypt(text.encode())
        age = _now() - cipher.extract_timestamp(text.encode())
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(packed, MOST_PLAIN_BYTES)
        if unpacker.unconsumed_tail:
            raise Unusable(expired=False)
        sheet = Sheet.from_json(json.loads(plain))
    except (InvalidToken, zlib.error, ValueError, KeyError, TypeError) as fault:
        raise Unusable(expired=False) from fault
    if _now() - sheet.born > LIFE_SECONDS:
        raise Unusable(expired=True)
    if age < -FUTURE_SECONDS:
        raise Unusable(expired=False)
    return sheet, age


def _now() -> int:
    return int(clock.now().timestamp())
