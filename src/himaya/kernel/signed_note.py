"""Checkpoints as others can read them: the signed note and `tlog-checkpoint` of C2SP, with an Ed25519 key. Pure.

    himaya-audit/3f2a…          who keeps the log
    1042                        how many leaves
    <root, base64>
    made 2026-11-24T09:00:00Z   … further lines of our own

    — himaya-audit/3f2a… <4 bytes that name the key, then the signature; base64>

A public key stands in one line `name+8 hexadecimal digits+base64`. A witness adds a line of its own below the first.
"""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_DASH = "— "


class NotANote(ValueError):
    """The text is no checkpoint, or no key, of this form."""


@dataclass(frozen=True)
class PublicKey:
    """A key that verifies, under the name of the log that it signs for."""

    name: str
    raw: bytes

    @property
    def mark(self) -> bytes:
        """The four bytes by which a signature says which key it needs."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.raw).digest()[:4]

    def line(self) -> str:
        """The key in the one line that an institution keeps."""
        return f"{self.name}+{self.mark.hex()}+{base64.b64encode(_ED25519 + self.raw).decode()}"

    def verifies(self, text: str, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Checkpoint:
    """What one signature stands for: so many leaves have this root."""

    origin: str
    size: int
    root: bytes
    more: tuple[str, ...]

    def text(self) -> str:
        return "\n".join((self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.more)) + "\n"


def name_of(raw: bytes) -> str:
    """The name of a log: it follows from the key that signs it, so that no two installations share one."""
    return f"himaya-audit/{hashlib.sha256(raw).hexdigest()[:16]}"


def public_of(key: Ed25519PrivateKey) -> PublicKey:
    raw = key.public_key().public_bytes_raw()
    return PublicKey(name_of(raw), raw)


def sign(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The signed note."""
    return sign_text(checkpoint.text(), key, public_of(key))


def sign_text(text: str, key: Ed25519PrivateKey, public: PublicKey) -> str:
    """Any text as a signed note: lines that each end, none of them empty. Raises NotANote."""
    if "\n\n" in text or not text.endswith("\n"):
        raise NotANote("a signed text has no empty line and ends with its last one")
    signed = base64.b64encode(public.mark + key.sign(text.encode())).decode()
    return f"{text}\n{_DASH}{public.name} {signed}\n"


def read_key(line: str) -> PublicKey:
    """The key of one line. Raises NotANote."""
    try:
        name, mark, encoded = line.strip().split("+", 2)
        kind_and_raw = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error) as fault:
        raise NotANote("a public key has the form name+hash+key") from fault
    key = PublicKey(name, kind_and_raw[1:])
    if kind_and_raw[:1] != _ED25519 or len(key.raw) != 32 or key.mark.hex() != mark:
        raise NotANote("the public key was cut or changed")
    return key


def read(note: str) -> Checkpoint:
    """What a note says, whoever signed it. Raises NotANote."""
    text, parted, _signatures = note.partition("\n\n")
    lines = text.split("\n")
    try:
        if not parted or len(lines) < 3 or not lines[1].isdecimal():
            raise ValueError
        root = base64.b64decode(lines[2], validate=True)
        found = Checkpoint(lines[0], int(lines[1]), root, tuple(lines[3:]))
        if len(root) != 32 or found.text() != f"{text}\n":
            raise ValueError
    except (ValueError, binascii.Error) as fault:
        raise NotANote("this is not a checkpoint") from fault
    return found


def signed_by(note: str, keys: Sequence[PublicKey]) -> bool:
    """True when one of the keys has signed this note."""
    text, _, signatures = note.partition("\n\n")
    for line in signatures.splitlines():
        name, _, encoded = line.removeprefix(_DASH).partition(" ")
        try:
            raw = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            continue
        if any(
            (key.name, key.mark) == (name, raw[:4]) and key.verifies(f"{text}\n", raw[4:])
            for key in keys
            if line.startswith(_DASH)
        ):
            return True
    return False
