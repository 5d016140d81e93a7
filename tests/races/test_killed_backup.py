"""A backup killed with -9 many times leaves a whole file or none; a restore, a whole store or none.

Planted faults, each seen red: the file written under its own name from the start; the mark of a restore left out, so
that the next one found a home that was not empty; the database put in its place before the files of cases.
"""

from pathlib import Path

import pytest

from tests import sampled
from tests.races.told import told_by

pytestmark = pytest.mark.deep("a minute: processes that are killed")
ROUNDS = 60 if sampled.NIGHT else 12


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.capability("X8")
def test_killed_again_and_again_a_backup_and_a_restore_leave_all_or_nothing(tmp_path: Path, bare_store: Path) -> None:
    found = told_by("races.killed_backup", ROUNDS, home=tmp_path / "home", base=bare_store)
    assert found["wrong"] == [], found
    assert int(str(found["acknowledged"])) >= ROUNDS // 4, found
    assert found["parts"] == ["backup-recipients.txt", "erased.journal", "file.", "file.", "store.sqlite3"]
    assert (found["files"], found["recipients"]) == (2, True), found
