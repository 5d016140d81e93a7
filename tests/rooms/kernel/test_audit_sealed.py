"""Whoever changes, deletes, inserts, swaps or sets back the audit past its triggers is named: the first bad row."""

from datetime import timedelta
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connection, transaction

from himaya.kernel import audit, clock, keys, sealing, signed_note, verifying
from himaya.kernel.audit_rows import SEPARATOR
from himaya.kernel.checkpoints import Bound
from himaya.kernel.models import AuditCheckpoint, AuditEvent, AuditSubject
from himaya.kernel.verifying import Report, verify
from tests.rooms.kernel.sealed_audit import LEAD, PERSON, by_hand, first, key, report, sealed, write

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X3")]


def test_a_sealed_audit_is_whole_and_what_came_since_is_counted() -> None:
    sealed()
    assert (report().first, report().sealed, report().unsealed, report().checkpoints) == (None, 30, 0, 2)
    write(1)
    assert (report().first, report().sealed, report().unsealed) == (None, 30, 3)
    assert sealing.seal() == 3
    assert sealing.seal() == 0
    assert (report().first, report().sealed, report().unsealed) == (None, 33, 0)


def test_an_audit_without_a_row_is_whole() -> None:
    assert sealing.seal() == 0
    assert report() == Report(root=verifying.Tree().root().hex())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2026-01-01 00:00:00"),
        ("action", "case.opened"),
        ("purpose", "legal_demand"),
        ("actor_kind", "system"),
        ("account_id", None),
        ("desk_id", "shelter"),
        ("institution_id", "daw"),
        ("object_type", "referral"),
        ("object_id", "1"),
        ("code", "x"),
    ],
)
def test_a_change_to_any_column_names_its_row(column: str, value: str | None) -> None:
    """Planted fault: a column left out of `audit_rows.EVENTS` makes its line here red."""
    row = sealed()[4]
    by_hand(f"UPDATE audit_event SET {column} = %s WHERE id = %s", value, row.pk)  # noqa: S608
    assert first() == ("changed", "audit_event", row.pk)
    assert report().findings == [report().first]


@pytest.mark.parametrize(("column", "value"), [("subject_id", UUID(int=9).hex), ("event_id", None)])
def test_a_change_to_a_child_row_names_it(column: str, value: str | None) -> None:
    """Planted fault: with SUBJECTS left out of `audit_rows.TABLES` nobody sees who was struck from a reading."""
    events = sealed()
    row = AuditSubject.objects.filter(event=events[2]).order_by("id")[1]
    by_hand(f"UPDATE audit_subject SET {column} = %s WHERE id = %s", value or events[3].pk, row.pk)  # noqa: S608
    assert first() == ("changed", "audit_subject", row.pk)


def test_every_column_of_both_tables_is_under_the_seal() -> None:
    for model, table in ((AuditEvent, verifying.TABLES[0]), (AuditSubject, verifying.TABLES[1])):
        columns = {field.column for field in model._meta.get_fields() if hasattr(field, "column")}
        assert columns == {"id", *(name for name, _kind in table.columns)}


@pytest.mark.parametrize("place", [0, 4, 5, 9])
def test_a_deleted_row_is_named_wherever_it_stood(place: int) -> None:
    """Planted fault: without the rest after the last row read, deleting the newest event goes unseen."""
    row = sealed()[place]
    child = AuditSubject.objects.filter(event=row).order_by("id")[0].pk
    by_hand("DELETE FROM audit_subject WHERE event_id = %s", row.pk)
    assert first() == ("deleted", "audit_subject", child)
    by_hand("DELETE FROM audit_event WHERE id = %s", row.pk)
    assert first() == ("deleted", "audit_event", row.pk)


@pytest.mark.parametrize("place", [-1, 50])
def test_a_row_put_in_between_is_named_and_never_sealed(place: int) -> None:
    """Planted fault: a verifier that counts every row without a leaf as not yet sealed says here that all is well."""
    sealed()
    made = {"at": clock.now(), "action": "case.read", "actor_kind": "account"}
    last = AuditEvent.objects.order_by("-id")[0].pk
    AuditEvent.objects.create(pk=last + 100, **made)
    if connection.vendor == "postgresql":
        # There a number that was given by hand does not move the next one; on SQLite it does.
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('audit_event', 'id'), %s)", [last + 100])
    assert sealing.seal() == 1
    number = place if place < 0 else last + place
    AuditEvent.objects.create(pk=number, **made)
    assert first() == ("inserted", "audit_event", number)
    write(1)
    assert sealing.seal() == 3
    assert first() == ("inserted", "audit_event", number)


@pytest.mark.postgresql
@pytest.mark.parametrize("number", [2**63 - 1, 10**12])
def test_a_row_numbered_by_hand_is_named_and_keeps_none_of_the_later_ones_from_being_sealed(number: int) -> None:
    """On SQLite the next row is numbered after it: nothing is kept back there, and it cannot be told from another.

    Planted fault: without `last_given` the row was sealed, and every later one lay below the bound: unsealed for ever.
    """
    sealed()
    AuditEvent.objects.create(pk=number, at=clock.now(), action="case.read", actor_kind="account")
    assert sealing.seal() == 0
    assert (first(), report().unsealed) == (("inserted", "audit_event", number), 0)
    write(2)
    assert sealing.seal() == 6
    assert (first(), report().sealed, report().unsealed) == (("inserted", "audit_event", number), 36, 0)
    assert len(report().findings) == 1


def test_two_rows_that_changed_places_are_named() -> None:
    """Planted fault: a leaf without the row's id would not see two events swap their numbers."""
    one, two = sealed()[1:3]
    by_hand("UPDATE audit_event SET id = id + 100000 WHERE id = %s", one.pk)
    by_hand("UPDATE audit_event SET id = %s WHERE id = %s", one.pk, two.pk)
    by_hand("UPDATE audit_event SET id = %s WHERE id = %s", two.pk, one.pk + 100000)
    assert first() == ("changed", "audit_event", one.pk)


def test_leaves_that_changed_places_are_named() -> None:
    """Planted fault: a verifier that only looks whether a row's hash is in the tree somewhere is content here."""
    events = sealed()
    seal = AuditCheckpoint.objects.order_by("id")[0]
    hashes = bytes(seal.hashes)
    swapped = hashes[:32] + hashes[64:96] + hashes[32:64] + hashes[96:]
    by_hand("UPDATE audit_checkpoint SET hashes = %s WHERE id = %s", swapped, seal.pk)
    assert first() == ("moved", "audit_event", events[1].pk)
    assert {one.what for one in report().findings} == {"moved", "seal_changed"}


def test_a_row_and_its_hash_changed_together_are_found_by_the_root() -> None:
    """Planted fault: without comparing roots, whoever writes both the row and its hash is never found."""
    events = sealed()
    by_hand("UPDATE audit_event SET desk_id = 'nobody' WHERE id = %s", events[0].pk)
    text = next(texts[0] for _ids, texts in verifying.read(verifying.TABLES[0]))
    seal = AuditCheckpoint.objects.order_by("id")[0]
    forged = sealing.leaf_hash(text.encode()) + bytes(seal.hashes)[32:]
    by_hand("UPDATE audit_checkpoint SET hashes = %s WHERE id = %s", forged, seal.pk)
    assert first() == ("seal_changed", "audit_checkpoint", seal.pk)


@pytest.mark.parametrize("column", ["events", "subjects", "hashes", "peaks", "note", "count"])
def test_a_changed_seal_is_named(column: str) -> None:
    sealed()
    seal = AuditCheckpoint.objects.order_by("id")[0]
    kept = getattr(seal, column)
    if column == "count":
        value: object = kept + 1
    elif column == "note":
        value = kept.replace("made 2", "made 1")
    else:
        value = bytes(kept)[:-1] + bytes([bytes(kept)[-1] ^ 1])
    by_hand(f"UPDATE audit_checkpoint SET {column} = %s WHERE id = %s", value, seal.pk)  # noqa: S608
    assert report().first is not None


def test_a_seal_that_is_gone_is_named() -> None:
    """Planted fault: a verifier that takes the roots of the checkpoints it finds as they come sees no gap."""
    sealed()
    gone, left = AuditCheckpoint.objects.order_by("id")
    by_hand("DELETE FROM audit_checkpoint WHERE id = %s", gone.pk)
    assert ("seal_missing", "audit_checkpoint", left.pk) in [(f.what, f.table, f.row) for f in report().findings]
    assert report().first is not None


def cut_off(events: list[AuditEvent]) -> None:
    """Everything after the first sealing goes, seals included: a backup put back in silence."""
    last = AuditCheckpoint.objects.order_by("-id")[0]
    by_hand("DELETE FROM audit_checkpoint WHERE id = %s", last.pk)
    for row in events[6:]:
        by_hand("DELETE FROM audit_subject WHERE event_id = %s", row.pk)
        by_hand("DELETE FROM audit_event WHERE id = %s", row.pk)


def test_an_audit_that_was_set_back_is_found_by_a_checkpoint_kept_elsewhere() -> None:
    """Planted fault: without `since` the store alone looks whole, as the first line shows."""
    events = sealed()
    kept = signed_note.read(AuditCheckpoint.objects.order_by("-id")[0].note)
    cut_off(events)
    assert report().first is None
    found = report(kept).first
    assert found is not None
    assert (found.what, found.leaf) == ("rolled_back", 18)


def test_a_second_audit_signed_by_the_right_key_is_found_by_a_checkpoint_kept_elsewhere() -> None:
    """A fork: somebody holds the key, cuts off what happened and seals another story of the same length."""
    events = sealed()
    kept = [signed_note.read(one.note) for one in AuditCheckpoint.objects.order_by("id")]
    cut_off(events)
    write(5)
    sealing.seal()
    assert report().first is None
    assert report(kept[0]).first is None
    found = report(kept[1]).first
    assert found is not None
    assert (found.what, found.leaf) == ("forked", 29.5)


def test_an_older_checkpoint_fits_every_later_audit() -> None:
    sealed()
    kept = [signed_note.read(one.note) for one in AuditCheckpoint.objects.order_by("id")]
    write(3)
    sealing.seal()
    assert [report(one).first for one in kept] == [None, None]


def test_checkpoints_of_another_key_are_named() -> None:
    """Planted fault: a verifier that takes the key from the checkpoint's own row believes whoever wrote it."""
    sealed()
    stranger = signed_note.public_of(Ed25519PrivateKey.generate())
    found = verify([stranger]).first
    assert found is not None
    assert found.what == "seal_unsigned"
    assert verify([stranger, key()]).first is None


def test_nothing_is_sealed_on_top_of_an_altered_seal() -> None:
    sealed()
    write(1)
    last = AuditCheckpoint.objects.order_by("-id")[0]
    by_hand("UPDATE audit_checkpoint SET peaks = %s WHERE id = %s", bytes(len(last.peaks)), last.pk)
    with pytest.raises(sealing.SealBroken):
        sealing.seal()


@pytest.mark.parametrize("column", ["note", "events"])
def test_a_worker_that_meets_an_older_seal_without_sense_says_so(column: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted fault: a ValueError that nobody expects ends the worker."""
    sealed()
    write(1)
    monkeypatch.setattr(Bound, "back", lambda *_: False)
    by_hand(f"UPDATE audit_checkpoint SET {column} = %s WHERE first = 0", "x" if column == "note" else b"x")  # noqa: S608
    with pytest.raises(sealing.SealBroken):
        sealing.seal()


def test_a_child_row_that_comes_after_its_event_was_sealed_gets_a_leaf_of_its_own() -> None:
    """An access that opens one more person names them under the event that already stands."""
    events = sealed()
    audit.add_subjects(events[0], [PERSON])
    assert report().unsealed == 1
    assert sealing.seal() == 1
    late = AuditSubject.objects.order_by("-id")[0]
    by_hand("DELETE FROM audit_subject WHERE id = %s", late.pk)
    assert first() == ("deleted", "audit_subject", late.pk)


def test_a_row_that_could_be_read_two_ways_is_not_sealed(caplog: pytest.LogCaptureFixture) -> None:
    """Planted fault: without `is_whole`, moving a separator from one column to the next keeps every hash."""
    sealed()
    audit.write("case.read", by=LEAD, object_type=f"case{SEPARATOR}1", object_id="2")
    with caplog.at_level("CRITICAL", "himaya.audit"):
        assert sealing.seal() == 0
    assert report().unsealed == 1


@pytest.mark.parametrize("statement", ["UPDATE audit_checkpoint SET count = 1", "DELETE FROM audit_checkpoint"])
def test_seals_refuse_to_be_changed(statement: str) -> None:
    sealed()
    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400)])
def test_a_clock_that_jumps_hides_nothing(jump: timedelta) -> None:
    """Planted fault: marks that are trusted by their time alone take a row in a gap for a late one after a jump."""
    events = sealed()
    with clock.stopped(clock.now() + jump):
        moved = write(2)
        assert sealing.seal() == 6
    write(1)
    assert sealing.seal() == 3
    assert (report().first, report().unsealed) == (None, 0)
    AuditEvent.objects.create(pk=-5, at=clock.now(), action="case.read", actor_kind="account")
    assert first() == ("inserted", "audit_event", -5)
    by_hand("UPDATE audit_event SET code = 'x' WHERE id IN (%s, %s)", events[0].pk, moved[1].pk)
    assert {(one.what, one.row) for one in report().findings} >= {("changed", events[0].pk), ("changed", moved[1].pk)}


def test_a_lost_key_stops_the_sealer_and_no_other_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    write(1)

    def lost(_ring: object) -> bytes:
        raise keys.KeyMissing

    monkeypatch.setattr(keys.KeyRing, "audit_seed", lost)
    with pytest.raises(keys.KeyMissing):
        sealing.seal()
    assert AuditEvent.objects.count() == 1
