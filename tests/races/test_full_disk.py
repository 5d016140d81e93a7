"""A disk that fills up anywhere in a write, a file of a case, a sealing, a rotation or a backup: all of it or nothing.

What the page of a file says then is in `tests/security/test_large_upload.py`.

Planted fault: FILE.part of a backup not removed.
"""

from pathlib import Path

import pytest

from tests.races.told import told_by

pytestmark = pytest.mark.deep("a minute: programs on a disk that is full")
BOUNDS = 3


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.capability("X8")
def test_wherever_the_disk_ends_nothing_is_half_there_and_the_next_try_goes_through(
    tmp_path: Path, bare_store: Path
) -> None:
    found = told_by("races.full_disk", BOUNDS, home=tmp_path / "home", base=bare_store)
    assert found["wrong"] == [], found
    said = found["said"]
    assert isinstance(said, dict)
    assert set(said) == {"write", "seal", "file", "rotate", "backup"}
    assert any("Nothing was left behind" in one for one in said["backup"]), said
