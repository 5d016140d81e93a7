"""Making a backup: of one moment, to its recipients, whole or not there."""

import errno
import fcntl
import io
import os
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db import OperationalError

from himaya.adapters import age
from himaya.cases import journal
from himaya.kernel import blobs, clock, keys
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import KeyMissing, NotFound, NotOpened
from himaya.kernel.models import AuditEvent, AuditSubject, Stamp
from himaya.ops import backup, backup_archive, backup_recipients, backup_snapshot, canary, store, worker
from himaya.ops.backup_archive import BackupFailed, Unpacked
from himaya.ops.backup_snapshot import Say, Snapshot
from himaya.ops.models import Canary
from himaya.ops.store import CannotStart

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X8")]

FILE = UUID("9f3c0a52-6f0b-4c1e-9a53-0f2b3c4d5e6f")
BODY = b"what the store holds " * 5000


@pytest.fixture(name="home")
def _home(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A demo home with two recipients, and a database whose copy is BODY."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    settings.HIMAYA_HOME, settings.HIMAYA_KEYS = home, home / "keys"
    keys.create(home / "keys")
    keys.forget()
    with blobs.writing(FILE, b"k" * 32) as out:
        out.write(BODY)
    Stamp.objects.create(kind="demo", pack="demo", created_on="2026-11-01")
    backup_recipients.ensure_demo(by=SYSTEM)

    def take(folder: Path, _: object) -> Snapshot:
        (folder / "store.sqlite3").write_bytes(BODY)
        return Snapshot(folder / "store.sqlite3", {"person": 3}, 42, [FILE])

    monkeypatch.setattr(backup_snapshot, "take", take)
    return home


def made(output: Path) -> backup.Made:
    return backup.make(output, by=SYSTEM, say=lambda _: None)


def left_in(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()} - {"home"}


def test_it_opens_with_either_recipients_key_and_holds_none_of_the_stores(home: Path, tmp_path: Path) -> None:
    """Planted fault: with the whole data directory packed, the demo's master keys were found in the archive."""
    done = made(tmp_path / "b.age")
    assert stat.S_IMODE(done.file.stat().st_mode) == 0o600
    secrets = [file.read_bytes().strip() for file in (home / "keys").glob("*.key")]
    secrets += [file.read_bytes().split()[-1] for file in (home / "keys").glob("*.agekey")]
    assert len(secrets) == 6
    for identity in sorted((home / "keys").glob("*.agekey")):
        inside = io.BytesIO()
        with done.file.open("rb") as source:
            age.decrypt(source, inside, identities=[identity])
        assert BODY in inside.getvalue()
        assert blobs.place(FILE).read_bytes() in inside.getvalue()
        assert [secret for secret in secrets if secret in inside.getvalue()] == []
    assert BODY[:40] not in done.file.read_bytes()
    event = AuditEvent.objects.get(action="backup.made")
    assert (event.object_id, event.code) == (done.sha256, "42")
    assert left_in(tmp_path) == {"b.age"}


def test_a_file_that_the_disk_lost_is_told_and_stops_nothing(home: Path, tmp_path: Path) -> None:
    blobs.discard(FILE)
    said: list[str] = []
    done = backup.make(tmp_path / "b.age", by=SYSTEM, say=said.append)
    assert done.manifest.lost == 1
    assert "not where they should be: 1" in said[0]


def test_a_journal_of_erasures_goes_with_it_and_one_that_is_not_ours_stops_nothing(home: Path, tmp_path: Path) -> None:
    """Fault to plant: without the except, a second disk that was away stopped every backup."""
    assert journal.FILE in made(tmp_path / "a.age").manifest.parts
    (home / journal.FILE).write_text("of another store\n")
    said: list[str] = []
    assert backup.make(tmp_path / "b.age", by=SYSTEM, say=said.append).file.is_file()
    assert "journal of erasures cannot be kept" in said[0]
    assert (home / journal.FILE).read_text() == "of another store\n"


def test_a_recipient_and_an_erasure_of_meanwhile_do_not_spoil_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted faults: measured and packed where they lie, each of the two files was another than the manifest said, and
    the backup opened for nobody; with the recipients copied after the store, its audit did not know the newest."""
    first, newest = backup_recipients.listed(), age.write_identity(tmp_path / "newest")
    copy, encrypt = backup_snapshot.take, age.encrypt

    def while_it_is_copied(folder: Path, say: Say) -> Snapshot:
        taken = copy(folder, say)
        backup_recipients.add(newest, by=SYSTEM)
        journal._write([home / journal.FILE], "of while it was copied")
        return taken

    def while_it_is_packed(*given: Any, **more: Any) -> None:
        backup_recipients.remove(newest, by=SYSTEM)
        journal._write([home / journal.FILE], "of while it was packed, and longer")
        encrypt(*given, **more)

    monkeypatch.setattr(backup_snapshot, "take", while_it_is_copied)
    monkeypatch.setattr(age, "encrypt", while_it_is_packed)
    done = made(tmp_path / "b.age")
    with closing(Unpacked(tmp_path / "out", lambda *_: None)) as into, done.file.open("rb") as source:
        into.folder.mkdir()
        age.decrypt(source, into, identities=sorted((home / "keys").glob("*.agekey")))
        assert into.finish() == done.manifest
    assert (tmp_path / "out" / journal.FILE).read_text() == "of while it was copied"
    assert (tmp_path / "out" / backup_recipients.FILE).read_text().split()[-2:] == first
    assert list(home.glob(".backup-*")) == []


def test_what_is_there_is_not_overwritten(home: Path, tmp_path: Path) -> None:
    (tmp_path / "b.age").write_text("mine")
    with pytest.raises(BackupFailed, match="not overwritten"):
        made(tmp_path / "b.age")
    assert (tmp_path / "b.age").read_text() == "mine"
    with pytest.raises(BackupFailed, match="There is no folder"):
        made(tmp_path / "no" / "b.age")


def test_nothing_starts_in_a_home_that_a_killed_restore_left(home: Path) -> None:
    """Planted fault: without the mark a home with the files of another store and no database was made a new store."""
    (home / store.UNDER_WAY).touch()
    for begin in (store.check_stamp, lambda: store.initialise("demo")):
        with pytest.raises(CannotStart, match="has not ended, or was cut off"):
            begin()


def test_a_full_disk_leaves_nothing_behind(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted fault: without the unlink in `_part_of` FILE.part stayed and took the rest of the disk."""
    room = [1]

    def full(_: object, data: bytes) -> int:
        room[0] -= 1
        if room[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return len(data)

    monkeypatch.setattr(backup._Written, "write", full)
    with pytest.raises(BackupFailed, match=r"No space left on device.*Nothing was left behind.*Free space"):
        made(tmp_path / "b.age")
    assert left_in(tmp_path) == set()
    assert {one.name for one in home.glob(".backup-*")} == set()
    assert not AuditEvent.objects.filter(action="backup.made").exists()


def test_more_files_than_can_be_named_are_a_sentence_and_leave_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted fault: with the bound tried by the reader alone, b.age was there."""
    monkeypatch.setattr(backup_archive, "_LARGEST_WORD", 500)
    with pytest.raises(BackupFailed, match="Nothing was written"):
        made(tmp_path / "b.age")
    assert left_in(tmp_path) == set()
    assert list(home.glob(".backup-*")) == []


def test_a_store_that_cannot_note_it_does_not_deny_a_whole_file(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(**_: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(backup, "unit", locked)
    with pytest.raises(BackupFailed, match=r"b\.age is whole, but the store could not note it"):
        made(tmp_path / "b.age")
    assert left_in(tmp_path) == {"b.age"}


def test_a_folder_that_takes_nothing_is_a_sentence(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(BackupFailed, match="Permission denied"), backup._part_of(tmp_path / "b.age"):
        pass


def test_what_a_killed_run_left_is_written_anew(home: Path, tmp_path: Path) -> None:
    (tmp_path / "b.age.part").write_bytes(b"half" * 100_000)
    (tmp_path / "b.age.part").chmod(0o644)
    (home / ".backup-dead").mkdir()
    (home / ".backup-dead" / "store.sqlite3").write_text("a copy")
    done = made(tmp_path / "b.age")
    assert done.file.stat().st_size == done.size < 400_000
    assert stat.S_IMODE(done.file.stat().st_mode) == 0o600
    assert not (home / ".backup-dead").exists()


def test_the_copy_that_a_killed_run_left_goes_within_hours_without_another_backup(home: Path) -> None:
    """Planted fault: without the job, who was erased meanwhile stayed readable in the copy until the next backup."""
    left, fresh = home / ".backup-dead", home / ".backup-new"
    for folder in (left, fresh):
        folder.mkdir()
        (folder / "store.sqlite3").write_text("a copy")
    hours_ago = clock.now().timestamp() - 2 * 3600
    os.utime(left, (hours_ago, hours_ago))
    with backup_snapshot.scratch(home) as held:
        os.utime(held, (hours_ago, hours_ago))
        worker.sweep_copies(clock.now())
        assert held.is_dir()
    assert (left.exists(), fresh.exists()) == (False, True)


def test_two_at_once_do_not_meet(home: Path, tmp_path: Path) -> None:
    """Planted fault: without the lock on FILE.part the faster one renamed the slower one's half file."""
    with (tmp_path / "b.age.part").open("wb") as theirs:
        fcntl.flock(theirs, fcntl.LOCK_EX)
        with pytest.raises(BackupFailed, match="being written"):
            made(tmp_path / "b.age")
        assert (tmp_path / "b.age.part").exists()
    with (home / ".backup.lock").open("w") as theirs:
        fcntl.flock(theirs, fcntl.LOCK_EX)
        with pytest.raises(BackupFailed, match="Another backup of this store"):
            made(tmp_path / "b.age")
    with backup_snapshot.scratch(home) as folder:
        backup_snapshot.sweep(home)
        assert folder.is_dir()


def test_one_recipient_is_too_few(home: Path, tmp_path: Path) -> None:
    backup_recipients.remove(backup_recipients.listed()[0], by=SYSTEM)
    with pytest.raises(CannotStart, match=r"needs 2 recipients.*there are 1.*himaya backup identity"):
        made(tmp_path / "b.age")
    with pytest.raises(CannotStart, match="not among the recipients"):
        backup_recipients.remove("age1nobody", by=SYSTEM)
    with pytest.raises(age.AgeFailed, match="not a public key"):
        backup_recipients.add("hello", by=SYSTEM)
    assert left_in(tmp_path) == set()


def test_a_key_that_somebody_wrote_into_the_file_stops_every_backup(home: Path, tmp_path: Path) -> None:
    """Planted fault: without the comparison with the audit, an intruder's line opened every later backup to them."""
    theirs = age.write_identity(tmp_path / "theirs")
    with backup_recipients.path().open("a") as file:
        file.write(theirs + "\n")
    with pytest.raises(CannotStart, match=r"did not put there.*Find out who"):
        made(tmp_path / "b.age")
    backup_recipients.add(theirs, by=SYSTEM)
    assert made(tmp_path / "b.age").recipients == 3
    backup_recipients.remove(theirs, by=SYSTEM)
    assert theirs not in backup_recipients.path().read_text()
    assert stat.S_IMODE(backup_recipients.path().stat().st_mode) == 0o600
    assert list(AuditEvent.objects.filter(object_id=theirs).order_by("id").values_list("action", flat=True)) == [
        "backup.recipient_added",
        "backup.recipient_removed",
    ]


def test_the_canary_is_opened_as_an_audited_reading_and_holds_nobody(home: Path) -> None:
    """Planted fault: a canary that was read without `Access` raises NotOpened."""
    with pytest.raises(NotFound):
        canary.check(by=SYSTEM)
    canary.ensure(by=SYSTEM)
    canary.ensure(by=SYSTEM)
    only = Canary.objects.get()
    canary.check(by=SYSTEM)
    read = AuditEvent.objects.get(action="canary.read")
    assert (read.purpose, read.object_type, read.object_id) == ("verify_backup", "canary", str(only.pk))
    assert AuditSubject.objects.get(event=read).subject_id == only.subject_id
    with pytest.raises(NotOpened):
        assert only.song


def test_other_keys_do_not_open_the_canary(home: Path) -> None:
    canary.ensure(by=SYSTEM)
    (home / "keys" / "kek-1.key").unlink()
    keys.forget()
    with pytest.raises(KeyMissing):
        canary.check(by=SYSTEM)


@pytest.mark.sqlite
def test_a_store_that_is_written_to_is_copied_as_of_one_moment(
    tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted fault: `shutil.copyfile` in place of the backup API left rows of the second table behind."""
    file = tmp_path / "store.db"
    with closing(sqlite3.connect(file)) as store:
        store.execute("PRAGMA journal_mode=WAL")
        store.execute("CREATE TABLE audit_event (id INTEGER PRIMARY KEY, body BLOB)")
        store.execute("CREATE TABLE other (id INTEGER PRIMARY KEY, body BLOB)")
        store.execute("CREATE TABLE django_session (session_key TEXT)")
        store.execute("CREATE TEMP TABLE n (i)")
        store.executemany("INSERT INTO n VALUES (?)", [(i,) for i in range(2000)])
        store.execute("INSERT INTO django_session VALUES ('an-open-session-of-somebody')")
        store.execute("INSERT INTO audit_event (body) SELECT zeroblob(4000) FROM n")
        store.execute("INSERT INTO other (body) SELECT zeroblob(4000) FROM n")
        store.commit()
    stop, begun, written = threading.Event(), threading.Event(), [0]

    def write() -> None:
        with closing(sqlite3.connect(file, timeout=20)) as store:
            while not stop.is_set():
                store.execute("INSERT INTO audit_event (body) VALUES (zeroblob(4000))")
                store.execute("INSERT INTO other (body) VALUES (zeroblob(4000))")
                store.commit()
                written[0] += 1
                begun.set()

    monkeypatch.setitem(settings.DATABASES["default"], "NAME", file)
    monkeypatch.setattr(backup_snapshot, "PAGES", 50)
    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert begun.wait(20)
        (tmp_path / "out").mkdir()
        before = written[0]
        snapshot = backup_snapshot._sqlite(tmp_path / "out" / "store.sqlite3", lambda _: None)
        assert written[0] > before, "nobody wrote meanwhile"
    finally:
        stop.set()
        writer.join()
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["store.sqlite3"]
    assert snapshot.tables["audit_event"] == snapshot.tables["other"] == snapshot.latest_audit_id > 2000
    assert snapshot.tables["django_session"] == 0
    assert b"an-open-session-of-somebody" in file.read_bytes()
    assert b"an-open-session-of-somebody" not in snapshot.file.read_bytes()
    with closing(sqlite3.connect(snapshot.file)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
