"""Write which tests `make test` leaves to `make deep`, from how long each took: `make tiers`.

Measured, not judged: a function whose cases take longer than SLOW (median, seconds, what it sets up included), or one
of them longer than MOST, waits for the full numbers. What guards the whole house stays, and so does the quickest
function of each file, so that no file is without a word in the fast tier; unless all its cases together take longer
than MOST.
"""

import sys
from collections import defaultdict
from pathlib import Path
from statistics import median
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[1]
SLOW, MOST = 0.08, 1.0
STAYS = ("tests/house/", "tests/security/test_matrix.py")
HEAD = "# Left to `make deep`: measured by `make tiers`.\n"


def measured(report: Path) -> dict[str, dict[str, list[float]]]:
    """Seconds of each case of each function, by file, as pytest's XML report has them."""
    cases: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 our own report
        file, function = _place(case.attrib["classname"], case.attrib["name"].partition("[")[0])
        if not function.endswith("runTest"):  # Made by a library from a class: no line of a file names it.
            cases[file, function].append(float(case.attrib["time"]))
    found: defaultdict[str, dict[str, list[float]]] = defaultdict(dict)
    for (file, function), times in cases.items():
        found[file][function] = times
    return found


def _place(module: str, function: str) -> tuple[str, str]:
    """The file and, behind it, the class and the function."""
    file, within = Path(*module.split(".")), [function]
    while not (ROOT / file).with_suffix(".py").exists():
        within.insert(0, file.name)
        file = file.parent
    return f"{file.as_posix()}.py", "::".join(within)


def slow(functions: dict[str, list[float]]) -> list[str]:
    """The functions of one file that wait for the full numbers."""
    quickest = min(functions, key=lambda one: (sum(functions[one]), one))
    stays = quickest if sum(functions[quickest]) <= MOST else ""
    return sorted(
        one for one, times in functions.items() if one != stays and (median(times) > SLOW or max(times) > MOST)
    )


def main(report: Path) -> None:
    """One file a room, so that two pieces of work do not meet in one."""
    lists: defaultdict[str, list[str]] = defaultdict(list)
    for file, functions in sorted(measured(report).items()):
        if not file.startswith(STAYS):
            parts = Path(file).parts
            lists[parts[2] if parts[1] == "rooms" else parts[1]] += [f"{file}::{one}" for one in slow(functions)]
    folder = ROOT / "tests" / "slow"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.txt"):
        old.unlink()
    for room, lines in lists.items():
        if lines:
            (folder / f"{room}.txt").write_text(HEAD + "".join(f"{one}\n" for one in lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
