"""What a one-time link opens: sealed under a key that needs the link and a code, and neither is kept here.

The code is eight digits, so that it can be read out by telephone in any language; that is little by itself, so it goes
through scrypt, and 160 random bits of the link go in beside it. Whoever holds the store alone has neither.
"""

import json
import os
import secrets
from base64 import b32decode, b32encode
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

FORMAT = b"\x01"
SECRET, SALT, NONCE, DIGITS = 20, 16, 12, 8
# 16 MB and some 50 ms a try: five tries cost nothing, ten million do.
_COST, _BLOCK, _LANES = 2**14, 8, 1
_LETTERS = 32


def new_secret() -> bytes:
    """The secret of a new link."""
    return secrets.token_bytes(SECRET)


def new_code() -> str:
    """The code that goes another way."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def new_salt() -> bytes:
    """What makes the key of one link another than that of every other with the same code."""
    return os.urandom(SALT)


def token_of(secret: bytes) -> str:
    """The secret part of an address."""
    return b32encode(secret).decode().lower()


def secret_of(token: str) -> bytes | None:
    """The secret of an address; None for anything else."""
    if len(token) != _LETTERS or not token.isascii():
        return None
    try:
        return b32decode(token.upper())
    except ValueError:
        return None


def mark_of(secret: bytes) -> str:
    """By what the store finds a link again, and from what nobody finds the secret."""
    return sha256(b"himaya partner link mark" + secret).hexdigest()


def tidy(code: str) -> str:
    """A code as it was typed: Arabic digits, spaces and hyphens are no mistakes."""
    kept = (one for one in code[:40] if one.isdecimal())
    return "".join(str(int(one)) for one in kept)


def key_of(secret: bytes, code: str, salt: bytes) -> bytes:
    """The key that opens what the link is for."""
    slow = Scrypt(salt=salt, length=32, n=_COST, r=_BLOCK, p=_LANES).derive(code.encode())
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"himaya partner link 1").derive(slow + secret)


def close(value: Any, key: bytes, about: UUID) -> bytes:
    """Seal a value for the link `about`."""
    nonce = os.urandom(NONCE)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, json.dumps(value, ensure_ascii=False).encode(), about.bytes)


def opened(blob: bytes, key: bytes, about: UUID) -> Any:
    """What was sealed; None when the key is not the one."""
    nonce, body = blob[1 : 1 + NONCE], blob[1 + NONCE :]
    try:
        return json.loads(AESGCM(key).decrypt(nonce, body, about.bytes))
    except InvalidTag:
        return None
