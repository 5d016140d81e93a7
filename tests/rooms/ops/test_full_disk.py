"""A disk that fills up: the sentence, the status, and nothing half-kept."""

from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from django.test import Client

from himaya.kernel import sealing, subjects
from himaya.kernel.actor import SYSTEM
from himaya.kernel.models import AuditEvent, DataKey, Subject
from himaya.kernel.unit import unit
from himaya.web import pages
from tests.pages import body
from tests.rooms.kernel.sealed_audit import report, write

pytestmark = pytest.mark.django_db


@pytest.fixture(name="little_room")
def _little_room() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 8}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.sqlite
def test_when_the_disk_is_full_each_unit_is_there_whole_or_not_at_all(little_room: None) -> None:
    kept = 0
    with pytest.raises(OperationalError, match="full"):
        while True:
            with unit(by=SYSTEM) as u:
                made = subjects.create("note", key_kinds=["identity", "story", "note"])
                u.log("note.added", object_type="note", object_id=made.pk, subjects=[made.pk])
            kept += 1
    assert kept > 0
    assert Subject.objects.count() == kept
    assert DataKey.objects.count() == 3 * kept
    assert AuditEvent.objects.count() == kept


def test_a_page_that_meets_a_full_disk_says_what_to_do(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(pages, "demo_desks", full)
    assert "ce que vous avez saisi" in body(client.get("/"), 503)
    assert "store OperationalError" in caplog.text


@pytest.mark.sqlite
@pytest.mark.capability("X3")
def test_a_seal_that_finds_no_room_seals_nothing_and_the_next_one_seals_all() -> None:
    """Planted fault: a sealer that swallows the full disk and keeps the rows as sealed leaves them without a leaf."""
    write(400, persons=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 1}")
    with pytest.raises(OperationalError, match="full"):
        sealing.seal()
    assert (report().first, report().sealed, report().unsealed) == (None, 0, 400)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert sealing.seal() == 400
    assert (report().first, report().unsealed) == (None, 0)
