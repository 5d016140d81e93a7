"""`make bench`: every published figure, each beside its baseline in the same run.

python -m benchmarks [NAME…] [--smoke]    only these; without a name all of them; --smoke: tiny, to see that they run

docs/performance.md keeps what the last full run told.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Helpers of benchmarks, not benchmarks.
NOT_ONE = {"__main__", "__init__", "sizes", "stores"}


def known() -> list[str]:
    """Every benchmark, by its module's name."""
    return sorted(file.stem for file in HERE.glob("*.py") if file.stem not in NOT_ONE)


def environment() -> dict[str, str]:
    """This one, with the sources on the path whether or not Himaya is installed here."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(HERE.parent / "src"), str(HERE.parent)))}


def main(words: list[str]) -> int:
    """Run each script in a process of its own, so that none warms another's caches. Exit 1 if one misses its gate."""
    names, smoke = [word for word in words if word != "--smoke"], ["--smoke"] * ("--smoke" in words)
    failed = []
    for name in names or known():
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}", *smoke]
        if subprocess.run(command, cwd=HERE.parent, env=environment(), check=False).returncode:
            failed.append(name)
    if failed:
        print(f"missed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
