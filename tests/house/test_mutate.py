"""tools/mutate.py: what a change is, which are chosen, what comes of one that is noticed, unnoticed, never passed."""

import ast
import subprocess
import sys
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"
RULES = '''"""What may be lent."""

import math

MOST = 3


def may_lend(out: int) -> bool:
    """Fewer than three."""
    if out < MOST:
        return True
    return False


def check_name(name: str) -> None:
    if len(name) > math.floor(4.5):
        raise ValueError(
            "too long",
        )


def never_called(days: int) -> bool:
    return days == 7
'''
# One change a file, so that any seed chooses all four.
ONE_EACH = {
    "src/tiny/rules_noticed.py": "def both(one, other):\n    return one and other\n",
    "src/tiny/rules_unnoticed.py": "def either(one, other):\n    return one or other\n",
    "src/tiny/rules_never.py": "def neither(one):\n    return not one\n",
    "src/tiny/rules_kept.py": "MOST = 3\n",
}
TESTS = """from tiny import rules_kept, rules_noticed, rules_unnoticed


def test_both():
    assert not rules_noticed.both(True, False)


def test_either():
    assert rules_unnoticed.either(True, True)


def test_most():
    assert rules_kept.MOST == 3


def test_what_is_red_anyway_kills_nothing():
    assert not rules_unnoticed.either(True, True)
"""
SETTINGS = '[tool.pytest.ini_options]\naddopts = "-q --import-mode=importlib -p no:django"\n'


@pytest.fixture(name="points", scope="module")
def _points() -> ModuleType:
    spec = util.spec_from_file_location("mutate_points", TOOLS / "mutate_points.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules["mutate_points"] = module  # Its dataclass asks for its own module.
    spec.loader.exec_module(module)
    return module


@pytest.fixture(name="tiny")
def _tiny(tmp_path: Path) -> Path:
    """A product with one file that decides."""
    return product(tmp_path, {"src/tiny/rules.py": RULES})


def product(root: Path, files: dict[str, str]) -> Path:
    for file, text in {"src/tiny/__init__.py": "", "pyproject.toml": SETTINGS, **files}.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text)
    return root


def found(points: ModuleType, tiny: Path) -> dict[str, str]:
    return {f"{one.kind} {one.line}": one.told for one in points.points_of(tiny, tiny / "src/tiny")}


def test_each_place_that_decides_is_a_change_and_no_word_of_the_documentation(points: ModuleType, tiny: Path) -> None:
    assert found(points, tiny) == {
        "number + 1 5": "3 -> 4",
        "condition negated 10": "out < MOST -> (not (out < MOST))",
        "comparison swapped 10": "out < MOST -> (out) <= (MOST)",
        "answer inverted 11": "True -> (not (True))",
        "answer inverted 12": "False -> (not (False))",
        "condition negated 16": "len(name) > math.floor(4.5) -> (not (len(name) > math.floor(4.5)))",
        "comparison swapped 16": "len(name) > math.floor(4.5) -> (len(name)) >= (math.floor(4.5))",
        "raise dropped 17": 'raise ValueError( "too long", )',
        "comparison swapped 23": "days == 7 -> (days) != (7)",
        "number + 1 23": "7 -> 8",
    }


def test_what_is_read_once_needs_a_new_process(points: ModuleType, tiny: Path) -> None:
    assert [one.line for one in points.points_of(tiny, tiny / "src/tiny") if one.kept] == [5]


def test_the_same_seed_chooses_the_same_and_at_most_two_of_a_file(points: ModuleType, tiny: Path) -> None:
    all_points = list(points.points_of(tiny, tiny / "src/tiny"))
    once, again, other = (points.choose(all_points, seed, 4) for seed in ("a1", "a1", "b2"))
    assert once == again != other
    assert len(once) == points.MOST_OF_A_FILE


def test_a_switched_file_says_the_same_until_a_change_is_on(points: ModuleType, tiny: Path) -> None:
    """Seen red with the replacement and what stood there exchanged in `switched`."""
    one = next(p for p in points.points_of(tiny, tiny / "src/tiny") if p.kind == "condition negated")
    text = points.switched(RULES, [one])
    assert ast.get_docstring(ast.parse(text)) == "What may be lent."
    answers = []
    for active in (False, True):
        names: dict[str, object] = {}
        switch = ModuleType("mutate_switch")
        switch.on = lambda number, active=active: active  # type: ignore[attr-defined]
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(sys.modules, "mutate_switch", switch)
            exec(text, names)  # noqa: S102
        answers.append(names["may_lend"](0))  # type: ignore[operator]
    assert answers == [True, False]


def test_one_change_is_noticed_one_is_not_and_one_is_never_passed(tmp_path: Path) -> None:
    """A test that is red with every change off kills none; a change of a constant is seen by a new process.

    Seen red with red tests left in `tests_of`, and with the change of a fork never switched on.
    """
    root = product(tmp_path / "tiny", {**ONE_EACH, "tests/rooms/top/test_rules.py": TESTS})
    command = [sys.executable, TOOLS / "mutate.py", "--root", root, "--package", "src/tiny", "--workers", "1"]
    command += ["--seed", "1", "--count", "4", "--home", tmp_path / "home"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    report = (root / "build/mutation-1.md").read_text()
    rows = [[cell.strip() for cell in line.split("|")] for line in report.splitlines() if "src/tiny" in line]
    at = "tests/rooms/top/test_rules.py"
    assert {row[2]: (row[5], row[6]) for row in rows} == {
        "src/tiny/rules_kept.py:1": ("killed", f"{at}::test_most"),
        "src/tiny/rules_never.py:2": ("unreached", ""),
        "src/tiny/rules_noticed.py:2": ("killed", f"{at}::test_both"),
        "src/tiny/rules_unnoticed.py:2": ("survived", ""),
    }, (tmp_path / "home/log").read_text()
    assert "2 (50.0 %)" in report
    assert f"every change off: {at}::test_what_is_red_anyway_kills_nothing." in report
