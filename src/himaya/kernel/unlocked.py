"""Keys that a passphrase opened: held in the memory of this process, and handed to children without a disk between.

The file is only written over while it is the one that was opened here: another command may have added a key meanwhile.

A parent hands them over in an anonymous, write-sealed memory file whose number (not its content) stands in the child's
environment; who is not given the number as an open file gets nothing.
"""

import base64
import fcntl
import hashlib
import json
import os
import resource
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from himaya.kernel import keyfile
from himaya.kernel.keyfile import CannotOpen, Files, Header

NAME = "keys.sealed"
FD = "HIMAYA_KEYS_FD"
WRONG = "The passphrase is wrong, or the file was altered by somebody. Try again; capitals and spaces count."
MEANWHILE = "Another command changed the keys since this one opened them. Nothing was changed: run it again."
SPOILT = "The keys would not open again as they were sealed just now. Nothing was changed: try this machine's memory."


@dataclass(frozen=True)
class Unlocked:
    """The opened files of one directory, and what seals them again (a child does not get that).

    `mark`: of the sealed file as it was when these were opened or written.
    """

    files: Files
    header: Header | None = None
    key: bytes | None = None
    mark: str = ""


_held: dict[Path, Unlocked] = {}


def is_sealed(directory: Path) -> bool:
    """True when the keys of this directory are sealed by a passphrase."""
    return (directory / NAME).is_file()


def unlock(directory: Path, passphrase: str) -> None:
    """Open the sealed keys of a directory for this process. Raises CannotOpen."""
    blob = (directory / NAME).read_bytes()
    sealed = keyfile.read(blob)
    key = keyfile.derive(sealed.header, passphrase)
    _no_core()
    files = keyfile.open_with(sealed, key, wrong=WRONG)
    _held[directory.resolve()] = Unlocked(files, sealed.header, key, _mark(blob))


def held(directory: Path) -> Mapping[str, bytes] | None:
    """The opened files of a directory: unlocked here, or inherited from the parent. None when there are none."""
    if not _held and os.environ.get(FD):
        _inherit(int(os.environ[FD]))
    found = _held.get(directory.resolve())
    return None if found is None else found.files


def lock() -> None:
    """Forget everything that was opened (tests, and before a restore)."""
    _held.clear()


def seal_new(directory: Path, files: Files, passphrase: str) -> None:
    """Seal key files under a new passphrase, put the file in place, and hold them. Raises CannotOpen."""
    header = keyfile.passphrase_header()
    key = keyfile.derive(header, passphrase)
    _no_core()
    _put(directory, files, header, key)


def change(directory: Path, files: Files) -> None:
    """Seal another set of files under the passphrase that opened this directory. Raises CannotOpen in a child."""
    found = _held.get(directory.resolve())
    if found is None or found.header is None or found.key is None:
        raise CannotOpen("These keys were not opened here by their passphrase. Run the command by itself.")
    _put(directory, files, found.header, found.key)


def _put(directory: Path, files: Files, header: Header, key: bytes) -> None:
    """Seal, open what was sealed, and put it in place of the file that was opened here, and of no other."""
    blob = keyfile.seal(files, header=header, key=key)
    if keyfile.open_with(keyfile.read(blob), key, wrong=SPOILT) != files:
        raise CannotOpen(SPOILT)
    place, found = directory / NAME, _held.get(directory.resolve())
    with alone(directory):
        there = _mark(place.read_bytes()) if place.exists() else ""
        if there != (found.mark if found else ""):
            raise CannotOpen(MEANWHILE)
        write(place, blob)
    _held[directory.resolve()] = Unlocked(files, header, key, _mark(blob))


def _mark(blob: bytes) -> str:
    return hashlib.sha256(blob).hexdigest()


@contextmanager
def alone(directory: Path) -> Iterator[None]:
    """Until the block ends no other command writes keys into this directory."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write(path: Path, blob: bytes) -> None:
    """Put a file in place whole or not at all, readable by its owner only; what stood there is overwritten."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(blob)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    before = os.open(path, os.O_WRONLY) if path.exists() else None
    fresh.replace(path)
    _settle(path.parent)
    if before is not None:
        _overwrite(before)


def destroy(path: Path) -> None:
    """Overwrite a file and remove it. Flash memory and snapshots may keep a copy: docs/how-to/keys.md says so."""
    before = os.open(path, os.O_WRONLY)
    path.unlink()
    _settle(path.parent)
    _overwrite(before)


def _overwrite(handle: int) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(os.urandom(os.fstat(handle).st_size))
        file.flush()
        os.fsync(handle)


def _settle(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hand_over() -> int | None:
    """A file in memory for children, with what was opened here. None when nothing was. The caller passes it on."""
    if not _held:
        return None
    if not hasattr(os, "memfd_create"):
        raise CannotOpen("Keys under a passphrase need Linux to reach the web process. Use a key directory here.")
    told = {
        str(place): {name: base64.b64encode(text).decode() for name, text in found.files.items()}
        for place, found in _held.items()
    }
    handle = os.memfd_create("himaya", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.fchmod(handle, 0o600)
    os.write(handle, json.dumps(told).encode())
    fcntl.fcntl(
        handle, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
    )
    return handle


def _inherit(handle: int) -> None:
    _no_core()
    try:
        # No programme that this process starts inherits it; a forked web worker reads it again at any time.
        os.set_inheritable(handle, False)
        told = json.loads(os.pread(handle, keyfile.LARGEST, 0))
    except (OSError, ValueError) as fault:
        raise CannotOpen("The keys that the parent process opened did not arrive. Restart `himaya serve`.") from fault
    for place, files in told.items():
        _held[Path(place)] = Unlocked({name: base64.b64decode(text) for name, text in files.items()})


def _no_core() -> None:
    """A crash must not write this memory to a disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
