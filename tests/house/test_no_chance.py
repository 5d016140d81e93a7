"""No test is red by the hour, the midnight or the load of the machine on which it runs."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
# Whose call tells the present moment: of the standard library, of Django, of the house.
DAYS = {"today", "now", "utcnow", "localtime", "localdate"}
CLOCKS = {"time", "time_ns", "perf_counter", "perf_counter_ns", "monotonic", "monotonic_ns", "process_time"}


def _called(node: ast.AST) -> str:
    """What is called; "" for `time(9)`, an hour of the day, and for the hour of a moment that is known, `at.time()`."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Name):
        return "" if node.func.id == "time" else node.func.id
    if not isinstance(node.func, ast.Attribute):
        return ""
    of_a_module = isinstance(node.func.value, ast.Name) and node.func.value.id == "time"
    return node.func.attr if node.func.attr != "time" or of_a_module else ""


def _run_at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """All but the bodies of functions: decorators and defaults belong to it."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += [*node.args.defaults, *(one for one in node.args.kw_defaults if one)]
            waiting += [] if isinstance(node, ast.Lambda) else node.decorator_list
            continue
        yield node
        waiting += ast.iter_child_nodes(node)


def moments_at_import(text: str) -> list[str]:
    """Where a module asks what day or hour it is while it is imported."""
    found = [node for node in _run_at_import(ast.parse(text)) if _called(node) in DAYS | CLOCKS]
    return sorted(f"{node.lineno}: {ast.unparse(node)}" for node in found if isinstance(node, ast.Call))


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def clocked_asserts(text: str) -> list[int]:
    """The lines of asserts that look at a clock of the machine, or at what was reckoned from one in their function."""
    found = []
    for function in ast.walk(ast.parse(text)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        clocked: set[str] = set()
        for node in sorted((one for one in ast.walk(function) if hasattr(one, "lineno")), key=lambda one: one.lineno):
            if isinstance(node, ast.Assign):
                clocked |= {name for target, value in _given(node) if _reads(value, clocked) for name in _names(target)}
            if isinstance(node, ast.Assert) and _reads(node, clocked):
                found.append(node.lineno)
    return sorted(set(found))


def _given(node: ast.Assign) -> Iterator[tuple[ast.AST, ast.AST]]:
    """What is given to which name; of several on one line each to its own."""
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(target.elts, node.value.elts, strict=False)
        else:
            yield target, node.value


def _reads(node: ast.AST, clocked: set[str]) -> bool:
    return bool(_names(node) & clocked) or any(_called(one) in CLOCKS for one in ast.walk(node))


def sources(folder: Path) -> dict[str, str]:
    files = [file for file in sorted(folder.rglob("*.py")) if "__pycache__" not in file.parts]
    return {file.relative_to(TESTS).as_posix(): file.read_text() for file in files}


def test_no_module_of_the_tests_asks_for_the_day_or_the_hour_while_it_is_imported() -> None:
    """Workers that start before midnight test after it. Four places did, found by hand before this test stood."""
    assert {name: found for name, text in sources(TESTS).items() if (found := moments_at_import(text))} == {}


def test_no_assert_of_a_room_looks_at_a_clock() -> None:
    """A busy machine is slow and not wrong: work is counted (`tests/steps.py`), and speed measured in benchmarks/."""
    found = {name: lines for name, text in sources(TESTS / "rooms").items() if (lines := clocked_asserts(text))}
    assert found == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DAY = date.today()", ["1: date.today()"]),
        ("DAYS = {'due': (timezone.now() + WEEK).isoformat()}", ["1: timezone.now()"]),
        ("@mark([clock.today()])\ndef test(on=clock.now()): ...", ["1: clock.today()", "2: clock.now()"]),
        ("class Stage:\n    at = now()", ["2: now()"]),
        ("BEGUN = time.time()", ["1: time.time()"]),
        ("NINE = time(9)\ndef test():\n    return date.today()", []),
        ("later = lambda: date.today()", []),
    ],
)
def test_a_moment_at_import_is_seen(text: str, found: list[str]) -> None:
    assert moments_at_import(text) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("start = time.perf_counter()\nwork()\nassert time.perf_counter() - start < 5", [4]),
        ("start = monotonic()\nwork()\ntook = monotonic() - start\nassert took < 5, took", [5]),
        ("end = time.monotonic() + 9\nwhile time.monotonic() < end:\n    look()\nassert seen", []),
        ("seen, end = '', time.monotonic() + 9\nassert seen", []),
        ("assert row.at.time() == time(9)", []),
    ],
)
def test_an_assert_on_a_clock_is_seen(lines: str, found: list[int]) -> None:
    assert clocked_asserts("def test():\n    " + lines.replace("\n", "\n    ")) == found
