"""Uploads killed with -9 at any moment: what was acknowledged opens whole, what was not lies nowhere for long.

Planted fault, seen red: the row saved before the bytes had their name on the disk.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import ROOT, demo_environment

ROUNDS = 20


@pytest.mark.deep
@pytest.mark.capability("X2")
def test_killed_twenty_times_no_file_is_lost_and_none_is_half_there(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    environment = {
        **demo_environment(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "himaya.config.settings",
        "HIMAYA_DATABASE": "",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }
    command = [sys.executable, "-m", "tests.races.killed_file", str(ROUNDS)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["acknowledged"] >= ROUNDS // 3, found
    assert (found["lost"], found["unreadable"], found["rows_without_bytes"]) == (0, 0, 0), found
    assert (found["swept"], found["clean_after"]) == (found["left_by_kills"], True), found
    assert found["left_by_kills"] > 0, "no kill met an upload on its way: this shows nothing"
    assert found["audit_matches"], found
