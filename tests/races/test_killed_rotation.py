"""A rotation killed with -9 many times and taken up again: no key is lost, none changes, none is left behind.

Planted fault, seen red: the new epoch's number committed before the newly wrapped keys.
"""

from pathlib import Path

import pytest

from tests import sampled
from tests.races.told import copy_on_server, told_by

pytestmark = [pytest.mark.deep("a minute: processes that are killed"), pytest.mark.capability("X1")]
ROUNDS, ON_SERVER = (60, 20) if sampled.NIGHT else (12, 5)


def is_whole(found: dict[str, object], *, rounds: int) -> None:
    assert found["wrong"] == [], found
    assert int(str(found["acknowledged"])) >= rounds, found
    assert int(str(found["rounds_in_the_middle"])) >= rounds // 2, found


@pytest.mark.sqlite
@pytest.mark.django_db
def test_on_sqlite(tmp_path: Path, bare_store: Path) -> None:
    is_whole(told_by("races.killed_rotation", ROUNDS, home=tmp_path / "home", base=bare_store), rounds=ROUNDS)


@pytest.mark.postgres
def test_on_postgresql(tmp_path: Path, template: str) -> None:
    with copy_on_server(template) as database:
        found = told_by("races.killed_rotation", ON_SERVER, home=tmp_path / "home", database=database)
    is_whole(found, rounds=ON_SERVER)
