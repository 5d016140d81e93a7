"""A sealer killed with -9 twenty times beside its writer: no row and no seal is lost, and the audit is whole each time.

Planted fault: a sealer that answers before its transaction has ended.
"""

import uuid
from pathlib import Path

import pytest

from tests.races.conftest import address, on_server
from tests.races.told import told_by

pytestmark = [pytest.mark.deep, pytest.mark.capability("X3")]
ROUNDS = 20


def is_whole(found: dict[str, object]) -> None:
    lost = ("rounds_not_whole", "rounds_that_lost_an_acknowledged_seal", "acknowledged_rows_lost")
    assert [found[name] for name in (*lost, "unsealed_in_the_end")] == [0, 0, 0, 0], found
    assert (found["whole_in_the_end"], found["leaves_are_the_rows"]) == (True, True), found
    # Some fell between a row and its seal: otherwise nothing was shown.
    assert int(str(found["rounds_with_rows_not_yet_sealed"])) > 0, found
    assert int(str(found["acknowledged_rows"])) >= ROUNDS, found


def test_on_sqlite(tmp_path: Path) -> None:
    is_whole(told_by("killed_sealing", ROUNDS, tmp_path / "home"))


@pytest.mark.postgres
@pytest.mark.usefixtures("server")
def test_on_postgresql(tmp_path: Path) -> None:
    name = f"himaya_sealing_{uuid.uuid4().hex[:12]}"
    on_server(f"CREATE DATABASE {name}")
    try:
        is_whole(told_by("killed_sealing", ROUNDS, tmp_path / "home", address(name)))
    finally:
        on_server(f"DROP DATABASE {name} WITH (FORCE)")
