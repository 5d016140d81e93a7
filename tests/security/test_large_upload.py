"""Two hundred megabytes up and down in constant memory, and a disk that fills up on the way.

Planted faults, each seen red: the pieces collected before they are sealed; the download read whole.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import ROOT, demo_environment

MEGABYTES = 198
# A few pieces on their way in and out, whatever the file is.
MOST_GROWTH = 24


@pytest.mark.deep
@pytest.mark.capability("X2")
def test_a_large_file_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    environment = {
        **demo_environment(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "himaya.config.settings",
        "HIMAYA_DATABASE": "",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }
    command = [sys.executable, "-m", "tests.security.large_upload", str(MEGABYTES)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["came_back"] == found["size"] > MEGABYTES * 1024 * 1024, found
    assert found["grew_by_upload"] < MOST_GROWTH, found
    assert found["grew_by_download"] < MOST_GROWTH, found
    assert [tuple(one) for one in found["full"]] == [(422, True, True), (409, True, True)], found
    assert found["left_by_full"] == 0, found
