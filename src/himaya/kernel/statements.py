"""Statements that outlive what they are about: signed by a key of their own, which follows from the audit's.

A key of its own, so that no statement can ever be taken for a checkpoint of the audit, nor the reverse.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from himaya.kernel import keys, signed_note
from himaya.kernel.signed_note import PublicKey

_INFO = b"himaya statement 1"
# Under which name a statement is signed. One that a person carries must not say whose software made it: its kind has a
# name that says nothing, and a key of its own.
USUAL = "himaya-statement"
LONGEST = 4000


@dataclass(frozen=True)
class Read:
    """What a statement says, line by line, and whether a key given has signed it as it stands."""

    lines: dict[str, str]
    signed: bool


def _key(directory: Path | None, origin: str) -> Ed25519PrivateKey:
    ring = keys.ring() if directory is None else keys.at(directory)
    info = _INFO if origin == USUAL else _INFO + b" " + origin.encode()
    seed = HKDF(algorithm=SHA256(), length=keys.KEY_BYTES, salt=None, info=info).derive(ring.audit_seed())
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_key(directory: Path | None = None, *, origin: str = USUAL) -> PublicKey:
    """The key that verifies the statements of this installation, or of the keys in a directory. Raises KeyMissing."""
    raw = _key(directory, origin).public_key().public_bytes_raw()
    # A paper that a person carries has no word on it that a search would find again: the key is told by its four bytes.
    name = f"{origin}/{hashlib.sha256(raw).hexdigest()[:16]}" if origin == USUAL else origin
    return PublicKey(name, raw)


def sign(lines: list[str], *, origin: str = USUAL) -> str:
    """The lines as a signed note, under the name of this installation's key. Raises KeyMissing."""
    public = public_key(origin=origin)
    return signed_note.sign_text("\n".join([public.name, *lines]) + "\n", _key(None, origin), public)


def read(kind: str, note: str, keys_known: list[PublicKey]) -> Read | None:
    """What a text says as a statement of this kind; None when it is none. Line ends of any machine are taken."""
    text = "\n".join(line.rstrip() for line in note.strip().splitlines()) + "\n"
    body, parted, _signature = text.partition("\n\n")
    pairs = [line.split(" ", 1) for line in body.splitlines()[1:]]
    if len(text) > LONGEST or not parted or any(len(pair) != 2 for pair in pairs):
        return None
    lines = dict(pairs)
    if kind not in lines or len(lines) != len(pairs):
        return None
    return Read(lines, is_signed(text, keys_known))


def is_signed(note: str, keys_known: list[PublicKey]) -> bool:
    """True when one of these keys signed the note as it stands."""
    return signed_note.signed_by(note, keys_known)
