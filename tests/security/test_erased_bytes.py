"""After an erasure its bytes are looked for: in the database's files, its log, the keys, a backup.

In a backup made before they are still there, and open, until the epoch that wrapped the key is destroyed; then they are
there and nothing opens them.
"""

import argparse
import io
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker

from himaya.adapters import age
from himaya.cases.access import open_case
from himaya.cases.actions import erasures
from himaya.cases.models import Case, Erasure, Referral, Submission
from himaya.config import database
from himaya.kernel import clock, keys, subjects
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import Damaged, KeyMissing
from himaya.kernel.models import DataKey, Stamp
from himaya.ops import backup, backup_recipients, erasure_cli
from himaya.persons.models import IndexToken, Person
from tests import cast, factories
from tests.races.conftest import _own_store, server, template  # noqa: F401  # fixtures
from tests.rooms.cases.test_erasures import OFFICER, ended
from tests.rooms.cases.test_referral_states import do

pytestmark = [pytest.mark.deep("a minute: processes of an installation"), pytest.mark.capability("X1")]
FINISH = argparse.Namespace(restarted=False, clock_is_right=False)
# Five weeks later, of which no row tells.
LATER = argparse.Namespace(restarted=False, clock_is_right=True)


@contextmanager
def sqlite_in(home: Path) -> Iterator[None]:
    """Point the process at an embedded store in this folder."""
    before, usual = connections["default"], connections.settings["default"]
    connections.settings["default"] = {**usual, **database.from_address("", home=home)}
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = usual
        connections["default"] = before


@pytest.fixture(name="home")
def _home(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    settings.HIMAYA_HOME, settings.HIMAYA_KEYS = home, home / "keys"
    keys.create(home / "keys")
    keys.forget()
    yield home
    keys.forget()


@pytest.fixture(name="embedded")
def _embedded(home: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    with django_db_blocker.unblock(), sqlite_in(home), clock.stopped(factories.TUESDAY):
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        cast.play()
        factories.version()
        Stamp.objects.create(kind="demo", pack="demo", created_on="2026-11-01")
        backup_recipients.ensure_demo(by=SYSTEM)
        yield home


def bytes_of(person: UUID) -> dict[str, bytes]:
    """Everything of a person that stands in the store as bytes: wrapped keys, ciphertexts, tokens."""
    found = {f"key {row.kind}": bytes(row.wrapped) for row in DataKey.objects.filter(subject_id=person)}
    found |= {f"token {one.pk}": bytes(one.token) for one in IndexToken.objects.filter(person_id=person)}
    rows: list[Any] = [
        *Person.objects.filter(pk=person),
        *Submission.objects.filter(person_id=person),
        *Referral.objects.filter(person_id=person),
    ]
    for row in rows:
        for name, value in row.__dict__.items():
            if isinstance(value, bytes):
                found[f"{row._meta.db_table}.{name}"] = value
    assert len(found) > 10
    return found


def left(found: dict[str, bytes], hay: bytes) -> list[str]:
    return [name for name, value in found.items() if value in hay]


def in_folder(home: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(home.rglob("*")) if file.is_file())


def erased(case_id: UUID) -> Erasure:
    number = erasures.ask(case_id=case_id, scope="all", ground="person_asked", by=cast.INSPECTOR)
    erasures.confirm(erasure_id=number, by=OFFICER)
    erasures.settle()
    row = Erasure.objects.get(pk=number)
    assert row.settled_at is not None
    return row


def opens(wrapped: bytes, person: UUID, kind: str) -> list[int]:
    """The epochs here that unwrap a data key found elsewhere."""
    found = []
    for epoch in range(1, 6):
        try:
            subjects._opened(keys.ring().cipher(epoch), wrapped, subjects._bound(person, kind, epoch))
        except (Damaged, KeyMissing):
            continue
        found.append(epoch)
    return found


def store_in(backup_file: Path, home: Path) -> bytes:
    """The database inside a backup, as a thief with a recipient's key gets it."""
    inside = io.BytesIO()
    with backup_file.open("rb") as source:
        age.decrypt(source, inside, identities=sorted((home / "keys").glob("*.agekey"))[:1])
    inside.seek(0)
    with tarfile.open(fileobj=inside) as tar:
        part = tar.extractfile("store.sqlite3")
        assert part is not None
        return part.read()


@pytest.mark.sqlite
def test_nothing_of_an_erased_person_is_in_any_file_and_a_backup_closes_with_its_epoch(
    embedded: Path, tmp_path: Path
) -> None:
    """Planted faults, each seen red: without the checkpoint the wrapped keys stood in the log; without `secure_delete`
    sealed columns stood in the pages."""
    done, control = factories.hand_over(), factories.hand_over()
    do("withdraw", done.referral_ids[0])
    person, other = (Case.objects.get(pk=one.case_id).person_id for one in (done, control))
    before, kept = bytes_of(person), bytes_of(other)
    assert left(before, in_folder(embedded)) == list(before), "the search must find what is there"
    backup.make(tmp_path / "old.age", by=SYSTEM, say=lambda _: None)

    row = erased(done.case_id)
    now = in_folder(embedded)
    tokens_of_both = {name for name, value in before.items() if value in kept.values()}
    assert set(left(before, now)) <= tokens_of_both
    # Folded in: without the log the store is whole, and the other person's bytes are in its pages.
    assert left(kept, (embedded / "himaya.sqlite3").read_bytes()) == list(kept)
    assert (embedded / "himaya.sqlite3-wal").stat().st_size in (0, *range(32, 2**20))

    stolen = store_in(tmp_path / "old.age", embedded)
    assert set(left(before, stolen)) >= {"key identity", "key story", "person.full_name"}
    wrapped = {kind: before[f"key {kind}"] for kind in ("identity", "story")}
    assert [opens(one, person, kind) for kind, one in wrapped.items()] == [[1], [1]], "as the certificate says"

    assert erasure_cli._finish(FINISH) == 0
    assert keys.ring().epochs() == [1, 2]
    assert erasure_cli._finish(FINISH) == 0
    assert keys.ring().epochs() == [1, 2], "before its day an epoch stays, however often it is asked"
    row.refresh_from_db()
    assert (row.gone_on, "sealed-copies-in-backups" in row.certificate) == (None, True)
    assert row.gone_by is not None
    with clock.stopped(factories.TUESDAY + timedelta(days=36)):
        assert clock.today() <= row.gone_by
        assert erasure_cli._finish(FINISH) == 1
        assert keys.ring().epochs() == [1, 2], "by a clock that jumped no epoch ends"
        assert erasure_cli._finish(LATER) == 0
        assert keys.ring().epochs() == [2]
        row.refresh_from_db()
        assert row.gone_on == clock.today()
        assert "epoch-destroyed 2026-12-30" in row.certificate
        assert "sealed-copies" not in row.certificate
        assert [opens(one, person, kind) for kind, one in wrapped.items()] == [[], []]
        backup.make(tmp_path / "new.age", by=SYSTEM, say=lambda _: None)
    assert set(left(before, store_in(tmp_path / "new.age", embedded))) <= tokens_of_both
    with open_case(cast.INSPECTOR, control.case_id, purpose="give_service") as opened:
        assert opened.person is not None
        assert opened.person.full_name == factories.SAID
    with closing(sqlite3.connect(embedded / "himaya.sqlite3")) as store:
        assert store.execute("PRAGMA foreign_key_check").fetchall() == []


def relation_files() -> bytes:
    """Every page of every table and index of this database, as the server's own files have them."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class"
            " WHERE relkind IN ('r', 'i', 't') AND pg_relation_filepath(oid) IS NOT NULL AND relpages >= 0"
            " AND oid >= 16384"
        )
        return b"".join(bytes(one) for (one,) in cursor.fetchall())


@pytest.mark.postgres
@pytest.mark.usefixtures("own_store")
def test_on_postgresql_the_pages_forget_and_the_log_closes_with_the_epoch(home: Path) -> None:
    """What the server's write-ahead log and the disk still hold is theirs; it opens until the epoch is destroyed.

    Planted fault, seen red: without VACUUM keys, tokens and columns stood in the pages.
    """
    done = ended(factories.hand_over())
    control = factories.hand_over(identity=factories.identity(full_name="Somebody Else", document="ZZ1", birth="1970"))
    Stamp.objects.create(kind="demo", pack="demo", created_on="2026-11-01")
    person = Case.objects.get(pk=done.case_id).person_id
    before = bytes_of(person)
    assert left(before, relation_files()) == list(before)
    row = erased(done.case_id)
    assert left(before, relation_files()) == []
    wrapped = {kind: before[f"key {kind}"] for kind in ("identity", "story")}
    assert [opens(one, person, kind) for kind, one in wrapped.items()] == [[1], [1]]
    assert erasure_cli._finish(FINISH) == 0
    with clock.stopped(factories.TUESDAY + timedelta(days=36)):
        assert erasure_cli._finish(LATER) == 0
    assert [opens(one, person, kind) for kind, one in wrapped.items()] == [[], []]
    row.refresh_from_db()
    assert row.gone_on is not None
    with open_case(cast.INSPECTOR, control.case_id, purpose="give_service") as opened:
        assert opened.person is not None
        assert opened.person.full_name == "Somebody Else"
