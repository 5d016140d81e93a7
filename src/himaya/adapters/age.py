"""The age format (age-encryption.org): files that only the holders of certain private keys open.

Everything streams; nothing is held in memory. Any age program opens what is written here.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import pyrage


class AgeFailed(Exception):
    """The message says what is wrong and what to do; it holds no key and no content."""


class Source(Protocol):
    """What is read from."""

    def read(self, size: int = -1, /) -> bytes: ...


class Sink(Protocol):
    """What is written to."""

    def write(self, data: bytes, /) -> int: ...


class _Kept:
    """Passes bytes on and keeps what went wrong: the library would only repeat it as text."""

    def __init__(self, source: Source | None = None, sink: Sink | None = None) -> None:
        self._source, self._sink = source, sink
        self.fault: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return self._source.read(size) if self._source else b""
        except BaseException as fault:
            self.fault = fault
            raise

    def write(self, data: bytes) -> int:
        try:
            return self._sink.write(data) if self._sink else 0
        except BaseException as fault:
            self.fault = fault
            raise

    def flush(self) -> None:
        """Asked for at the end by the library; the sink's owner flushes."""


def write_identity(file: Path) -> str:
    """Make a private key in a new file, for its owner only; returns the public key. Raises FileExistsError."""
    made = pyrage.x25519.Identity.generate()
    public = str(made.to_public())
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(f"# public key: {public}\n{made}\n")
        out.flush()
        os.fsync(out.fileno())
    return public


def forgotten_pair() -> str:
    """The public key of a new pair whose private key is kept nowhere: what is encrypted to it opens never again."""
    return str(pyrage.x25519.Identity.generate().to_public())


def pair() -> tuple[str, str]:
    """A new pair: the public key, and the private one, for whoever seals it at once and writes it nowhere."""
    made = pyrage.x25519.Identity.generate()
    return str(made.to_public()), str(made)


def decrypt_held(body: bytes, private: str) -> bytes:
    """What a short file in memory says, by a private key in memory. Raises AgeFailed, which says nothing of either."""
    try:
        return bytes(pyrage.decrypt(body, [pyrage.x25519.Identity.from_str(private)]))
    except (pyrage.DecryptError, pyrage.IdentityError, OSError):
        raise AgeFailed("This file does not open with the key that was made for it.") from None


def public_keys(file: Path) -> list[str]:
    """The public keys that belong to the private keys in a file. Raises AgeFailed."""
    return [str(one.to_public()) for one in _identities([file])]


def check_recipient(key: str) -> None:
    """Raises AgeFailed unless this is a public X25519 key as age writes it."""
    try:
        pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError as reason:
        raise AgeFailed(
            "This is not a public key in the age format. It begins with age1 and has 62 characters; "
            "`himaya backup identity FILE` makes a pair and prints it."
        ) from reason


def short(key: str) -> str:
    """A public key as a stable word of 16 characters, for places where the key itself is too long."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def encrypt(source: Source, sink: Sink, *, recipients: Iterable[str]) -> None:
    """Encrypt everything that `source` gives. What `source` or `sink` raises comes through unchanged."""
    reader, writer = _Kept(source=source), _Kept(sink=sink)
    keys = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    try:
        pyrage.encrypt_io(reader, writer, keys)
    except (pyrage.EncryptError, OSError):
        if fault := reader.fault or writer.fault:
            raise fault from None
        raise


def decrypt(source: Source, sink: Sink, *, identities: Iterable[Path]) -> None:
    """Decrypt into `sink`, piece by piece, each already authenticated. Raises AgeFailed.

    Only a return says that the file was whole: a cut file is noticed at its end.
    """
    reader, writer = _Kept(source=source), _Kept(sink=sink)
    try:
        pyrage.decrypt_io(reader, writer, _identities(identities))
    except (pyrage.DecryptError, OSError) as reason:
        if fault := reader.fault or writer.fault:
            raise fault from None
        raise AgeFailed(_why(str(reason))) from None


def _why(said: str) -> str:
    if "No matching keys" in said:
        return (
            "The private key that was given does not open this backup. Give the key of one of its recipients "
            "(`--identity FILE`)."
        )
    if "Header is invalid" in said:
        return "This is not a backup of Himaya: it is no file in the age format. Look for the right one."
    return (
        "This backup is damaged: it was cut short or altered. Nothing of it was kept. Take another copy of it, "
        "or the backup before it."
    )


def _identities(files: Iterable[Path]) -> list[pyrage.x25519.Identity]:
    found = []
    for file in files:
        try:
            lines = [line.strip() for line in file.read_text("ascii").splitlines()]
            found += [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
        except FileNotFoundError:
            raise AgeFailed(f"There is no private key {file}. Name another with `--identity FILE`.") from None
        except (pyrage.IdentityError, UnicodeDecodeError):
            raise AgeFailed(f"{file} holds no private key in the age format (AGE-SECRET-KEY-1…).") from None
    if not found:
        raise AgeFailed("No private key was given. Name the file of one recipient's with `--identity FILE`.")
    return found
