"""A rotation killed with -9 twelve times and taken up again: no key is lost, none changes, none is left behind.

Planted fault, seen red: the new epoch's number committed before the newly wrapped keys.
"""

import uuid
from pathlib import Path

import pytest

from tests.races.conftest import address, on_server
from tests.races.told import told_by

pytestmark = [pytest.mark.deep, pytest.mark.capability("X1")]
ROUNDS = 12


def is_whole(found: dict[str, object]) -> None:
    assert int(str(found["rounds_in_the_middle"])) >= ROUNDS // 2, found
    assert (found["unreadable"], found["acknowledged_lost"], found["old_needed"]) == (0, 0, 0), found
    assert (found["resumed"], found["same_keys"], found["all_newest"], found["audited"]) == (True, True, True, 1), found


def test_on_sqlite(tmp_path: Path) -> None:
    is_whole(told_by("killed_rotation", ROUNDS, tmp_path / "home"))


@pytest.mark.postgres
@pytest.mark.usefixtures("server")
def test_on_postgresql(tmp_path: Path) -> None:
    name = f"himaya_rotation_{uuid.uuid4().hex[:12]}"
    on_server(f"CREATE DATABASE {name}")
    try:
        is_whole(told_by("killed_rotation", ROUNDS, tmp_path / "home", address(name)))
    finally:
        on_server(f"DROP DATABASE {name} WITH (FORCE)")
