"""Files of one case by two at once, on PostgreSQL: nothing is kept twice, lost, or kept after it was destroyed."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from himaya.adapters import scans
from himaya.cases import access_files
from himaya.cases.actions import files
from himaya.cases.actions.screenings import HandedOver
from himaya.cases.models import Case, CaseFile, Referral
from himaya.kernel import blobs, subjects
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import KeyMissing, NotFound, NotNow
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import unit
from himaya.ops import worker
from tests import cast, factories
from tests.factories import case_file
from tests.races.test_every_verb_race import meet_before_saving
from tests.races.test_two_actors import together

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("X2")]
FOLDER = Path(settings.HIMAYA_HOME) / blobs.FOLDER
COLLEAGUES = (cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE)


@pytest.fixture(name="done")
def _done(store: None) -> HandedOver:
    for left in FOLDER.glob("*"):
        left.unlink()
    return factories.hand_over()


def lie_there() -> set[str]:
    return {file.name for file in FOLDER.iterdir()}


def kept() -> set[str]:
    return {row.blob.hex for row in CaseFile.objects.filter(removed_on__isnull=True)}


def test_two_uploads_at_once_are_both_kept(done: HandedOver, monkeypatch: pytest.MonkeyPatch) -> None:
    meet_before_saving(monkeypatch)
    found = together(*(lambda who=who: case_file(done.case_id, by=who) for who in COLLEAGUES))
    assert sorted(one.number for one in found if isinstance(one, CaseFile)) == [1, 2], found
    assert lie_there() == kept()
    assert len(kept()) == 2
    for row in CaseFile.objects.all():
        with access_files.open_file(cast.INSPECTOR, row.pk, purpose="give_service") as opened:
            assert len(b"".join(opened.pieces)) == row.size


def test_the_same_form_sent_twice_at_once_keeps_one_file(done: HandedOver, monkeypatch: pytest.MonkeyPatch) -> None:
    form = uuid4()
    meet_before_saving(monkeypatch)
    found = together(*[lambda: case_file(done.case_id, instance_id=form)] * 2)
    assert len({one.pk for one in found if isinstance(one, CaseFile)}) == 1, found
    assert lie_there() == kept()
    assert AuditEvent.objects.filter(action="file.added").count() == 1


def test_of_two_who_remove_one_does_and_the_other_is_told(done: HandedOver, monkeypatch: pytest.MonkeyPatch) -> None:
    row = case_file(done.case_id)
    meet_before_saving(monkeypatch)
    found = together(*(lambda who=who: files.remove(file_id=row.pk, reason="asked", by=who) for who in COLLEAGUES))
    assert sorted(type(one).__name__ for one in found) == ["NoneType", "NotNow"], found
    assert AuditEvent.objects.filter(action="file.removed").count() == 1
    worker.drain()
    assert lie_there() == set()


def test_an_upload_beside_a_removal_keeps_the_one_and_not_the_other(
    done: HandedOver, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = case_file(done.case_id)
    meet_before_saving(monkeypatch)
    found = together(
        lambda: case_file(done.case_id, by=cast.INSPECTOR_COLLEAGUE),
        lambda: files.remove(file_id=first.pk, reason="wrong_file", by=cast.INSPECTOR),
    )
    assert [type(one) for one in found] == [CaseFile, type(None)], found
    worker.drain()
    assert lie_there() == kept()
    assert CaseFile.objects.count() == 2


def test_an_upload_beside_a_further_hand_over_loses_neither(done: HandedOver, monkeypatch: pytest.MonkeyPatch) -> None:
    meet_before_saving(monkeypatch)
    found = together(lambda: case_file(done.case_id), lambda: factories.send_again(done, by=cast.INSPECTOR_COLLEAGUE))
    assert [one for one in found if isinstance(one, Exception)] == []
    assert Referral.objects.filter(case_id=done.case_id).count() == 2
    assert lie_there() == kept() != set()


@pytest.mark.parametrize(
    "change", [{"desk_id": "labour-south"}, {"state": "closed", "closed_on": factories.TUESDAY.date()}]
)
def test_a_case_that_goes_while_its_file_is_cleaned_gets_no_file(
    done: HandedOver, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    """Planted: without the second look under the lock, the file is kept with a case that went to another desk."""
    clean = scans.clean_stream

    def slow(*args: Any, **named: Any) -> scans.Kind:
        Case.objects.filter(pk=done.case_id).update(**change)
        return clean(*args, **named)

    monkeypatch.setattr(scans, "clean_stream", slow)
    with pytest.raises((NotFound, NotNow)):
        case_file(done.case_id)
    assert not CaseFile.objects.exists()
    assert lie_there() == set()


def test_an_upload_beside_an_erasure_is_destroyed_or_refused(done: HandedOver, monkeypatch: pytest.MonkeyPatch) -> None:
    person_id = case_file(done.case_id).person_id

    def erase() -> None:
        with unit(by=SYSTEM):
            files.destroy_all(person_id=person_id, by=SYSTEM)
            subjects.erase(person_id, kinds=[subjects.STORY], by=SYSTEM)

    meet_before_saving(monkeypatch)
    found = together(lambda: case_file(done.case_id), erase)
    assert isinstance(found[0], CaseFile | KeyMissing), found
    assert found[1] is None
    assert kept() == set()
