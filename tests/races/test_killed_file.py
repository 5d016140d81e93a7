"""A file of a case killed with -9 many times: what was acknowledged opens whole, what was not lies nowhere for long.

Planted fault: the row saved before the bytes had their name on the disk.
"""

from pathlib import Path

import pytest

from tests import sampled
from tests.races.told import told_by

pytestmark = pytest.mark.deep("a minute: processes that are killed")
ROUNDS = 60 if sampled.NIGHT else 12


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.capability("X2")
def test_killed_again_and_again_no_file_is_lost_and_none_is_half_there(tmp_path: Path, bare_store: Path) -> None:
    found = told_by("races.killed_file", ROUNDS, home=tmp_path / "home", base=bare_store)
    assert found["wrong"] == [], found
    assert int(str(found["acknowledged"])) >= ROUNDS // 3, found
    assert (found["swept"], found["clean_after"]) == (found["left"], True), found
    assert int(str(found["left"])) > 0, "no kill met an upload on its way: this shows nothing"
