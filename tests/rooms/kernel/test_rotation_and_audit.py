"""Rotation survives being killed; the audit only grows; a unit saves all or nothing."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from himaya.kernel import audit, keys, subjects
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import KeyMissing, NotNow
from himaya.kernel.models import AuditEvent, DataKey, OutboxMessage
from himaya.kernel.unit import unit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X3")]
LEAD = Actor(kind="account", desk_id="ward", institution_id="hospital", roles=frozenset({"desk_lead"}))


@pytest.fixture(name="new_epoch")
def _new_epoch() -> object:
    number = keys.add_epoch(Path(settings.HIMAYA_KEYS))
    yield number
    (Path(settings.HIMAYA_KEYS) / f"kek-{number}.key").unlink()
    keys.forget()


def test_a_rotation_killed_half_way_leaves_every_key_readable_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    made = [subjects.create("note", key_kinds=[subjects.NOTE]).id for _ in range(12)]
    before = {s: subjects.data_keys([s])[s, "note"].encrypt(b"0" * 12, b"x", None) for s in made}
    newest = request.getfixturevalue("new_epoch")
    monkeypatch.setattr(subjects, "_BATCH", 5)

    def killed(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        subjects.rotate(by=SYSTEM, progress=killed)
    assert DataKey.objects.filter(epoch=newest).count() == 5
    after = {s: subjects.data_keys([s])[s, "note"].encrypt(b"0" * 12, b"x", None) for s in made}
    assert after == before
    assert subjects.rotate(by=SYSTEM) == 7
    assert set(DataKey.objects.values_list("epoch", flat=True)) == {newest}
    assert {s: subjects.data_keys([s])[s, "note"].encrypt(b"0" * 12, b"x", None) for s in made} == before


@pytest.mark.parametrize("fault", ["altered", "cut", "of an epoch that is not here"])
def test_keys_that_do_not_open_are_named_and_stop_no_rotation(
    fault: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Planted faults, each seen red: the first one that does not open ends the run; only Damaged is caught."""
    made = [subjects.create("note", key_kinds=[subjects.NOTE]).id for _ in range(12)]
    newest = request.getfixturevalue("new_epoch")
    # In the middle of a batch, as its last, and a whole batch.
    spoilt = {made[one] for one in (0, 3, 5, 6, 7, 8, 11)}
    for row in DataKey.objects.filter(subject_id__in=spoilt):
        # Another last byte than it had, whatever that was.
        altered = bytes(row.wrapped)[:-1] + bytes([bytes(row.wrapped)[-1] ^ 1])
        row.wrapped = {"altered": altered, "cut": b""}.get(fault, row.wrapped)
        row.epoch = row.epoch if fault in ("altered", "cut") else 77
        row.save()
    monkeypatch.setattr(subjects, "_BATCH", 3)
    with pytest.raises(subjects.NotTurned) as raised:
        subjects.rotate(by=SYSTEM)
    assert raised.value.done == 5
    assert {one.subject_id for one in raised.value.shut} == spoilt
    assert all(str(one) in str(raised.value.sentence) for one in spoilt)
    assert set(DataKey.objects.filter(epoch=newest).values_list("subject_id", flat=True)) == set(made) - spoilt
    assert AuditEvent.objects.filter(action=subjects.ROTATED, code="5").count() == 1


def test_where_the_newest_key_cannot_be_read_no_row_is_blamed(request: pytest.FixtureRequest) -> None:
    """Planted fault, seen red: the newest key looked for only beside the rows."""
    subjects.create("note", key_kinds=[subjects.NOTE])
    file = Path(settings.HIMAYA_KEYS) / f"kek-{request.getfixturevalue('new_epoch')}.key"
    file.write_text("nothing of use")
    keys.forget()
    with pytest.raises(KeyMissing):
        subjects.rotate(by=SYSTEM)


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET action = 'x'", "DELETE FROM audit_event"])
def test_the_audit_refuses_to_be_changed(statement: str) -> None:
    audit.write("case.opened", by=LEAD, object_type="case", object_id="1")
    with (
        pytest.raises(DatabaseError, match="insert-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEvent.objects.filter(action="case.opened").count() == 1


def test_a_refusal_rolls_back_change_audit_and_outbox_and_leaves_its_own_row() -> None:
    with pytest.raises(NotNow), unit(by=LEAD) as u:
        subjects.create("note", key_kinds=[])
        u.log("note.added", object_type="note", object_id=1)
        u.tell("note.added", note="1")
        raise NotNow(code="too_late")
    assert not OutboxMessage.objects.exists()
    assert list(AuditEvent.objects.values_list("action", "code")) == [("refused", "too_late")]


def test_an_inner_unit_joins_the_outer_one() -> None:
    with unit(by=LEAD) as outer, unit(by=LEAD) as inner:
        assert inner is outer
