"""One moment of the store in a file, taken while others write: the online backup API, or `pg_dump` of a snapshot."""

import contextlib
import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from himaya.adapters import pg_tools
from himaya.kernel import clock
from himaya.ops.backup_archive import BackupFailed

# Whoever steals a backup gets nobody's open session; everybody signs in again after a restore.
OF_CASES = "case_attachment"
_BLOBS = f"SELECT blob FROM {OF_CASES} WHERE removed_on IS NULL ORDER BY blob"  # noqa: S608  # one constant
LEFT_EMPTY = ("django_session", "cache_entry")
PAGES = 2000
Say = Callable[[str], None]


@dataclass(frozen=True)
class Snapshot:
    """Where it lies and what it holds."""

    file: Path
    tables: dict[str, int]
    latest_audit_id: int
    # Files of cases that this moment of the store names.
    blobs: list[UUID]


@contextmanager
def scratch(home: Path) -> Iterator[Path]:
    """A folder for its owner only, locked while it is in use and gone at the end."""
    inside = home if home.is_dir() else None
    with (
        tempfile.TemporaryDirectory(prefix=".backup-", dir=inside, ignore_cleanup_errors=True) as folder,
        _held(Path(folder)),
    ):
        yield Path(folder)


def sweep(home: Path, *, older_than: timedelta = timedelta(0)) -> None:
    """Remove the folders that killed runs left: those that nobody holds and that are older than so much."""
    for left in home.glob(".backup-*"):
        if older_than and clock.now().timestamp() - left.stat().st_mtime < older_than.total_seconds():
            continue
        with contextlib.suppress(OSError), _held(left):
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def take(folder: Path, say: Say) -> Snapshot:
    """A consistent copy. Raises BackupFailed, ToolFailed, OSError."""
    if connection.vendor == "sqlite":
        try:
            return _sqlite(folder / "store.sqlite3", say)
        except sqlite3.OperationalError as reason:
            raise BackupFailed(
                "The store could not be copied within the data directory: the disk is full or does not answer. "
                "A backup needs as much free space there as the store takes. Nothing was kept."
            ) from reason
    return _postgresql(folder / "store.pgdump", say)


def _sqlite(file: Path, say: Say) -> Snapshot:
    steps = Steps("copied", say)

    def told(_: int, left: int, total: int) -> None:
        steps.at(4096 * (total - left), 4096 * total)

    source_name = f"file:{settings.DATABASES['default']['NAME']}?mode=rw"
    with (
        closing(sqlite3.connect(source_name, uri=True, isolation_level=None, timeout=20)) as source,
        closing(sqlite3.connect(file, isolation_level=None)) as copy,
    ):
        file.chmod(0o600)
        # An open reading pins one moment: writers go on, and the copy need not start over after each of them.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=PAGES, progress=told)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("PRAGMA secure_delete=ON")
        names = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        for name in set(LEFT_EMPTY).intersection(names):
            copy.execute(f'DELETE FROM "{name}"')  # noqa: S608  # names of this file
        counts = {
            name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for name in sorted(names)
            if not name.startswith("sqlite_")
        }
        (latest,) = copy.execute("SELECT coalesce(max(id), 0) FROM audit_event").fetchone()
        blobs = [UUID(blob) for (blob,) in copy.execute(_BLOBS)] if OF_CASES in names else []
    return Snapshot(file, counts, latest, blobs)


def _postgresql(file: Path, say: Say) -> Snapshot:
    # The transaction changes nothing: it holds the moment that pg_dump is to see.
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (moment,) = cursor.fetchone()
        counts = {}
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608  # names from the catalogue
            counts[name] = 0 if name in LEFT_EMPTY else cursor.fetchone()[0]
        cursor.execute("SELECT coalesce(max(id), 0) FROM audit_event")
        (latest,) = cursor.fetchone()
        if OF_CASES in counts:
            cursor.execute(_BLOBS)
        blobs = [blob for (blob,) in cursor.fetchall()] if OF_CASES in counts else []
        steps = Steps("dumped", say)
        with file.open("xb") as out:
            pg_tools.dump(
                settings.DATABASES["default"], snapshot=moment, empty=LEFT_EMPTY, out=out, progress=steps.bytes
            )
    return Snapshot(file, counts, latest, blobs)


class Steps:
    """Progress in words: a line for each tenth of what is large, or for each 100 MB where nobody knows the whole."""

    LARGE = 20_000_000

    def __init__(self, verb: str, say: Say) -> None:
        self._verb, self._say, self._last = verb, say, 0

    def at(self, done: int, total: int) -> None:
        """So much of so much."""
        tenth = 10 * done // total if total else 10
        if tenth > self._last and (tenth == 10 or total > self.LARGE):
            self._last = tenth
            self._say(f"    {self._verb} {10 * tenth} %")

    def bytes(self, done: int) -> None:
        """So many bytes, of nobody knows how many."""
        hundred = done // 100_000_000
        if hundred > self._last:
            self._last = hundred
            self._say(f"    {self._verb} {100 * hundred} MB")
