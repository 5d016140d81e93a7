"""Two sealers at once, and writers that commit late: every row gets exactly one leaf, on both databases."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from himaya.kernel import audit, clock, sealing
from himaya.kernel.models import AuditCheckpoint, AuditEvent
from tests import factories
from tests.races.test_two_actors import together
from tests.rooms.kernel.sealed_audit import LEAD, by_hand, report, write
from tests.running import demo_environment, himaya

pytestmark = [pytest.mark.deep("a minute: two sealers at a time"), pytest.mark.capability("X3")]
on_postgres = [pytest.mark.postgres, pytest.mark.usefixtures("own_store")]


def late_writer(written: Event, go: Event) -> Thread:
    """Somebody whose event has its number and whose transaction ends only when told."""

    def run() -> None:
        with transaction.atomic():
            write(1)
            written.set()
            go.wait(timeout=20)
        connection.close()

    thread = Thread(target=run)
    thread.start()
    assert written.wait(timeout=20)
    return thread


@pytest.fixture(name="late")
def _late(own_store: None) -> Iterator[tuple[Thread, Event]]:
    written, go = Event(), Event()
    thread = late_writer(written, go)
    yield thread, go
    go.set()
    thread.join(timeout=20)


@pytest.mark.postgres
def test_a_row_that_is_committed_after_later_ones_were_sealed_gets_a_later_leaf(late: tuple[Thread, Event]) -> None:
    """Planted fault: a sealer that goes on after the greatest id it sealed leaves this row without a leaf for ever."""
    thread, go = late
    write(2)
    sealing.seal()
    with clock.stopped(factories.TUESDAY + timedelta(minutes=1)):
        write(1)
        sealing.seal()
    assert (report().first, report().unsealed) == (None, 0)
    go.set()
    thread.join(timeout=20)
    assert (report().first, report().unsealed) == (None, 3)
    with clock.stopped(factories.TUESDAY + timedelta(minutes=2)):
        assert sealing.seal() == 3
    assert (report().first, report().unsealed) == (None, 0)
    last = AuditCheckpoint.objects.order_by("-first")[0]
    earlier = AuditCheckpoint.objects.order_by("first")[0]
    assert int.from_bytes(bytes(last.events)) < int.from_bytes(bytes(earlier.events)[-8:])
    with clock.stopped(factories.TUESDAY + timedelta(minutes=3)):
        row = int.from_bytes(bytes(last.events))
        by_hand("UPDATE audit_event SET desk_id = 'x' WHERE id = %s", row)
        found = report().first
    assert found is not None
    assert (found.what, found.row) == ("changed", row)


@pytest.mark.postgres
@pytest.mark.usefixtures("own_store")
def test_a_row_put_into_a_gap_is_named_once_nobody_could_still_write_there() -> None:
    """Planted fault: marks taken before the rows are read, or never compared, take this row for a late one."""
    with pytest.raises(RuntimeError), transaction.atomic():
        gap = audit.write("case.read", by=LEAD).pk
        raise RuntimeError
    for minute in range(3):
        with clock.stopped(factories.TUESDAY + timedelta(minutes=minute)):
            write(1)
            sealing.seal()
    AuditEvent.objects.create(pk=gap, at=clock.now(), action="case.read", actor_kind="account")
    found = report().first
    assert found is not None
    assert (found.what, found.row) == ("inserted", gap)
    with clock.stopped(factories.TUESDAY + timedelta(minutes=4)):
        write(1)
        sealing.seal()
    found = report().first
    assert found is not None
    assert (found.what, found.row) == ("inserted", gap)


@pytest.mark.postgres
@pytest.mark.usefixtures("own_store")
def test_a_row_put_into_a_gap_below_the_last_seal_is_named_at_once() -> None:
    """Planted fault: a checkpoint that does not say what was closed takes this row for a late one."""
    with pytest.raises(RuntimeError), transaction.atomic():
        gap = audit.write("case.read", by=LEAD).pk
        raise RuntimeError
    write(1)
    sealing.seal()
    assert (report().first, report().unsealed) == (None, 0)
    AuditEvent.objects.create(pk=gap, at=clock.now(), action="case.read", actor_kind="account")
    found = report().first
    assert found is not None
    assert (found.what, found.row) == ("inserted", gap)


@pytest.mark.postgres
@pytest.mark.usefixtures("own_store")
def test_the_sealer_keeps_no_writer_waiting_while_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted fault: without the savepoint the two tables stay locked until the sealer has read them."""
    real, came = sealing._take, []

    def taking(*given: Any) -> list[int]:
        came.append(together(lambda: write(1)[0].pk)[0])
        return real(*given)

    monkeypatch.setattr(sealing, "_take", taking)
    write(1)
    sealing.seal()
    assert [type(one) for one in came] == [int, int]
    monkeypatch.undo()
    assert (report().first, report().unsealed) == (None, 6)
    sealing.seal()
    assert (report().first, report().unsealed) == (None, 0)


@pytest.mark.postgres
@pytest.mark.usefixtures("own_store")
def test_two_sealers_at_once_on_postgresql_give_each_row_one_leaf() -> None:
    """Planted fault: without the lock both read the same last checkpoint, and one of them breaks on its number."""
    rows = AuditEvent.objects.count()
    write(40, persons=0)
    found = together(sealing.seal, sealing.seal, sealing.seal)
    assert sorted(found, key=str) == [0, 0, rows + 40]
    assert (report().first, report().unsealed, report().sealed) == (None, 0, rows + 40)


@pytest.mark.postgres
@pytest.mark.usefixtures("own_store")
def test_sealers_among_eight_writers_miss_nothing() -> None:
    done = Event()

    def writing() -> None:
        for _ in range(25):
            with transaction.atomic():
                write(1)

    def sealer() -> int:
        total = 0
        while not done.is_set():
            total += sealing.seal()
        return total

    def all_writing() -> None:
        together(*[writing] * 8)
        done.set()

    before = AuditEvent.objects.count()
    found = together(all_writing, sealer, sealer)
    assert all(isinstance(one, int) for one in found[1:]), found
    sealing.seal()
    assert (report().first, report().unsealed) == (None, 0)
    assert AuditEvent.objects.count() == before + 200


INSERT = """
INSERT INTO audit_event (at, action, purpose, actor_kind, desk_id, institution_id, object_type, object_id, code)
VALUES ('2026-11-24 09:00:00', 'x', '', 'system', '', '', '', '', '')
"""
SEALER = """
import django; django.setup()
from himaya.kernel import sealing
print(sum(sealing.seal() for _ in range(20)))
"""


def test_two_sealers_at_once_on_sqlite_give_each_row_one_leaf(tmp_path: Path) -> None:
    """Planted fault: a sealer whose transaction is deferred fails with `database is locked` beside the other."""
    env = {**demo_environment(tmp_path / "home"), "DJANGO_SETTINGS_MODULE": "himaya.config.settings"}
    himaya("demo", "reset", env=env)
    stop = Event()

    def writing() -> None:
        with closing(sqlite3.connect(tmp_path / "home" / "himaya.sqlite3", timeout=20)) as store:
            while not stop.wait(0.005):
                store.execute(INSERT)
                store.commit()

    writer = Thread(target=writing)
    writer.start()
    sealers = [subprocess.Popen([sys.executable, "-c", SEALER], env=env, stdout=subprocess.PIPE) for _ in range(2)]
    said = [one.communicate(timeout=120) for one in sealers]
    stop.set()
    writer.join(timeout=30)
    assert [one.returncode for one in sealers] == [0, 0], said
    himaya("audit", "seal", env=env)
    assert "0 rows are not yet sealed" in himaya("audit", "verify", env=env)
