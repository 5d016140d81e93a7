"""`make bench`: every published figure, each beside its baseline in the same run.

python -m benchmarks [NAME…]    only these; without a name all of them
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Helpers of benchmarks, not benchmarks.
NOT_ONE = {"__main__", "__init__", "stores"}


def main(names: list[str]) -> int:
    """Run each script in a process of its own, so that none warms another's caches. Exit 1 if one misses its gate."""
    known = sorted(file.stem for file in HERE.glob("*.py") if file.stem not in NOT_ONE)
    failed = []
    for name in names or known:
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=HERE.parent, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"missed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
