"""Large sealed content beside the database: written whole or not there, read piece by piece, never in clear.

They lie in `files/` of the data directory under random ids. Their keys lie sealed in the row that names them, so that
erasing a person's key makes them unreadable at once; deleting the bytes follows.
"""

import contextlib
import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings

from himaya.kernel import clock
from himaya.kernel.errors import Damaged
from himaya.kernel.streams import PIECE, PREFIX, TAG, Sealer, unsealed

FOLDER, KEY_BYTES = "files", 32
# While a backup holds this file of the data directory alone, nothing is deleted: it packs what its snapshot names.
LOCK = ".files.lock"
# What no row names and is older than this was left by a process that was killed.
LEFT_BEHIND = 24 * 3600


class BeingPacked(RuntimeError):
    """A backup is packing the files: delete later. For the worker, which tries again."""


def folder() -> Path:
    """Where they lie; made when first needed, for their owner only."""
    found = Path(settings.HIMAYA_HOME) / FOLDER
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def place(blob: UUID) -> Path:
    """Where one lies."""
    return folder() / blob.hex


def new_key() -> bytes:
    """A key for one blob."""
    return secrets.token_bytes(KEY_BYTES)


def _bound_to(blob: UUID) -> bytes:
    return f"himaya-file|{blob}".encode()


@contextmanager
def writing(blob: UUID, key: bytes) -> Iterator[Sealer]:
    """Write a new one. It has its name, and has reached the disk, only when the block ends well; else it is gone."""
    fresh = folder() / f".{blob.hex}.part"
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            sealer = Sealer(out.write, key, bound_to=_bound_to(blob))
            yield sealer
            sealer.finish()
            out.flush()
            os.fsync(out.fileno())
        fresh.rename(place(blob))
        _settle()
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _settle() -> None:
    """Names, too, reach the disk."""
    handle = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def pieces(blob: UUID, key: bytes) -> Iterator[bytes]:
    """The content of one, piece by piece. The file is opened with the first piece. Raises Damaged."""
    try:
        source = place(blob).open("rb")
    except FileNotFoundError as gone:
        raise Damaged from gone
    with source:
        yield from unsealed(source.read, key, bound_to=_bound_to(blob))


def check(blob: UUID, key: bytes) -> int:
    """Read one to its end and give nothing out; returns the size of the content. Raises Damaged."""
    return sum(len(piece) for piece in pieces(blob, key))


def sealed_size(size: int) -> int:
    """How many bytes content of this size takes when it is sealed."""
    count = max(1, -(-size // PIECE))
    return 1 + PREFIX + size + count * TAG


def delete(blobs: Iterable[UUID]) -> None:
    """Delete the bytes of some; what is not there is no matter. Raises BeingPacked."""
    with _no_backup():
        for blob in blobs:
            place(blob).unlink(missing_ok=True)
        _settle()


def discard(blob: UUID) -> None:
    """Delete one that was written a moment ago and that no row names: no backup can know of it."""
    place(blob).unlink(missing_ok=True)


def sweep(known: Iterable[UUID]) -> int:
    """Delete what no row names and what was never finished, once it is a day old. Raises BeingPacked."""
    names = {blob.hex for blob in known}
    swept = 0
    with _no_backup():
        for file in folder().iterdir():
            # One that was listed may have got its name, or be gone, by now.
            with contextlib.suppress(FileNotFoundError):
                old = clock.now().timestamp() - file.stat().st_mtime > LEFT_BEHIND
                if old and file.name not in names:
                    file.unlink()
                    swept += 1
    return swept


@contextmanager
def packing() -> Iterator[None]:
    """Until the block ends nobody deletes a file. Whoever is just deleting is waited for."""
    with (Path(settings.HIMAYA_HOME) / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _no_backup() -> Iterator[None]:
    with (Path(settings.HIMAYA_HOME) / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BeingPacked from None
        yield


class Held:
    """Content on its way in: sealed under a key that only this process holds, in a file that has no name.

    Whatever kills the process, the system takes the bytes back, and what a disk keeps of them opens nowhere.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(dir=folder())  # noqa: SIM115 (closed by `close`)
        self._key = new_key()
        self._sealer = Sealer(self._file.write, self._key, bound_to=b"held")

    @property
    def size(self) -> int:
        """How much came so far."""
        return self._sealer.size

    def write(self, data: bytes) -> None:
        """Some more of it. Raises OSError when there is no room."""
        self._sealer.write(data)

    def finish(self) -> None:
        """All has come."""
        self._sealer.finish()

    def pieces(self) -> Iterator[bytes]:
        """The content from its beginning."""
        self._file.seek(0)
        return unsealed(self._file.read, self._key, bound_to=b"held")

    def close(self) -> None:
        """Let go of it."""
        with contextlib.suppress(OSError):
            self._file.close()
