"""Invert, one by one, the lines on which the rules of do-no-harm rest, and see their tests red: `tools/inversions.py`.

    inversions.py [RULE…]     of all rules, or of these; exit 1 when a test stays green, with its name

The lines and tests stand in docs/do_no_harm.yaml. It works on a copy of the tree: nothing of the checkout is changed.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from himaya.ops import do_no_harm
from himaya.ops.do_no_harm import Inversion

ROOT = Path(__file__).resolve().parent.parent
# What was built is not changed, so a link does; what is of this machine stays away.
LINKED = ("build", "node_modules", ".tools")
LEFT_OUT = (*LINKED, ".git", ".venv", "var", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache")
_RED = re.compile(r"^FAILED ([^\s\[]+)", re.MULTILINE)


def copy(place: Path) -> None:
    """A private copy of the tree."""
    shutil.copytree(ROOT, place, ignore=shutil.ignore_patterns(*LEFT_OUT), dirs_exist_ok=True)
    for name in LINKED:
        if (ROOT / name).exists():
            (place / name).symlink_to(ROOT / name)


def red(place: Path, tests: Iterable[str]) -> tuple[set[str], str]:
    """Which of these tests fail in the copy, and what was said; of what could not run, each counts as not failed."""
    keep = {name: value for name, value in os.environ.items() if not name.startswith(("HIMAYA_", "PYTEST_"))}
    environment = {**keep, "PYTHONPATH": f"{place / 'src'}:{place}"}
    command = [sys.executable, "-m", "pytest", "-n0", "-q", "-rf", "--tb=no", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    return set(_RED.findall(done.stdout)), f"{done.stdout}{done.stderr}\npytest ended with {done.returncode}\n"


def stays_green(place: Path, one: Inversion) -> list[str]:
    """The tests of an inversion that do not see it. The copy is put right again."""
    file = place / one.file
    before = file.read_text("utf-8")
    file.write_text(before.replace(one.stands, one.instead), "utf-8")
    try:
        failed, said = red(place, one.red)
    finally:
        file.write_text(before, "utf-8")
    if not failed:
        sys.stderr.write(said[-2000:])
    return [test for test in one.red if test not in failed]


def main(numbers: list[str]) -> int:
    """Every inversion of the chosen rules. Before, all their tests are green."""
    rules = [one for one in do_no_harm.rules(ROOT) if not numbers or str(one.n) in numbers]
    do_no_harm.check(do_no_harm.rules(ROOT), ROOT)
    green = []
    with tempfile.TemporaryDirectory(prefix="himaya-inversions-") as folder:
        place = Path(folder)
        copy(place)
        already, said = red(place, sorted({test for rule in rules for test in rule.tests}))
        if already or not said.endswith("ended with 0\n"):
            sys.stdout.write(f"Red before anything was inverted:\n{said[-3000:]}\n")
            return 1
        for one in (each for rule in rules for each in rule.inversions):
            missed = stays_green(place, one)
            sys.stdout.write(f"rule {one.rule}: {one.file}: {'red' if not missed else 'GREEN ' + ', '.join(missed)}\n")
            sys.stdout.flush()
            green += missed
    return 1 if green else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
