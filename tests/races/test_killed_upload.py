"""An upload killed with -9 fifteen times: what was acknowledged opens as it was, and nothing lies there by half.

Planted fault: `evidence.keep` outside the unit of its verb, so that a row stands without its file.
"""

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from tests.races.conftest import address, on_server
from tests.running import ROOT, demo_environment

pytestmark = [pytest.mark.deep, pytest.mark.capability("A9")]
ROUNDS = 15


def killed(home: Path, database: str = "") -> dict[str, object]:
    home.mkdir()
    environment = {
        **demo_environment(home),
        "DJANGO_SETTINGS_MODULE": "himaya.config.settings",
        "HIMAYA_DATABASE": database,
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }
    command = [sys.executable, "-m", "tests.races.killed_upload", str(ROUNDS)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def is_whole(found: dict[str, object]) -> None:
    assert int(str(found["acknowledged"])) >= ROUNDS, found
    assert found["lost_or_unreadable"] == 0, found
    assert [name for name in ("files_are_evidence", "keys_match", "audit_matches") if found[name] is not True] == [], (
        found
    )


def test_on_sqlite(tmp_path: Path) -> None:
    is_whole(killed(tmp_path / "home"))


@pytest.mark.postgres
@pytest.mark.usefixtures("server")
def test_on_postgresql(tmp_path: Path) -> None:
    name = f"himaya_upload_{uuid.uuid4().hex[:12]}"
    on_server(f"CREATE DATABASE {name}")
    try:
        is_whole(killed(tmp_path / "home", address(name)))
    finally:
        on_server(f"DROP DATABASE {name} WITH (FORCE)")
