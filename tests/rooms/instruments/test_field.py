"""How clauses fare is counted in batches, from notes that nobody can read and that are gone afterwards."""

import datetime as dt

import pytest

from himaya.instruments import field, usage
from himaya.instruments.actions import pilots
from himaya.instruments.models import FieldCount, FieldNote, Version
from himaya.kernel import clock, subjects
from himaya.kernel.access import Access
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import KeyMissing, NotOpened
from himaya.kernel.models import AuditEvent, AuditSubject, DataKey, Subject
from himaya.ops import worker
from tests import cast, factories

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B6", "X1")]
HEARD = {"FL-01": "yes", "FL-08": "yes", "FL-12": "unknown", "FL-16": "refused", "FL-17": "not_asked", "FL-02": "no"}


@pytest.fixture(name="form")
def _form() -> Version:
    cast.play()
    return factories.version()


def leave(form: Version, count: int, *, institution: str = "labour", overridden: int = 0, **heard: str) -> None:
    """Notes of this many forms; the first `overridden` of them took another step."""
    for place in range(count):
        field.note(
            version_id=form.pk,
            institution_id=institution,
            readings={**HEARD, **heard},
            overridden=place < overridden,
            by=cast.INSPECTOR,
        )


def test_a_note_is_sealed_and_nothing_is_counted_until_there_are_eleven(form: Version) -> None:
    leave(form, 10)
    assert field.fold() == 0
    assert not FieldCount.objects.exists()
    assert FieldNote.objects.count() == 10
    with pytest.raises(NotOpened):
        _ = FieldNote.objects.first().reads  # type: ignore[union-attr]
    leave(form, 1)
    assert field.fold() == 11
    assert field.signals(form.pk)[0].filled == 11


def test_counting_destroys_notes_keys_and_subjects_and_leaves_one_line_of_reading(form: Version) -> None:
    leave(form, 11)
    held = list(FieldNote.objects.all())
    field.fold()
    assert not FieldNote.objects.exists()
    assert not DataKey.objects.exists()
    assert not Subject.objects.exists()
    read = AuditEvent.objects.get(action="field.read")
    assert (read.purpose, read.actor_kind, read.object_id) == (field.PURPOSE, "system", str(form.pk))
    assert AuditSubject.objects.filter(event=read).count() == 11
    assert AuditEvent.objects.filter(action="subject.erased").count() == 11
    with Access(SYSTEM, "improve_forms") as reader:
        reader.open(held[0])
        with pytest.raises(KeyMissing):
            _ = held[0].reads


def test_nothing_in_the_audit_leads_from_a_hand_over_to_what_was_answered(form: Version) -> None:
    leave(form, 1)
    noted = AuditEvent.objects.get(action="field.noted")
    assert (noted.object_type, noted.object_id) == ("instrument_version", str(form.pk))
    assert not AuditSubject.objects.filter(event=noted).exists()


def test_the_worker_looks_every_hour_whether_there_are_enough(form: Version) -> None:
    leave(form, 11)
    job = next(one for one in worker.CLOCK_JOBS if one.run is worker.count_field_notes)
    job.run(clock.now())
    assert job.every == dt.timedelta(hours=1)
    assert not FieldNote.objects.exists()


def test_institutions_are_counted_apart(form: Version) -> None:
    leave(form, 11)
    leave(form, 10, institution="police")
    assert field.fold() == 11
    assert {one.institution_id for one in field.signals(form.pk)} == {"labour"}
    assert FieldNote.objects.filter(institution="police").count() == 10


def test_the_signals_tell_what_is_never_ticked_often_open_or_not_followed(form: Version) -> None:
    leave(form, 12, overridden=5)
    leave(form, 8, **{"FL-12": "yes"})
    assert field.fold() == 20
    found = {one.uid: one for one in field.signals(form.pk)}
    assert (found[""].filled, found[""].overridden, found[""].counts) == (20, 5, {})
    assert not found[""].never_ticked
    assert found["FL-12"].counts == {"unknown": 12, "yes": 8}
    assert (found["FL-12"].open, found["FL-12"].share_open, found["FL-12"].never_ticked) == (12, 0.6, False)
    assert [uid for uid, one in found.items() if one.never_ticked] == ["FL-02", "FL-16", "FL-17"]
    assert found["FL-17"].share_open == 1
    leave(form, 11)
    field.fold()
    assert field.signals(form.pk)[0].filled == 31


def test_what_somebody_wrote_is_noted_as_answered_and_never_as_itself(form: Version) -> None:
    leave(form, 11, **{"FL-19": "Rabat, avenue Canary", "": "yes"})
    field.fold()
    assert set(FieldCount.objects.values_list("reading", flat=True)) == {
        "yes", "no", "unknown", "refused", "not_asked", "answered", "filled",
    }  # fmt: skip
    written = next(one for one in field.signals(form.pk) if one.uid == "FL-19")
    assert (written.counts, written.never_ticked, written.open) == ({"answered": 11}, False, 0)


def test_a_note_that_can_no_longer_be_read_goes_and_the_others_wait(form: Version) -> None:
    leave(form, 11)
    lost = FieldNote.objects.first()
    assert lost is not None
    subjects.erase(lost.subject_id, kinds=[subjects.NOTE], by=SYSTEM)
    assert field.fold() == 1
    assert FieldNote.objects.count() == 10
    assert not FieldCount.objects.exists()
    leave(form, 1)
    assert field.fold() == 11


def test_one_altered_key_of_a_note_holds_up_no_count(form: Version) -> None:
    """Planted fault: all keys unwrapped in one go, outside what leaves altered notes out. The worker ended with it."""
    leave(form, 12)
    note = FieldNote.objects.order_by("pk")[3]
    row = DataKey.objects.get(subject=note.subject_id)
    altered = bytearray(row.wrapped)
    altered[20] ^= 1
    DataKey.objects.filter(pk=row.pk).update(wrapped=bytes(altered))
    assert field.fold() == 12
    assert field.signals(form.pk)[0].filled == 11
    assert not FieldNote.objects.exists()


def test_while_a_master_key_is_away_no_note_is_destroyed(form: Version) -> None:
    leave(form, 12)
    DataKey.objects.filter(pk=DataKey.objects.order_by("pk")[3].pk).update(epoch=7)
    with pytest.raises(KeyMissing):
        field.fold()
    assert FieldNote.objects.count() == 12


def test_too_few_notes_of_a_version_that_is_over_are_destroyed_uncounted(form: Version) -> None:
    leave(form, 3)
    usage.began(form.pk, "labour")
    factories.next_version()
    later = clock.now() + field.GRACE + dt.timedelta(days=1)
    assert field.fold() == 0
    with clock.stopped(later):
        assert field.fold() == 0
        usage.ended(form.pk, "labour")
        assert field.fold() == 3
    assert not FieldNote.objects.exists()
    assert not FieldCount.objects.exists()
    assert not DataKey.objects.exists()


def test_notes_of_a_version_that_is_tried_wait_for_the_end_of_the_trial(form: Version) -> None:
    new = factories.next_version(in_force=False)
    pilots.begin(version_id=new.pk, desk_id="labour-north", by=cast.SECRETARY)
    leave(new, 2)
    later = clock.now() + field.GRACE + dt.timedelta(days=1)
    with clock.stopped(later):
        assert field.fold() == 0
        pilots.end(version_id=new.pk, by=cast.SECRETARY)
        assert field.fold() == 0
    with clock.stopped(later + field.GRACE + dt.timedelta(days=1)):
        assert field.fold() == 2
