"""A writer killed with -9 in the middle of its work: nothing acknowledged is lost, and the audit says what is there."""

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from tests.races.conftest import address, on_server
from tests.running import ROOT, demo_environment

SETTINGS = {"DJANGO_SETTINGS_MODULE": "himaya.config.settings"}


def killed(home: Path, *, rounds: int, database: str = "") -> dict[str, object]:
    home.mkdir()
    environment = {
        **demo_environment(home),
        **SETTINGS,
        "HIMAYA_DATABASE": database,
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }
    command = [sys.executable, "-m", "tests.races.killed_writer", str(rounds)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def is_whole(found: dict[str, object], *, rounds: int) -> None:
    assert int(str(found["acknowledged"])) >= rounds, found
    assert found["lost"] == 0, found
    told = ("audit_matches", "outbox_matches", "tallies_match", "keys_match", "readable", "once_each")
    assert [name for name in told if found[name] is not True] == [], found
    assert found["outbox_left"] == 0, found


def on_postgres(home: Path, *, rounds: int) -> dict[str, object]:
    name = f"himaya_killed_{uuid.uuid4().hex[:12]}"
    on_server(f"CREATE DATABASE {name}")
    try:
        return killed(home, rounds=rounds, database=address(name))
    finally:
        on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.deep
def test_killed_twenty_times_on_sqlite_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    is_whole(killed(tmp_path / "home", rounds=20), rounds=20)


@pytest.mark.deep
@pytest.mark.postgres
@pytest.mark.usefixtures("server")
def test_killed_twenty_times_on_postgresql_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    is_whole(on_postgres(tmp_path / "home", rounds=20), rounds=20)
