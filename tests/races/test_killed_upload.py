"""An upload killed with -9 fifteen times: what was acknowledged opens as it was, and nothing lies there by half.

Planted fault: `evidence.keep` outside the unit of its verb, so that a row stands without its file.
"""

import uuid
from pathlib import Path

import pytest

from tests.races.conftest import address, on_server
from tests.races.told import told_by

pytestmark = [pytest.mark.deep, pytest.mark.capability("A9")]
ROUNDS = 15


def is_whole(found: dict[str, object]) -> None:
    assert int(str(found["acknowledged"])) >= ROUNDS, found
    assert found["lost_or_unreadable"] == 0, found
    assert [name for name in ("files_are_evidence", "keys_match", "audit_matches") if found[name] is not True] == [], (
        found
    )


def test_on_sqlite(tmp_path: Path) -> None:
    is_whole(told_by("killed_upload", ROUNDS, tmp_path / "home"))


@pytest.mark.postgres
@pytest.mark.usefixtures("server")
def test_on_postgresql(tmp_path: Path) -> None:
    name = f"himaya_upload_{uuid.uuid4().hex[:12]}"
    on_server(f"CREATE DATABASE {name}")
    try:
        is_whole(told_by("killed_upload", ROUNDS, tmp_path / "home", address(name)))
    finally:
        on_server(f"DROP DATABASE {name} WITH (FORCE)")
