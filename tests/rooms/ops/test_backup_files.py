"""Files of cases in a restored store: each that a case names lies there, as large as it was, and nothing else does."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import LazySettings

from himaya.cases.models import CaseFile
from himaya.kernel import blobs
from himaya.ops.backup_archive import MANIFEST, SEAL, Manifest, Packed, Unpacked, file_name, measure
from himaya.ops.restored import OK, WRONG, Told, files
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X8")]


@pytest.fixture(name="row")
def _row(the_cast: None, tmp_path: Path, settings: LazySettings) -> CaseFile:
    settings.HIMAYA_HOME = tmp_path
    done = factories.hand_over()
    removed = factories.case_file(done.case_id)
    CaseFile.objects.filter(pk=removed.pk).delete()
    blobs.discard(removed.blob)
    return factories.case_file(done.case_id)


def told(lost: int = 0) -> Told:
    return Told({}, 0, with_keys=True, lost=lost)


def test_as_many_as_the_cases_name_and_as_large(row: CaseFile) -> None:
    assert files(told()) == (OK, f"1 files of cases, {blobs.sealed_size(row.size)} bytes")


def test_what_is_missing_strange_or_of_another_size_is_wrong(row: CaseFile) -> None:
    (blobs.folder() / uuid4().hex).touch()
    assert files(told()) == (WRONG, "0 are missing, 1 belong to no case, 0 have another size")
    for file in blobs.folder().iterdir():
        if file.name != row.blob.hex:
            file.unlink()
    stored = blobs.place(row.blob).read_bytes()
    blobs.place(row.blob).write_bytes(stored[:-1])
    assert files(told())[0] == WRONG
    blobs.discard(row.blob)
    assert files(told()) == (WRONG, "1 are missing, 0 belong to no case, 0 have another size")


def test_what_was_missing_already_is_said_and_stops_no_restore(row: CaseFile) -> None:
    blobs.discard(row.blob)
    state, seen = files(told(lost=1))
    assert (state, seen.endswith("1 were missing already when it was made")) == (OK, True)


def test_a_file_of_a_case_is_unpacked_where_the_store_looks_for_it(row: CaseFile, tmp_path: Path) -> None:
    name, place = file_name(row.blob), blobs.place(row.blob)
    manifest = Manifest("1", "demo", "demo", "now", "sqlite", 0, {}, {name: measure(place)})
    words = manifest.to_bytes()
    taken = Unpacked(tmp_path / "new", lambda *_: None)
    taken.folder.mkdir()
    source = Packed({MANIFEST: words, SEAL: b"seal"}, {name: place})
    while piece := source.read(700):
        taken.write(piece)
    assert taken.finish() == manifest
    kept = tmp_path / "new" / blobs.FOLDER / row.blob.hex
    assert kept.read_bytes() == place.read_bytes()
    assert [one.name for one in (tmp_path / "new").iterdir()] == [blobs.FOLDER]
