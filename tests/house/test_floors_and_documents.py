"""Higher floors import lower ones, never the reverse; documents made from the code say what the code says."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Whether Himaya is installed in this environment or only lies beside the tests.
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def test_the_floors_hold() -> None:
    done = run(str(Path(sys.executable).parent / "lint-imports"), "--no-cache")
    assert done.returncode == 0, done.stdout[-3000:]


def test_generated_documents_are_up_to_date() -> None:
    done = run(sys.executable, "-m", "himaya.ops.cli", "docs", "check")
    assert done.returncode == 0, done.stderr[-3000:]
