"""Master keys by epoch, and the separate index root, read from a directory outside the data (security 3, 5).

Layout of the directory: `kek-1.key`, `kek-2.key`, … (32 bytes each, base64), `index.key`, `secret.key`, `audit.key`.
The highest epoch wraps new keys. The same layout serves a plain directory, a systemd credential directory, and the
inside of `keys.sealed`, which a passphrase opens at start (`kernel/unlocked.py`).
"""

import base64
import secrets
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from himaya.kernel import keyfile, unlocked
from himaya.kernel.errors import KeyMissing

KEY_BYTES = 32


def _decoded(text: bytes) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError as fault:
        raise KeyMissing from fault
    if len(key) != KEY_BYTES:
        raise KeyMissing
    return key


def _new() -> bytes:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n"


def write_new(path: Path) -> None:
    """Create a key file of 32 random bytes, readable by its owner only, whole or not at all. Never overwrites."""
    with unlocked.alone(path.parent):
        if path.exists():
            raise FileExistsError(f"{path} exists already.")
        unlocked.write(path, _new())


class KeyRing:
    """The master keys in one directory. Each file is read once, when first needed.

    `held`: the files as a passphrase opened them; without it they are read from the disk.
    """

    def __init__(self, directory: Path, held: Mapping[str, bytes] | None = None) -> None:
        self.directory = directory
        self._held = held
        self._seen: dict[str, bytes] = {}
        self._ciphers: dict[int, AESGCM] = {}

    def names(self) -> list[str]:
        """The key files present, by name."""
        return sorted(self._held if self._held is not None else (file.name for file in self.directory.glob("*.key")))

    def epochs(self) -> list[int]:
        """Epochs present, ascending."""
        found = (name[4:-4] for name in self.names() if name.startswith("kek-"))
        return sorted(int(n) for n in found if n.isdigit())

    def text(self, name: str) -> bytes:
        """A key file as it is written. Raises KeyMissing."""
        try:
            return self._held[name] if self._held is not None else (self.directory / name).read_bytes()
        except (OSError, KeyError) as fault:
            raise KeyMissing from fault

    def current_epoch(self) -> int:
        """The epoch that wraps new keys. Raises KeyMissing when there is none."""
        epochs = self.epochs()
        if not epochs:
            raise KeyMissing
        return epochs[-1]

    def kek(self, epoch: int) -> bytes:
        """The 32-byte master key of an epoch. Raises KeyMissing."""
        return self._once(f"kek-{epoch}.key")

    def cipher(self, epoch: int) -> AESGCM:
        """What wraps and unwraps data keys of an epoch, made once. Raises KeyMissing."""
        if epoch not in self._ciphers:
            self._ciphers[epoch] = AESGCM(self.kek(epoch))
        return self._ciphers[epoch]

    def index_root(self) -> bytes:
        """The 32-byte root of the blind index, independent of every master key. Raises KeyMissing."""
        return self._once("index.key")

    def audit_seed(self) -> bytes:
        """The 32 bytes of the Ed25519 key that signs the audit's checkpoints. Raises KeyMissing."""
        return self._once("audit.key")

    def unreadable(self) -> list[str]:
        """Names of files that should hold a key of 32 bytes and do not."""
        wanted = {*(f"kek-{epoch}.key" for epoch in self.epochs()), "index.key", "audit.key"}
        return [name for name in self.names() if name in wanted and not self._holds_a_key(name)]

    def _holds_a_key(self, name: str) -> bool:
        try:
            _decoded(self.text(name))
        except KeyMissing:
            return False
        return True

    def _once(self, name: str) -> bytes:
        if name not in self._seen:
            self._seen[name] = _decoded(self.text(name))
        return self._seen[name]


@lru_cache(maxsize=8)
def _ring_at(directory: Path) -> KeyRing:
    return KeyRing(directory, unlocked.held(directory))


def ring() -> KeyRing:
    """The key ring of this installation (`HIMAYA_KEYS`)."""
    return at(Path(settings.HIMAYA_KEYS))


def at(directory: Path) -> KeyRing:
    """The key ring of a directory, opened if its keys were unlocked in this process."""
    return _ring_at(directory)


def web_secret(directory: Path) -> str | None:
    """The secret that signs sessions, for settings; None where there is none yet."""
    try:
        return at(directory).text("secret.key").decode().strip()
    except KeyMissing:
        forget()
        return None


def forget() -> None:
    """Drop what was read, so that a changed directory is seen (after a rotation, in tests)."""
    _ring_at.cache_clear()


FIRST = ("kek-1.key", "index.key", "secret.key", "audit.key")
# What a store that has records can be given anew: sign-ins end, and the audit's seals go on under another key.
AGAIN = ("secret.key", "audit.key")


def create(directory: Path, names: Iterable[str] = FIRST) -> None:
    """Make a directory with a first epoch, an index root, the web secret and the audit's key; what exists stays."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    if unlocked.is_sealed(directory):
        return
    for name in names:
        if not (directory / name).exists():
            write_new(directory / name)


def create_sealed(directory: Path, passphrase: str) -> None:
    """The same keys, sealed by a passphrase from the first moment: none ever touches the disk in clear."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    unlocked.seal_new(directory, {name: _new() for name in FIRST}, passphrase)
    forget()


def contents(directory: Path) -> dict[str, bytes]:
    """Every key file of a directory, as written."""
    found = at(directory)
    return {name: found.text(name) for name in found.names()}


def add_epoch(directory: Path) -> int:
    """Make the next epoch's key and return its number. Existing data keys are re-wrapped by `subjects.rotate`."""
    number = at(directory).current_epoch() + 1
    name = f"kek-{number}.key"
    if unlocked.is_sealed(directory):
        unlocked.change(directory, {**contents(directory), name: _new()})
    else:
        write_new(directory / name)
    forget()
    return number


def destroy_epoch(directory: Path, epoch: int) -> None:
    """Destroy an old epoch's master key. `epochs.retire` asks first whether anything still needs it."""
    name = f"kek-{epoch}.key"
    if unlocked.is_sealed(directory):
        unlocked.change(directory, {n: text for n, text in contents(directory).items() if n != name})
    elif (directory / name).exists():
        unlocked.destroy(directory / name)
    forget()


def seal(directory: Path, passphrase: str) -> None:
    """Seal a directory's keys under a new passphrase. Killed before the end, running it again finishes.

    An open key file beside the sealed ones is taken in, and goes only once the sealed file holds the same.
    """
    beside = {file.name: file.read_bytes() for file in directory.glob("*.key")}
    files = contents(directory)
    if others := sorted(name for name, text in beside.items() if files.get(name, text) != text):
        raise keyfile.CannotOpen(
            f"{', '.join(others)}: another key of this name is sealed already. Move it to another directory; "
            "nothing was changed."
        )
    unlocked.seal_new(directory, {**files, **beside}, passphrase)
    for name in beside:
        unlocked.destroy(directory / name)
    forget()
