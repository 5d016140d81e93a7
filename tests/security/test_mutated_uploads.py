"""Mutated uploads: none is kept wrongly, none ends a decoder by a fault, none takes longer than allowed.

Planted faults, each seen red: pages copied with all their keys and nothing stripped (scripts and links kept); an image
passed on as it came instead of encoded again (hidden notes kept).
"""

import json
import subprocess
import sys

import pytest

from tests import sampled
from tests.running import ROOT, plain_environment
from tests.security import mutated_uploads

COUNT, SEED = 10_000 if sampled.NIGHT else 500, 20261126


@pytest.mark.deep("a minute: hundreds of mutated uploads")
@pytest.mark.capability("X2")
def test_of_many_mutated_uploads_none_is_kept_wrongly() -> None:
    command = [sys.executable, "-m", "tests.security.mutated_uploads", str(COUNT), str(SEED)]
    env = plain_environment(PYTHONPATH=f"{ROOT / 'src'}:{ROOT}")
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=3000)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["kept_wrongly"] == []
    assert sum(told["found"].values()) == COUNT
    assert [name for name in told["found"] if name.startswith(("signal", "exit"))] == [], told["found"]
    assert told["slowest"] < mutated_uploads.SECONDS
    # What is only refused shows nothing of what is kept.
    assert told["found"]["kept"] > COUNT // 20, told["found"]
