"""Key files sealed as one file: AES-256-GCM under a key that a passphrase (Argon2id) or a recovery key gives.

The file says in clear how it was sealed (format, salt, cost, names); all of that is bound to the ciphertext. A digest
tells a damaged file from a wrong passphrase; it is no protection, the tag is.
"""

import base64
import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

FORMAT = "himaya-keys-1"
LARGEST = 1 << 20
_NAME = re.compile(r"[a-z0-9-]{1,40}\.key")
_KIB = 1024
Header = dict[str, object]
Files = dict[str, bytes]


class CannotOpen(Exception):
    """A sealed file of keys does not open. The message says what to do."""


@dataclass(frozen=True)
class Cost:
    """What one guess at the passphrase costs."""

    memory_kib: int
    passes: int
    lanes: int


# Four times the memory of RFC 9106's second choice: 1 to 4 s at each start, on two cores.
COST = Cost(memory_kib=256 * _KIB, passes=3, lanes=4)
# Below, somebody weakened the file; above, somebody wants the machine to choke.
LEAST, MOST = Cost(64 * _KIB, 1, 1), Cost(4 * _KIB * _KIB, 64, 64)


@dataclass(frozen=True)
class Sealed:
    """A file that was read and is whole, still shut."""

    header: Header
    nonce: bytes
    body: bytes


def passphrase_header(cost: Cost | None = None) -> Header:
    """How a passphrase becomes a key: a fresh salt and today's cost."""
    chosen = cost or COST
    return {
        "format": FORMAT,
        "kdf": "argon2id",
        "salt": base64.b64encode(os.urandom(16)).decode(),
        "memory_kib": chosen.memory_kib,
        "passes": chosen.passes,
        "lanes": chosen.lanes,
    }


def derive(header: Header, passphrase: str) -> bytes:
    """The key that a passphrase gives under this header. Raises CannotOpen when the header asks for the absurd."""
    cost = [header.get(name) for name in ("memory_kib", "passes", "lanes")]
    bounds = zip(
        cost,
        (LEAST.memory_kib, LEAST.passes, LEAST.lanes),
        (MOST.memory_kib, MOST.passes, MOST.lanes),
        strict=True,
    )
    if header.get("kdf") != "argon2id" or not all(isinstance(n, int) and low <= n <= top for n, low, top in bounds):
        raise CannotOpen("This file was not sealed by a passphrase of Himaya. Fetch keys.sealed from your copy.")
    memory, passes, lanes = (int(str(n)) for n in cost)
    kdf = Argon2id(salt=_bytes(header.get("salt")), length=32, iterations=passes, lanes=lanes, memory_cost=memory)
    # The same letters typed on another keyboard are the same passphrase.
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode())


def seal(files: Mapping[str, bytes], *, header: Header, key: bytes) -> bytes:
    """The file that holds these key files. Raises CannotOpen when one of them would keep it from opening again."""
    if strange := sorted(name for name in files if not _NAME.fullmatch(name)):
        raise CannotOpen(
            f"{', '.join(strange)}: no name of a key file of Himaya. Move it to another directory; nothing was changed."
        )
    told = {**header, "names": sorted(files)}
    plain = json.dumps({name: base64.b64encode(text).decode() for name, text in files.items()}).encode()
    nonce = os.urandom(12)
    body = AESGCM(key).encrypt(nonce, plain, _canonical(told))
    written = {
        "header": told,
        "nonce": base64.b64encode(nonce).decode(),
        "body": base64.b64encode(body).decode(),
        "digest": _digest(told, nonce, body),
    }
    return json.dumps(written, indent=1).encode() + b"\n"


def read(blob: bytes) -> Sealed:
    """A sealed file, whole and of our kind. Raises CannotOpen."""
    try:
        told = json.loads(blob if len(blob) <= LARGEST else b"null")
        header, nonce, body = told["header"], _bytes(told["nonce"]), _bytes(told["body"])
        whole = told["digest"] == _digest(header, nonce, body)
        ours = header["format"] == FORMAT
    except (ValueError, KeyError, TypeError) as fault:
        raise CannotOpen("This is no sealed file of Himaya's keys, or it was cut. Fetch it from your copy.") from fault
    if not ours:
        raise CannotOpen("This file is of another kind or of a later Himaya. Fetch the right one from your copy.")
    if not whole:
        raise CannotOpen("The sealed file of keys is damaged. Nothing was changed: fetch it from your copy.")
    return Sealed(header, nonce, body)


def open_with(sealed: Sealed, key: bytes, *, wrong: str) -> Files:
    """The key files. Raises CannotOpen with the sentence `wrong` when the key is not the one."""
    try:
        plain = AESGCM(key).decrypt(sealed.nonce, sealed.body, _canonical(sealed.header))
    except (InvalidTag, ValueError) as fault:
        raise CannotOpen(wrong) from fault
    files = {str(name): _bytes(text) for name, text in json.loads(plain).items()}
    if not all(_NAME.fullmatch(name) for name in files):
        raise CannotOpen("The sealed file names something that is no key file. Fetch it from your copy.")
    return files


def _bytes(text: object) -> bytes:
    return base64.b64decode(str(text), validate=True)


def _canonical(header: Header) -> bytes:
    return json.dumps(header, sort_keys=True, separators=(",", ":")).encode()


def _digest(header: Header, nonce: bytes, body: bytes) -> str:
    return hashlib.sha256(_canonical(header) + nonce + body).hexdigest()
