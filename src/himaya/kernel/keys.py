"""Master keys by epoch, and the separate index root, read from a directory outside the data (security 3, 5).

Layout of the directory: `kek-1.key`, `kek-2.key`, … (32 bytes each, base64), `index.key`, `secret.key`.
The highest epoch wraps new keys. The same layout serves a plain directory and a systemd credential directory.
"""

import base64
import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from himaya.kernel.errors import KeyMissing

KEY_BYTES = 32


def _read(path: Path) -> bytes:
    try:
        key = base64.b64decode(path.read_text().strip(), validate=True)
    except (OSError, ValueError) as fault:
        raise KeyMissing from fault
    if len(key) != KEY_BYTES:
        raise KeyMissing
    return key


def write_new(path: Path) -> None:
    """Create a key file of 32 random bytes, readable by its owner only. Never overwrites."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
        file.flush()
        os.fsync(file.fileno())


class KeyRing:
    """The master keys in one directory. Each file is read once, when first needed."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._seen: dict[str, bytes] = {}

    def epochs(self) -> list[int]:
        """Epochs present, ascending."""
        found = (p.stem.removeprefix("kek-") for p in self.directory.glob("kek-*.key"))
        return sorted(int(n) for n in found if n.isdigit())

    def current_epoch(self) -> int:
        """The epoch that wraps new keys. Raises KeyMissing when there is none."""
        epochs = self.epochs()
        if not epochs:
            raise KeyMissing
        return epochs[-1]

    def kek(self, epoch: int) -> bytes:
        """The 32-byte master key of an epoch. Raises KeyMissing."""
        return self._once(f"kek-{epoch}.key")

    def index_root(self) -> bytes:
        """The 32-byte root of the blind index, independent of every master key. Raises KeyMissing."""
        return self._once("index.key")

    def _once(self, name: str) -> bytes:
        if name not in self._seen:
            self._seen[name] = _read(self.directory / name)
        return self._seen[name]


@lru_cache(maxsize=8)
def _ring_at(directory: Path) -> KeyRing:
    return KeyRing(directory)


def ring() -> KeyRing:
    """The key ring of this installation (`HIMAYA_KEYS`)."""
    return _ring_at(Path(settings.HIMAYA_KEYS))


def forget() -> None:
    """Drop what was read, so that a changed directory is seen (after a rotation, in tests)."""
    _ring_at.cache_clear()


def create(directory: Path) -> None:
    """Make a directory with a first epoch, an index root and the web secret; what exists stays."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in ("kek-1.key", "index.key", "secret.key"):
        if not (directory / name).exists():
            write_new(directory / name)


def add_epoch(directory: Path) -> int:
    """Make the next epoch's key and return its number. Existing data keys are re-wrapped by `subjects.rotate`."""
    number = KeyRing(directory).current_epoch() + 1
    write_new(directory / f"kek-{number}.key")
    forget()
    return number
