"""A writer killed with -9 many times: nothing acknowledged is lost, and after each kill the audit says what is there.

Planted fault, seen red: a unit without a transaction around what changes and what is told of it.
"""

from pathlib import Path

import pytest

from tests import sampled
from tests.races.told import copy_on_server, told_by

pytestmark = [pytest.mark.deep("a minute: processes that are killed"), pytest.mark.capability("X2")]
ROUNDS, ON_SERVER = (60, 20) if sampled.NIGHT else (20, 20)


def is_whole(found: dict[str, object], *, rounds: int) -> None:
    assert found["wrong"] == [], found
    assert int(str(found["acknowledged"])) >= rounds, found


@pytest.mark.sqlite
@pytest.mark.django_db
def test_killed_again_and_again_on_sqlite_nothing_acknowledged_is_lost(tmp_path: Path, bare_store: Path) -> None:
    is_whole(told_by("races.killed_writer", ROUNDS, home=tmp_path / "home", base=bare_store), rounds=ROUNDS)


@pytest.mark.postgres
def test_killed_again_and_again_on_postgresql_nothing_acknowledged_is_lost(tmp_path: Path, template: str) -> None:
    with copy_on_server(template) as database:
        found = told_by("races.killed_writer", ON_SERVER, home=tmp_path / "home", database=database)
    is_whole(found, rounds=ON_SERVER)
