"""A backup is opened with its keys, filled into an empty database, and looked at there."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from hmac import compare_digest
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from himaya.adapters import age, pg_tools
from himaya.kernel import keys, unlocked
from himaya.kernel.errors import KeyMissing
from himaya.kernel.keyfile import CannotOpen
from himaya.ops import backup_archive, passphrases
from himaya.ops.backup_archive import BackupFailed, Manifest, Unpacked
from himaya.ops.backup_snapshot import Say, Steps
from himaya.ops.restored import OK, UNTRIED, WRONG, Result, Told

STORE = "himaya.sqlite3"
AGE_KEYS = "*.agekey"


@dataclass(frozen=True)
class Keys:
    """Where the private age keys are, and where the store's own keys are, if they are here."""

    identities: Sequence[Path]
    directory: Path | None

    def index_root(self) -> bytes | None:
        """The key that the manifest is sealed with. Raises BackupFailed when it cannot be read."""
        if self.directory is None:
            return None
        try:
            return keys.at(self.directory).index_root()
        except KeyMissing:
            raise BackupFailed("index.key among the keys cannot be read. Take another copy of the keys.") from None


def keys_at(directory: Path | None, identity: Path | None) -> Keys:
    """The keys in a directory (by default this installation's), and the private age key, there or in a file.

    Keys under a passphrase are asked for it, as at a start.
    """
    folder = (directory or Path(settings.HIMAYA_KEYS)).absolute()
    if directory is not None and not directory.is_dir():
        raise BackupFailed(f"There is no directory {directory} with keys.")
    if not folder.is_dir():
        return Keys([identity] if identity else [], None)
    try:
        passphrases.unlock(folder)
    except (CannotOpen, passphrases.NoPassphrase) as reason:
        raise BackupFailed(str(reason)) from None
    # What was looked at before it was opened is looked at anew.
    keys.forget()
    there = "index.key" in keys.at(folder).names()
    return Keys([identity] if identity else sorted(folder.glob(AGE_KEYS)), folder if there else None)


def unpack(file: Path, folder: Path, given: Keys, say: Say, *, also: Callable[[Manifest], None]) -> Manifest:
    """Decrypt and unpack into a folder. The manifest is judged, here and by `also`, before a byte is written."""

    def admit(manifest: Manifest, words: bytes, sealed: str) -> None:
        root = given.index_root()
        if root is not None and not compare_digest(backup_archive.seal(words, root).encode(), sealed.encode()):
            raise BackupFailed(
                "This backup was not made by whoever holds these keys: it is another store's, or somebody put it "
                "together. Give the keys of its store, or do not use it."
            )
        _refuse_other_engine(manifest)
        also(manifest)

    if not file.is_file():
        raise BackupFailed(f"There is no file {file}.")
    taken = Unpacked(folder, admit)
    with closing(taken), file.open("rb") as source:
        counted = _Counted(source.read, Steps("read", say), file.stat().st_size)
        try:
            age.decrypt(counted, taken, identities=given.identities)
        except OSError as reason:
            raise BackupFailed(
                f"The backup could not be unpacked ({reason.strerror or type(reason).__name__}). Nothing was kept. "
                "Free as much space in the data directory as the backup takes, and try again."
            ) from reason
    return taken.finish()


def _refuse_other_engine(manifest: Manifest) -> None:
    if manifest.engine == connection.vendor:
        return
    if manifest.engine == "sqlite":
        raise BackupFailed("This is a backup of an embedded store (SQLite). Unset HIMAYA_DATABASE and try again.")
    raise BackupFailed("This is a backup of a PostgreSQL store. Name a server's empty database by HIMAYA_DATABASE.")


def fill(manifest: Manifest, folder: Path, name: str) -> None:
    """The unpacked database where a store is looked for: in the folder, or in the empty database of that name."""
    if manifest.engine == "sqlite":
        (folder / manifest.store).rename(folder / STORE)
        return
    pg_tools.restore({**settings.DATABASES["default"], "NAME": name}, folder / manifest.store)


def examine(manifest: Manifest, folder: Path, name: str, given: Keys) -> list[Result]:
    """Every check of `restored`, by a process that runs on the restored store, and on nothing else of this one."""
    told = Told(manifest.tables, manifest.latest_audit_id, given.directory is not None, manifest.lost)
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "himaya.config.settings",
        "HIMAYA_MODE": manifest.kind,
        "HIMAYA_HOME": str(folder),
        "HIMAYA_KEYS": str(given.directory or folder / "no-keys"),
        "HIMAYA_DATABASE": _address(name) if manifest.engine != "sqlite" else "",
    }
    with _handed_over(env) as inherited:
        # This interpreter and a module of this package.
        done = subprocess.run(
            [sys.executable, "-m", "himaya.ops.cli", "backup", "examine"],
            env=env,
            input=json.dumps(asdict(told)).encode(),
            capture_output=True,
            pass_fds=inherited,
        )
    if done.returncode:
        return [Result("store", WRONG, "it could not be opened at all")]
    return [_author(given), *(Result(**row) for row in json.loads(done.stdout))]


@contextmanager
def _handed_over(env: dict[str, str]) -> Iterator[tuple[int, ...]]:
    """Keys that a passphrase opened here reach the child in memory, as they reach the web process (`ops/serve.py`)."""
    opened = unlocked.hand_over()
    if opened is None:
        yield ()
        return
    env[unlocked.FD] = str(opened)
    env.pop(passphrases.FILE, None)
    try:
        yield (opened,)
    finally:
        os.close(opened)


def _address(name: str) -> str:
    """Of a database on the server of this installation's."""
    return urlunsplit(urlsplit(os.environ["HIMAYA_DATABASE"])._replace(path=f"/{quote(name)}"))


def _author(given: Keys) -> Result:
    # With keys, `unpack` has refused already what they did not seal.
    if given.directory is None:
        return Result("author", UNTRIED, "no keys were given, so nothing shows who made it")
    return Result("author", OK, "made by whoever holds these keys")


class _Counted:
    """Reads on, and says how far it is."""

    def __init__(self, read: Callable[[int], bytes], steps: Steps, size: int) -> None:
        self._read, self._steps, self._size, self._done = read, steps, size, 0

    def read(self, size: int = -1, /) -> bytes:
        """One more piece."""
        piece = self._read(size)
        self._done += len(piece)
        self._steps.at(self._done, self._size)
        return piece
