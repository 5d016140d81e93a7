"""The rehearsal: backup, erase, restore the old backup with the journal. The person is gone, and the audit says so.

In one process on both databases: a store is made, lost, and restored into an empty home (and an empty database).
"""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db import connection

from himaya.cases import journal
from himaya.cases.models import Case, Erasure
from himaya.kernel import keys, sealing, signed_note, statements, steady
from himaya.kernel.actor import SYSTEM
from himaya.kernel.models import AuditCheckpoint, AuditEvent, Stamp
from himaya.kernel.verifying import ROLLED_BACK, verify
from himaya.ops import (
    audit_cli,
    backup,
    backup_opening,
    backup_recipients,
    backup_restore,
    catching_up,
    doctor_erasures,
    erasure_cli,
    store,
    worker,
)
from himaya.ops.backup_archive import BackupFailed
from himaya.persons.models import Person
from tests import factories, postgres
from tests.races.conftest import _own_store, server, template, use  # noqa: F401  # fixtures
from tests.rooms.cases.test_erasures import ended
from tests.security.test_erased_bytes import (
    _embedded,  # noqa: F401  # fixture
    _home,  # noqa: F401  # fixture
    bytes_of,
    erased,
    in_folder,
    left,
    relation_files,
    sqlite_in,
)

pytestmark = [pytest.mark.deep("a minute: processes of an installation"), pytest.mark.capability("X1", "X3", "X8")]
Restore = Callable[..., catching_up.Caught | None]


@dataclass(frozen=True)
class Lost:
    """What is left of a store: a backup of before the erasure, one of after, the journal, a checkpoint elsewhere."""

    person: UUID
    other: UUID
    bytes: dict[str, bytes]
    old: Path
    new: Path
    journal: Path
    kept: signed_note.Checkpoint
    number: UUID


def lose(home: Path, folder: Path) -> Lost:
    """Two persons; a backup; one of them is erased; a second backup."""
    done, control = ended(), factories.hand_over(identity=factories.identity(full_name="Ali Autre", document="ZZ1"))
    person, other = (Case.objects.get(pk=one.case_id).person_id for one in (done, control))
    before = bytes_of(person)
    sealing.seal()
    backup.make(folder / "old.age", by=SYSTEM, say=lambda _: None)
    row = erased(done.case_id)
    sealing.seal()
    backup.make(folder / "new.age", by=SYSTEM, say=lambda _: None)
    kept = signed_note.read(AuditCheckpoint.objects.latest("first").note)
    file = folder / "erased.journal"
    file.write_bytes((home / journal.FILE).read_bytes())
    return Lost(person, other, before, folder / "old.age", folder / "new.age", file, kept, row.pk)


def restored(lost: Lost, keys_at: Path, *, file: Path | None = None, given: Path | None = None) -> catching_up.Caught:
    known = backup_opening.keys_at(keys_at, None)
    caught = backup_restore.restore(file or lost.old, known, erased=given, by=SYSTEM, say=lambda _: None)[2]
    return caught or catching_up.Caught(-1, -1, -1)


def told(lost: Lost, *, since: bool, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    note = AuditCheckpoint.objects.latest("first").note if not since else None
    kept = lost.kept if since else None
    report = verify([audit_cli.own_key()], since=kept)
    code = audit_cli._verify(argparse.Namespace(key=None, since=note, json=False))
    assert (ROLLED_BACK in {one.what for one in report.findings}) is since
    return code, capsys.readouterr().out


def rehearse(lost: Lost, place: Path, capsys: pytest.CaptureFixture[str], pages: Callable[[], bytes]) -> None:
    """With the journal: gone, certified, and the audit says what it is.

    Marks of search may stand in PostgreSQL's pages until they are written over (docs/how-to/erasure.md).
    """
    caught = restored(lost, place, given=lost.journal)
    assert (caught.erased, caught.refused) == (1, 0)
    assert not Person.objects.filter(pk=lost.person).exists()
    assert Person.objects.filter(pk=lost.other).exists()
    found = left(lost.bytes, pages())
    assert [one for one in found if connection.vendor == "sqlite" or not one.startswith("token")] == []
    row = Erasure.objects.get(pk=lost.number)
    assert "first-erased 2026-11-24 restore" in row.certificate
    assert not catching_up.is_open()
    assert doctor_erasures.restored().state == "ok"
    sealing.seal()
    code, said = told(lost, since=False, capsys=capsys)
    assert code == 0
    assert "The audit is whole" in said
    assert "was restored from a backup with" in said
    assert "rows that were sealed after it, and perhaps more, are not here" in said
    assert catching_up.restores()[0].known == lost.kept.size > catching_up.restores()[0].had
    assert not (Path(place.parent) / "new" / store.UNDER_WAY).exists()


@pytest.fixture(name="fresh")
def _fresh(home: Path, settings: LazySettings) -> Callable[[str], Path]:
    """An empty home, beside the keys that outlived the old one."""

    def empty(name: str) -> Path:
        place = home.parent / name
        settings.HIMAYA_HOME = place
        settings.HIMAYA_KEYS = home / "keys"
        keys.forget()
        return place

    return empty


@contextmanager
def told_as_new(address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("HIMAYA_DATABASE", address)
    yield from use(address.rpartition("/")[2])


@pytest.mark.sqlite
def test_an_old_backup_with_the_journal_brings_nobody_back(
    embedded: Path, fresh: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Planted faults, each seen red: without `settle_or_say` after catching up, the keys stood in the log; with
    `known` left out of the row about it, `audit verify` did not say that rows are missing."""
    lost = lose(embedded, tmp_path)
    home = fresh("new")
    home.mkdir(mode=0o700)
    with sqlite_in(home):
        rehearse(lost, embedded / "keys", capsys, lambda: in_folder(home))
    home = fresh("without")
    home.mkdir(mode=0o700)
    with sqlite_in(home):
        without(lost, embedded / "keys")
    home = fresh("newer")
    home.mkdir(mode=0o700)
    with sqlite_in(home):
        older_journal_than_the_backup(lost, embedded / "keys", tmp_path, home)


def without(lost: Lost, place: Path) -> None:
    """Without a journal the store says so, the clock erases nothing, and the journal may come later."""
    restored(lost, place)
    assert Person.objects.filter(pk=lost.person).exists()
    assert catching_up.is_open()
    finding = doctor_erasures.restored()
    assert (finding.state, "erasure anew" in finding.do) == ("wrong", True)
    runs = AuditEvent.objects.filter(action="retention.run").count()
    worker.erase_what_is_due(factories.TUESDAY)
    assert AuditEvent.objects.filter(action="retention.run").count() == runs
    with pytest.raises(store.CannotStart, match="nobody said what was erased since"):
        erasure_cli._run(argparse.Namespace())
    assert erasure_cli._anew(argparse.Namespace(journal=None, no_journal=True)) == 0
    assert doctor_erasures.restored().state == "look"
    journal.take(lost.journal.read_text())
    assert doctor_erasures.restored().state == "wrong", "the journal knows whom it sees here"
    assert erasure_cli._anew(argparse.Namespace(journal=lost.journal, no_journal=False)) == 0
    assert not Person.objects.filter(pk=lost.person).exists()
    assert doctor_erasures.restored().state == "ok"
    # Whoever looked at the restored store was another process, by the real clock.
    steady.confirm(by=SYSTEM)
    worker.erase_what_is_due(factories.TUESDAY)
    assert AuditEvent.objects.filter(action="retention.run").count() == runs + 1


def older_journal_than_the_backup(lost: Lost, place: Path, folder: Path, home: Path) -> None:
    """Fault to plant: without `refuse_older`, an empty journal of long ago was taken for an answer."""
    older = folder / "older.journal"
    older.write_text(statements.sign([journal._HEAD, "made 2026-11-01T00:00:00Z", "audit 0 -"]))
    with pytest.raises(BackupFailed, match="older than the backup"):
        restored(lost, place, file=lost.new, given=older)
    other = folder / "other.journal"
    other.write_text(lost.journal.read_text().replace(" all ", " identity "))
    with pytest.raises(BackupFailed, match="not a journal of erasures that these keys have signed"):
        restored(lost, place, file=lost.new, given=other)
    assert list(home.iterdir()) == []
    # What a killed one left is no reason to refuse.
    (home / store.UNDER_WAY).touch()
    caught = restored(lost, place, file=lost.new, given=lost.journal)
    assert (caught.erased, caught.refused) == (0, 0), "the newer backup knew of it"
    (home / store.UNDER_WAY).touch()
    with pytest.raises(store.CannotStart, match="has not ended, or was cut off"):
        store.check_stamp()


@pytest.mark.postgres
@pytest.mark.usefixtures("own_store")
def test_on_postgresql_an_old_backup_with_the_journal_brings_nobody_back(
    home: Path,
    fresh: Callable[[str], Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Stamp.objects.create(kind="demo", pack="demo", created_on="2026-11-01")
    backup_recipients.ensure_demo(by=SYSTEM)
    lost = lose(home, tmp_path)
    assert connection.vendor == "postgresql"
    with postgres.database() as second, told_as_new(second, monkeypatch):
        fresh("new").mkdir(mode=0o700)
        rehearse(lost, home / "keys", capsys, relation_files)
