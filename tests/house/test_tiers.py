"""The lists of slow tests name tests that are there, and leave no file that is quick enough without a word."""

import ast
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

from tests import tiers

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(name="tool", scope="module")
def _tool() -> ModuleType:
    spec = util.spec_from_file_location("tiers_tool", ROOT / "tools" / "tiers.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def functions(file: Path) -> set[str]:
    """The tests that a file defines, those of a class behind its name."""
    found: set[str] = set()
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
    return found


def test_each_line_names_a_test_that_is_there() -> None:
    known: dict[str, set[str]] = {}
    for line in tiers.slow():
        file, _, function = line.partition("::")
        if file not in known:
            known[file] = functions(ROOT / file) if (ROOT / file).exists() else set()
        assert function in known[file], f"{line} is gone: `make tiers` measures anew"


def test_what_guards_the_house_is_never_left_for_later(tool: ModuleType) -> None:
    assert [line for line in tiers.slow() if line.startswith(tool.STAYS)] == []


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ({"a": [0.02], "b": [0.05, 0.05]}, []),
        ({"a": [0.02], "b": [0.4]}, ["b"]),
        # Many quick cases are quick, one very slow one is not.
        ({"a": [0.02], "b": [0.05] * 40}, []),
        ({"a": [0.02], "b": [0.05, 0.05, 1.5]}, ["b"]),
        # The quickest stays, unless its cases together are a burden.
        ({"a": [0.3], "b": [0.4]}, ["b"]),
        ({"a": [0.3] * 4, "b": [1.4]}, ["a", "b"]),
    ],
)
def test_the_quickest_of_a_file_stays_unless_it_is_a_burden(
    tool: ModuleType, times: dict[str, list[float]], expected: list[str]
) -> None:
    assert tool.slow(times) == expected


def test_a_report_is_read_by_file_class_and_function(tool: ModuleType, tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    place = 'classname="tests.house.test_tiers'
    report.write_text(
        f'<testsuites><testsuite><testcase {place}" name="test_a[x::y]" time="0.5"/>'
        f'<testcase {place}" name="test_a[z]" time="0.1"/><testcase {place}.TestB" name="test_c" time="2"/>'
        "</testsuite></testsuites>"
    )
    assert tool.measured(report) == {"tests/house/test_tiers.py": {"test_a": [0.5, 0.1], "TestB::test_c": [2.0]}}
