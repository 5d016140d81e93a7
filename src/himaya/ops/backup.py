"""`himaya backup`: one moment of the store, encrypted to its recipients, in one file that is whole or not there."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import DatabaseError, connection

from himaya.adapters import age
from himaya.cases import journal
from himaya.kernel import blobs, clock, keys
from himaya.kernel.actor import Actor
from himaya.kernel.unit import unit
from himaya.ops import backup_recipients, backup_snapshot, canary, store
from himaya.ops.backup_archive import MANIFEST, SEAL, BackupFailed, Manifest, Packed, Part, file_name, measure, seal
from himaya.ops.backup_snapshot import Say, Steps

# What lies in the data directory and belongs to the store, beside the database. Keys never do.
BELONGS = (backup_recipients.FILE, journal.FILE)


class OtherRuns(BackupFailed):
    """Somebody else is at it; nothing of theirs is touched."""


@dataclass(frozen=True)
class Made:
    """A finished backup."""

    file: Path
    size: int
    sha256: str
    manifest: Manifest
    recipients: int


def make(output: Path, *, by: Actor, say: Say) -> Made:
    """Write a backup to a new file. Raises CannotStart, BackupFailed, AgeFailed, ToolFailed, OSError."""
    output = output.absolute()
    refuse_existing(output)
    recipients = backup_recipients.for_backup()
    canary.ensure(by=by)
    home = Path(settings.HIMAYA_HOME)
    # The lock comes first: who holds it may remove what a killed run left.
    with _only_one(home), _part_of(output) as part, blobs.packing():
        backup_snapshot.sweep(home)
        try:
            journal.keep(behind=timedelta())
        except journal.NotKept as fault:
            # A backup without the newest journal is better than none; the doctor goes on saying what is wrong.
            say(f"    WARNING: {fault.sentence}")
        with backup_snapshot.scratch(home) as folder:
            manifest, files = _gather(folder, home, say)
            words = manifest.to_bytes()
            written = _Written(part, Steps("written", say), sum(one.size for one in manifest.parts.values()))
            sealed = seal(words, keys.ring().index_root()).encode()
            age.encrypt(Packed({MANIFEST: words, SEAL: sealed}, files), written, recipients=recipients)
    made = Made(output, written.size, written.digest.hexdigest(), manifest, len(recipients))
    try:
        with unit(by=by) as u:
            u.log("backup.made", object_type="backup", object_id=made.sha256, code=str(manifest.latest_audit_id))
    except DatabaseError as reason:
        raise BackupFailed(
            f"{output} is whole, but the store could not note it ({type(reason).__name__}), and `himaya doctor` will "
            "not know of it. Keep the file, and see whether the store takes anything in."
        ) from reason
    return made


def refuse_existing(output: Path) -> None:
    """Raises BackupFailed when there is already something, or no folder."""
    if os.path.lexists(output):
        raise BackupFailed(f"{output} exists already and is not overwritten. Name another file.")
    if not output.parent.is_dir():
        raise BackupFailed(f"There is no folder {output.parent}. Make it, or name another file.")


def _gather(folder: Path, home: Path, say: Say) -> tuple[Manifest, dict[str, Path]]:
    found = store.stamp()
    if found is None:
        raise BackupFailed("There is no store here to back up.")
    # The recipients before the moment of the store, so that its audit knows each of them; the journal after it, so that
    # it knows whoever is erased while a large store is copied.
    recipients = _copied(home / backup_recipients.FILE, folder)
    snapshot = backup_snapshot.take(folder, say)
    files = {snapshot.file.name: snapshot.file} | recipients | _copied(home / journal.FILE, folder)
    of_cases = {file_name(blob): home / blobs.FOLDER / blob.hex for blob in snapshot.blobs}
    there = {name: file for name, file in of_cases.items() if file.is_file()}
    if lost := len(of_cases) - len(there):
        say(f"    WARNING: files of cases that are not where they should be: {lost}. An earlier backup may have them.")
    parts: dict[str, Part] = {name: measure(file) for name, file in (files | there).items()}
    manifest = Manifest(
        himaya=version("himaya"),
        kind=found.kind,
        pack=found.pack,
        made_at=clock.now().isoformat(timespec="seconds"),
        engine=connection.vendor,
        latest_audit_id=snapshot.latest_audit_id,
        tables=snapshot.tables,
        parts=parts,
        lost=lost,
    )
    return manifest, files | there


def _copied(file: Path, folder: Path) -> dict[str, Path]:
    """A file that others may replace at any time, as it is now: what is measured must be what is packed."""
    return {file.name: Path(shutil.copyfile(file, folder / file.name))} if file.is_file() else {}


@contextmanager
def _only_one(home: Path) -> Iterator[None]:
    with (home / ".backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OtherRuns("Another backup of this store is running. Wait until it has ended.") from None
        yield


@contextmanager
def _part_of(output: Path) -> Iterator[BinaryIO]:
    """FILE.part, which becomes FILE only when all of it is on the disk, and is gone otherwise."""
    part = output.with_name(output.name + ".part")
    try:
        with _locked(part) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
            refuse_existing(output)
            part.rename(output)
        _settle(output.parent)
    except OtherRuns:
        raise
    except OSError as reason:
        part.unlink(missing_ok=True)
        raise BackupFailed(
            f"The backup could not be written ({reason.strerror or type(reason).__name__}). Nothing was left behind. "
            "Free space where it goes and in the data directory, or name another disk."
        ) from reason
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def _locked(part: Path) -> Iterator[BinaryIO]:
    """The file, empty and ours alone. A killed run leaves one behind, without its lock: it is written anew."""
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as out:
        try:
            fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OtherRuns(f"Another backup is being written to {part}. Wait, or name another file.") from None
        os.fchmod(handle, 0o600)
        out.truncate(0)
        yield out


def _settle(folder: Path) -> None:
    """The new name itself reaches the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Written:
    """Counts and hashes what goes into the file."""

    def __init__(self, out: BinaryIO, steps: Steps, expected: int) -> None:
        self._out, self._steps, self._expected = out, steps, expected
        self.size, self.digest = 0, hashlib.sha256()

    def write(self, data: bytes, /) -> int:
        """One piece, all of it."""
        self._out.write(data)
        self.digest.update(data)
        self.size += len(data)
        self._steps.at(min(self.size, self._expected), self._expected)
        return len(data)
