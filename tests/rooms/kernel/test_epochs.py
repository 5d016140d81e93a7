"""An old master key goes only when nothing needs it: no data key, no backup, and never the newest."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from himaya.kernel import clock, epochs, keys, steady, subjects
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.models import AuditEvent, DataKey

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X1")]
DAYS = 10


@pytest.fixture(name="place", autouse=True)
def _place(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    keys.create(tmp_path / "keys")
    settings.HIMAYA_KEYS = tmp_path / "keys"  # type: ignore[attr-defined]
    settings.HIMAYA_BACKUP_DAYS = DAYS  # type: ignore[attr-defined]
    keys.forget()
    return tmp_path / "keys"


def rotated(place: Path) -> None:
    subjects.create("note", key_kinds=[subjects.NOTE])
    keys.add_epoch(place)
    subjects.rotate(by=SYSTEM)


def refused(epoch: int) -> str:
    with pytest.raises((NotNow, NotValid)) as refusal:
        epochs.retire(epoch, reason="scheduled", by=SYSTEM)
    assert AuditEvent.objects.filter(action="refused", code=refusal.value.code).exists()
    return str(refusal.value.sentence)


def test_after_the_window_the_old_key_goes_with_its_reason_and_what_it_wrapped_stays_readable(place: Path) -> None:
    rotated(place)
    key = DataKey.objects.get()
    before = subjects.data_key(key.subject_id, key.kind).encrypt(b"0" * 12, b"x", None)
    with clock.stopped(clock.now() + timedelta(days=DAYS + 1)):
        steady.confirm(by=SYSTEM)
        epochs.retire(1, reason="leak", by=SYSTEM)
    assert sorted(file.name for file in place.glob("kek-*")) == ["kek-2.key"]
    assert list(AuditEvent.objects.filter(action=epochs.RETIRED).values_list("object_id", "code")) == [("1", "leak")]
    assert subjects.data_key(key.subject_id, key.kind).encrypt(b"0" * 12, b"x", None) == before
    assert "no epoch 1" in refused(1)


def test_an_epoch_that_still_wraps_a_key_stays(place: Path) -> None:
    rotated(place)
    DataKey.objects.update(epoch=1)
    with clock.stopped(clock.now() + timedelta(days=400)):
        assert "still wraps 1 data keys" in refused(1)
    assert (place / "kek-1.key").exists()


def test_an_epoch_stays_that_a_copy_of_a_key_that_does_not_open_may_need(place: Path) -> None:
    """Altered under the newest epoch, its good copy lies in a backup of before. Planted fault, seen red: no look at
    the keys that are left."""
    rotated(place)
    key = DataKey.objects.get()
    whole = bytes(key.wrapped)
    DataKey.objects.update(wrapped=whole[:-1] + bytes([whole[-1] ^ 1]))
    with clock.stopped(clock.now() + timedelta(days=DAYS + 1)):
        steady.confirm(by=SYSTEM)
        assert str(key.subject_id) in refused(1)
        assert (place / "kek-1.key").exists()
        DataKey.objects.update(wrapped=whole)
        epochs.retire(1, reason="scheduled", by=SYSTEM)
    assert not (place / "kek-1.key").exists()


def test_within_the_window_the_day_is_told(place: Path) -> None:
    rotated(place)
    day = clock.today() + timedelta(days=DAYS + 1)
    assert day.isoformat() in refused(1)
    assert epochs.listed() == [epochs.Epoch(1, False, 0, day), epochs.Epoch(2, True, 1, None)]
    with clock.stopped(clock.now() + timedelta(days=DAYS)):
        assert "may be destroyed on" in refused(1)
    assert (place / "kek-1.key").exists()


def test_a_later_rotation_that_moved_something_begins_the_window_anew_and_an_idle_one_does_not(place: Path) -> None:
    rotated(place)
    later = clock.now() + timedelta(days=DAYS)
    with clock.stopped(later):
        assert subjects.rotate(by=SYSTEM) == 0
    assert epochs.listed()[0].until == clock.today() + timedelta(days=DAYS + 1)
    row = DataKey.objects.get()
    row.wrapped = subjects._wrap(subjects._unwrap(row), subject_id=row.subject_id, kind=row.kind, epoch=1)
    row.epoch = 1
    row.save()
    with clock.stopped(later):
        assert subjects.rotate(by=SYSTEM) == 1
        assert epochs.listed()[0].until == clock.today() + timedelta(days=DAYS + 1)


def test_the_newest_and_the_unknown_are_refused(place: Path) -> None:
    assert "newest" in refused(1)
    assert "no epoch 7" in refused(7)
    keys.add_epoch(place)
    assert "No rotation away" in refused(1)
    with pytest.raises(NotValid):
        epochs.retire(1, reason="because", by=SYSTEM)


def test_killed_between_audit_and_destruction_it_can_be_run_again(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rotated(place)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with clock.stopped(clock.now() + timedelta(days=DAYS + 1)):
        steady.confirm(by=SYSTEM)
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(keys, "destroy_epoch", killed)
            epochs.retire(1, reason="scheduled", by=SYSTEM)
        assert AuditEvent.objects.filter(action=epochs.RETIRED).count() == 1
        assert (place / "kek-1.key").exists()
        epochs.retire(1, reason="scheduled", by=SYSTEM)
    assert not (place / "kek-1.key").exists()


def test_a_key_that_systemd_held_and_that_is_gone_is_noted_once(place: Path) -> None:
    rotated(place)
    (Path(settings.HIMAYA_KEYS) / "kek-1.key").unlink()
    keys.forget()
    with clock.stopped(clock.now() + timedelta(days=DAYS + 1)):
        steady.confirm(by=SYSTEM)
        epochs.retire(1, reason="scheduled", by=SYSTEM)
        assert "no epoch 1" in refused(1)
    assert AuditEvent.objects.filter(action=epochs.RETIRED).count() == 1
