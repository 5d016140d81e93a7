"""Blind index tokens: what a lookup stores in place of a name or a document number.

A token is the first 16 bytes of HMAC-SHA-256 under a key that HKDF-SHA-256 derives from the index root key for one
field. Equal values give equal tokens within a field and unrelated ones in another field, so that a column tells
nothing about its neighbour. 16 bytes keep an accidental collision among 10^9 tokens below 10^-20. Whoever holds the
index key can still try names from a dictionary: the root key is independent of the master keys and kept apart
(docs/threat-model.md). Source of the constructions: RFC 2104, RFC 5869.
"""

from __future__ import annotations

import hmac
import unicodedata
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
TOKEN_BYTES = 16
DOCUMENT_FIELD = "document"
_CONTEXT = b"himaya blind index 1\x00"


def field_key(index_key: bytes, field: str) -> bytes:
    """The 32-byte key of one field. Raises ValueError when the root key is short or the field unnamed."""
    if len(index_key) < KEY_BYTES:
        raise ValueError(f"the index key has {len(index_key)} bytes; it needs at least {KEY_BYTES}")
    if not field:
        raise ValueError("an index token needs the name of its field")
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=_CONTEXT + field.encode()).derive(index_key)


def hmac_token(index_key: bytes, field: str, value: str) -> bytes:
    """16 bytes for `value` in `field`. The value is taken as it is: normalise it first (`names.tokens_for_index`)."""
    return hmac.new(field_key(index_key, field), value.encode(), sha256).digest()[:TOKEN_BYTES]


def document_number(number: str) -> str:
    """Capitals and digits only: "ab-12 34", "AB1234" and Arabic-Indic digits are one number."""
    if number.isascii():
        return "".join(filter(str.isalnum, number)).upper()
    folded = unicodedata.normalize("NFKC", number)
    kept = (str(unicodedata.decimal(c)) if c.isdecimal() else c.upper() for c in folded if c.isalnum())
    return "".join(kept)


def document_token(index_key: bytes, kind: str, number: str) -> bytes:
    """Token of an identity document; `kind` (cin, passport, residence) keeps equal numbers of two kinds apart.

    Raises ValueError when the number holds no letter or digit: an empty number would link strangers.
    """
    value = document_number(number)
    if not value:
        raise ValueError("the document number holds no letter or digit")
    return hmac_token(index_key, DOCUMENT_FIELD, f"{kind}\x00{value}")
