"""A file of a case killed with -9 sixty times: what was acknowledged opens whole, what was not lies nowhere for long.

Planted fault: the row saved before the bytes had their name on the disk.
"""

from pathlib import Path

import pytest

from tests.races.told import told_by

ROUNDS = 60


@pytest.mark.deep
@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.capability("X2")
def test_killed_sixty_times_no_file_is_lost_and_none_is_half_there(tmp_path: Path, bare_store: Path) -> None:
    found = told_by("races.killed_file", ROUNDS, home=tmp_path / "home", base=bare_store)
    assert found["wrong"] == [], found
    assert int(str(found["acknowledged"])) >= ROUNDS // 3, found
    assert (found["swept"], found["clean_after"]) == (found["left"], True), found
    assert int(str(found["left"])) > 0, "no kill met an upload on its way: this shows nothing"
