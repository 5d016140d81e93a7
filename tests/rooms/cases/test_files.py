"""Files of a case: cleaned, sealed under the person's key, opened for a purpose, removed with a reason."""

import errno
import os
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from himaya.adapters import scans
from himaya.cases import access_files
from himaya.cases.actions import files
from himaya.cases.actions.screenings import HandedOver
from himaya.cases.models import Case, CaseFile
from himaya.cases.rules_files import ending_of, megabytes
from himaya.kernel import blobs, clock, subjects
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import Damaged, KeyMissing, NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.ops import worker
from tests import cast, factories
from tests.factories import case_file
from tests.refusals import refused

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("X2")]
FOLDER = Path(settings.HIMAYA_HOME) / blobs.FOLDER


@pytest.fixture(name="done")
def _done(stage: None) -> HandedOver:
    for left in FOLDER.glob("*"):
        left.unlink()
    return factories.hand_over()


def content(row: CaseFile, **changes: Any) -> bytes:
    base: dict[str, Any] = {"purpose": "give_service"}
    with access_files.open_file(changes.pop("by", cast.INSPECTOR), row.pk, **{**base, **changes}) as opened:
        return b"".join(opened.pieces)


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_a_file_is_kept_cleaned_sealed_and_comes_back(done: HandedOver) -> None:
    row = case_file(done.case_id)
    assert (row.kind, row.number, row.size) == ("jpeg", 1, len(content(row)))
    assert content(row).startswith(b"\xff\xd8\xff")
    (stored,) = FOLDER.iterdir()
    assert (stored.name, stored.stat().st_mode & 0o777) == (row.blob.hex, 0o600)
    assert stored.stat().st_size == blobs.sealed_size(row.size)
    assert b"JFIF" not in stored.read_bytes()
    with access_files.open_words(cast.INSPECTOR, done.case_id, purpose="give_service") as words:
        assert words == {row.pk: "Canary certificate"}
    assert actions()[-4:] == ["file.added", "file.read", "file.read", "files.listed"]


def test_a_colleague_of_the_desk_opens_it_and_another_desk_learns_nothing(done: HandedOver) -> None:
    row = case_file(done.case_id)
    assert content(row, by=cast.INSPECTOR_COLLEAGUE)
    for stranger in (cast.SHELTER, cast.INSPECTOR_SOUTH):
        for deed in (
            lambda who=stranger: content(row, by=who),
            lambda who=stranger: case_file(done.case_id, by=who),
            lambda who=stranger: files.remove(file_id=row.pk, reason="asked", by=who),
        ):
            with pytest.raises(NotFound):
                deed()
    with pytest.raises(NotPermitted):
        case_file(done.case_id, by=cast.SECRETARY)
    assert content(row)


@pytest.mark.parametrize("purpose", ["", "curiosity", "supervise_delay"])
def test_without_a_purpose_that_reads_content_nothing_is_opened(done: HandedOver, purpose: str) -> None:
    row, before = case_file(done.case_id), len(actions())
    with pytest.raises(NotValid):
        content(row, purpose=purpose)
    with pytest.raises(NotValid), access_files.open_words(cast.INSPECTOR, done.case_id, purpose=purpose):
        pass
    assert len(actions()) == before


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"data": b"PK\x03\x04"}, "file_wrong_kind"),
        ({"named": "pdf"}, "file_other_name"),
        ({"data": factories.picture()[:40]}, "file_not_readable"),
        ({"description": "x" * 241}, "description"),
    ],
)
def test_what_cannot_be_kept_leaves_nothing_behind(done: HandedOver, changes: dict[str, Any], code: str) -> None:
    with refused(NotValid, code):
        case_file(done.case_id, **changes)
    assert not CaseFile.objects.exists()
    assert list(FOLDER.iterdir()) == []


def test_a_full_disk_gives_a_sentence_and_leaves_nothing(done: HandedOver, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(blobs.os, "fsync", full)  # type: ignore[attr-defined]
    with pytest.raises(NotNow, match="no_room"):
        case_file(done.case_id)
    monkeypatch.undo()
    assert not CaseFile.objects.exists()
    assert list(FOLDER.iterdir()) == []


def test_a_closed_case_and_a_full_one_take_no_file(done: HandedOver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.rules, "MOST_FILES", 1)
    row = case_file(done.case_id)
    with pytest.raises(NotNow, match="files_full"):
        case_file(done.case_id)
    files.remove(file_id=row.pk, reason="not_needed", by=cast.INSPECTOR)
    assert case_file(done.case_id).number == 2
    Case.objects.update(state="closed", closed_on=clock.today())
    with pytest.raises(NotNow, match="case_closed"):
        case_file(done.case_id)
    assert len(list(FOLDER.iterdir())) == 2


def test_the_same_form_sent_again_keeps_one_file(done: HandedOver) -> None:
    form = uuid4()
    assert case_file(done.case_id, instance_id=form).pk == case_file(done.case_id, instance_id=form).pk
    assert len(list(FOLDER.iterdir())) == 1
    other = factories.hand_over()
    with pytest.raises(NotFound):
        case_file(other.case_id, instance_id=form)
    assert len(list(FOLDER.iterdir())) == 1


def test_what_is_removed_keeps_its_line_and_nothing_else(done: HandedOver) -> None:
    row = case_file(done.case_id)
    with pytest.raises(NotValid, match="reason"):
        files.remove(file_id=row.pk, reason="erased", by=cast.INSPECTOR)
    files.remove(file_id=row.pk, reason="wrong_person", by=cast.INSPECTOR)
    with pytest.raises(NotNow, match="file_removed"):
        files.remove(file_id=row.pk, reason="asked", by=cast.INSPECTOR_COLLEAGUE)
    with pytest.raises(NotNow, match="file_removed"):
        content(row)
    (kept,) = CaseFile.objects.values("number", "kind", "removed_reason")
    assert kept == {"number": 1, "kind": "jpeg", "removed_reason": "wrong_person"}
    assert CaseFile.objects.filter(secret__isnull=True, description__isnull=True).exists()
    worker.drain()
    assert list(FOLDER.iterdir()) == []


def test_while_a_backup_is_packing_no_bytes_go_and_afterwards_they_do(done: HandedOver) -> None:
    row = case_file(done.case_id)
    files.remove(file_id=row.pk, reason="asked", by=cast.INSPECTOR)
    with blobs.packing():
        worker.drain()
        assert len(list(FOLDER.iterdir())) == 1
        with pytest.raises(blobs.BeingPacked):
            files.sweep(by=SYSTEM)
    message = OutboxMessage.objects.get(event="file.emptied")
    assert message.fault == "BeingPacked"
    worker.drain(message.due_at)
    assert list(FOLDER.iterdir()) == []


def test_every_file_of_a_person_goes_with_one_verb(done: HandedOver) -> None:
    rows = [case_file(done.case_id), case_file(done.case_id)]
    other = case_file(factories.hand_over().case_id)
    assert files.destroy_all(person_id=rows[0].person_id, by=SYSTEM) == 2
    assert files.destroy_all(person_id=rows[0].person_id, by=SYSTEM) == 0
    worker.drain()
    assert [file.name for file in FOLDER.iterdir()] == [other.blob.hex]
    assert content(other)
    assert actions().count("files.destroyed") == 1


def test_with_the_person_s_key_the_files_are_gone_too(done: HandedOver) -> None:
    row = case_file(done.case_id)
    subjects.erase(row.person_id, kinds=[subjects.STORY], by=SYSTEM)
    with pytest.raises(KeyMissing):
        content(row)


@pytest.mark.parametrize("way", ["cut", "altered", "another", "gone"])
def test_of_a_damaged_file_not_a_byte_is_given(done: HandedOver, way: str) -> None:
    row, other = case_file(done.case_id), case_file(done.case_id)
    place = blobs.place(row.blob)
    stored = place.read_bytes()
    changed = {"cut": stored[:-1], "altered": stored[:-1] + b"?", "another": blobs.place(other.blob).read_bytes()}
    place.unlink() if way == "gone" else place.write_bytes(changed[way])
    with pytest.raises(Damaged):
        content(row)


def test_what_a_killed_upload_left_is_swept_after_a_day(done: HandedOver) -> None:
    row = case_file(done.case_id)
    old, fresh = FOLDER / f".{uuid4().hex}.part", FOLDER / uuid4().hex
    for file in (old, fresh, blobs.place(row.blob)):
        file.touch()
        age = 0 if file == fresh else 2 * blobs.LEFT_BEHIND
        moment = factories.TUESDAY.timestamp() - age
        os.utime(file, (moment, moment))
    assert files.sweep(by=SYSTEM) == 1
    assert {file.name for file in FOLDER.iterdir()} == {fresh.name, row.blob.hex}


def test_a_file_that_gets_its_name_while_it_is_looked_at_ends_no_sweep(done: HandedOver) -> None:
    """An upload that was just finished: its .part is listed and no longer there: the worker fell over it."""
    (FOLDER / f".{uuid4().hex}.part").symlink_to("renamed meanwhile")
    old = FOLDER / uuid4().hex
    old.touch()
    moment = factories.TUESDAY.timestamp() - 2 * blobs.LEFT_BEHIND
    os.utime(old, (moment, moment))
    assert files.sweep(by=SYSTEM) == 1


def test_what_is_on_its_way_lies_nowhere_by_name_and_nowhere_in_clear(done: HandedOver) -> None:
    held = blobs.Held()
    held.write(b"Zahra Canary" * 200_000)
    held.finish()
    assert list(FOLDER.iterdir()) == []
    assert held.size == 2_400_000
    assert b"".join(held.pieces())[:12] == b"Zahra Canary"
    held._file.seek(0)
    assert b"Canary" not in held._file.read()
    held.close()


@pytest.mark.parametrize(
    ("name", "ending"),
    [("Zahra.PDF", "pdf"), ("scan", ""), ("a.tar.gz", "gz"), ("x.", ""), ("evil.p\0df", ""), (".png", "png")],
)
def test_only_the_ending_of_a_name_is_looked_at(name: str, ending: str) -> None:
    assert ending_of(name) == ending


def test_no_size_is_nought() -> None:
    assert [megabytes(size) for size in (1, 1024 * 1024, 10 * 1024 * 1024)] == [0.1, 1.0, 10.0]
    assert files.BOUNDS.bytes > scans.MAX_BYTES
