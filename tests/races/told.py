"""A program that kills its own work again and again, run in a store of its own; what it tells at the end."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.running import ROOT, demo_environment


def told_by(program: str, rounds: int, home: Path, database: str = "") -> dict[str, object]:
    """The JSON object on the last line of `tests.races.<program>`, run for so many rounds in a fresh home."""
    home.mkdir()
    environment = {
        **demo_environment(home),
        "DJANGO_SETTINGS_MODULE": "himaya.config.settings",
        "HIMAYA_DATABASE": database,
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }
    command = [sys.executable, "-m", f"tests.races.{program}", str(rounds)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found
