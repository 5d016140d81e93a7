"""A recovery copy of the keys that any two of several keepers open together, and none alone (ADR 14).

Each keeper holds 160 random bits on paper. A random recovery key seals the copy; it is wrapped once for every pair of
keepers, under a key derived from both their secrets. Nothing but AES-256-GCM and HKDF is used. The paper is written in
blocks that can be typed back: each ends with a letter that checks it, and the last checks the whole.
"""

import base64
import hashlib
import os
from collections.abc import Mapping
from itertools import combinations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from himaya.kernel import keyfile
from himaya.kernel.keyfile import CannotOpen, Files, Sealed

FILE = "recovery.sealed"
FEWEST, MOST = 3, 9
SECRET_BYTES, BLOCK = 20, 4
# Without I, L, O and U: what is read as another letter, and what spells words.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
# Thirty-two letters of secret, four that check them.
BLOCKS = SECRET_BYTES * 8 // 5 // BLOCK + 1


class Miscopied(Exception):
    """What was typed is not what stands on a sheet. The message names the block."""


def make(files: Mapping[str, bytes], *, keepers: int, sealed_home: bool) -> tuple[bytes, list[bytes]]:
    """The recovery file, and one secret per keeper. `sealed_home`: these keys lived under a passphrase."""
    if not FEWEST <= keepers <= MOST:
        raise CannotOpen(f"A ceremony needs {FEWEST} to {MOST} keepers, so that one may be lost.")
    salt, recovery_key = os.urandom(16), os.urandom(32)
    secrets = [os.urandom(SECRET_BYTES) for _ in range(keepers)]
    pairs = {}
    for first, second in combinations(range(keepers), 2):
        name = f"{first + 1}-{second + 1}"
        nonce = os.urandom(12)
        wrap = AESGCM(_pair_key(salt, secrets[first], secrets[second]))
        pairs[name] = base64.b64encode(nonce + wrap.encrypt(nonce, recovery_key, name.encode())).decode()
    header: keyfile.Header = {
        "format": keyfile.FORMAT,
        "kdf": "two-keepers",
        "salt": base64.b64encode(salt).decode(),
        "keepers": [_mark(salt, secret) for secret in secrets],
        "pairs": pairs,
        "sealed_home": sealed_home,
    }
    return keyfile.seal(files, header=header, key=recovery_key), secrets


def read(blob: bytes) -> Sealed:
    """A recovery file, whole. Raises CannotOpen."""
    sealed = keyfile.read(blob)
    if sealed.header.get("kdf") != "two-keepers":
        raise CannotOpen("This is no recovery copy. Take the file recovery.sealed that the ceremony wrote.")
    return sealed


def keeper_of(sealed: Sealed, secret: bytes) -> int:
    """Which keeper's secret this is, counted from 1. Raises Miscopied when it belongs to another ceremony."""
    marks, salt = sealed.header["keepers"], base64.b64decode(str(sealed.header["salt"]))
    if not isinstance(marks, list) or _mark(salt, secret) not in marks:
        raise Miscopied("This sheet belongs to another ceremony than this file. Compare the sign on both.")
    return marks.index(_mark(salt, secret)) + 1


def restore(sealed: Sealed, one: bytes, other: bytes) -> Files:
    """The key files, from any two keepers. Raises Miscopied or CannotOpen."""
    held = {keeper_of(sealed, secret): secret for secret in (one, other)}
    if len(held) != 2:
        raise Miscopied("This is the same sheet twice. Two different keepers are needed.")
    (first, second), pairs = sorted(held), sealed.header["pairs"]
    name = f"{first}-{second}"
    wrong = "The recovery copy was altered and does not open. Take another copy of recovery.sealed."
    try:
        wrapped = base64.b64decode(str(pairs[name] if isinstance(pairs, dict) else ""))
        wrap = AESGCM(_pair_key(base64.b64decode(str(sealed.header["salt"])), held[first], held[second]))
        recovery_key = wrap.decrypt(wrapped[:12], wrapped[12:], name.encode())
    except (InvalidTag, ValueError, KeyError) as fault:
        raise CannotOpen(wrong) from fault
    return keyfile.open_with(sealed, recovery_key, wrong=wrong)


def sign(sealed: Sealed) -> str:
    """Eight letters that stand on every sheet of a ceremony and are printed when its file is read."""
    return hashlib.sha256(str(sealed.header["salt"]).encode()).hexdigest()[:8].upper()


def _pair_key(salt: bytes, first: bytes, second: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"himaya-recovery-pair").derive(first + second)


def _mark(salt: bytes, secret: bytes) -> str:
    """Recognises a keeper's secret without telling anything of it: 160 random bits cannot be guessed."""
    told = HKDF(algorithm=SHA256(), length=8, salt=salt, info=b"himaya-recovery-mark").derive(secret)
    return told.hex()


def in_blocks(secret: bytes) -> list[str]:
    """Nine blocks of five letters. The fifth of each checks the four before it; the ninth block checks all."""
    whole = int.from_bytes(secret, "big") << 20 | _check(secret)
    count = BLOCKS * BLOCK
    letters = "".join(ALPHABET[whole >> 5 * (count - 1 - at) & 31] for at in range(count))
    parts = [letters[at : at + BLOCK] for at in range(0, count, BLOCK)]
    return [part + _letter(number, part) for number, part in enumerate(parts)]


def from_blocks(typed: str) -> bytes:
    """The secret that was typed, however it was spaced. Raises Miscopied with the number of the block to look at."""
    letters = "".join(sign for sign in typed.upper().translate(_READ_AS) if not sign.isspace() and sign not in "-.")
    if strange := sorted(set(letters) - set(ALPHABET)):
        raise Miscopied(f"{' '.join(strange)} stands on no sheet: only digits, and letters without I, L, O, U.")
    size = BLOCK + 1
    if len(letters) != BLOCKS * size:
        raise Miscopied(f"A sheet has {BLOCKS} blocks of {size} letters; {len(letters)} letters were typed.")
    parts = [letters[at : at + size] for at in range(0, len(letters), size)]
    wrong = [number + 1 for number, part in enumerate(parts) if _letter(number, part[:BLOCK]) != part[BLOCK]]
    if wrong:
        raise Miscopied(f"Look again at block {', '.join(map(str, wrong))}.")
    whole = 0
    for sign in "".join(part[:BLOCK] for part in parts):
        whole = whole << 5 | ALPHABET.index(sign)
    secret = (whole >> 20).to_bytes(SECRET_BYTES, "big")
    if whole & 0xFFFFF != _check(secret):
        raise Miscopied("The last block does not fit the others: compare every letter with the sheet.")
    return secret


def _check(secret: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"sheet" + secret).digest()[:3], "big") >> 4


def _letter(number: int, part: str) -> str:
    return ALPHABET[hashlib.sha256(f"{number}{part}".encode()).digest()[0] & 31]
