"""Conventions that decay unless a test holds them."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.house import source

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("src", "tests", "tools", "benchmarks")
SUFFIXES = (".py", ".html", ".css", ".js", ".sh")
# Where text is declared safe for a page, and why that is so. Anything else goes through the escaping of templates.
MAY_DECLARE_SAFE = {
    "src/himaya/web/frontline/words.py": "escaped text between fixed tags",
    "src/himaya/instruments/labels.py": "what nh3 let through",
    "src/himaya/web/long_form_markup.py": "elements built one by one, with labels that nh3 let through",
}


def sources(*suffixes: str, folders: tuple[str, ...] = FOLDERS) -> Iterator[Path]:
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in suffixes and "__pycache__" not in file.parts:
                yield file


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


NEVER_IMPORTED = ("django.contrib.admin", "django.dispatch")


def python() -> dict[str, str]:
    """What each module of the product says, by its name."""
    return {name(file): source.text(file) for file in source.below(ROOT / "src")}


def test_nothing_is_called_utils_or_helpers() -> None:
    vague = {"utils", "helpers", "misc", "common"}
    assert [name(f) for f in sources(*SUFFIXES) if f.stem in vague or f.parent.name in vague] == []


def _of_django_signals(module: str) -> bool:
    """A signal of the framework; our own modules may speak of signals from the field."""
    return module.startswith("django.") and ".signals" in module


def _used(parsed: Iterable[ast.AST]) -> list[str]:
    """What a module uses and may not."""
    found = []
    for node in parsed:
        if isinstance(node, ast.ImportFrom):
            modules = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            modules = ["print"]
        else:
            continue
        found += [m for m in modules if m == "print" or m.startswith(NEVER_IMPORTED) or _of_django_signals(m)]
    return found


def test_no_module_uses_a_signal_the_admin_or_print() -> None:
    assert {name(file): used for file in source.below(ROOT / "src") if (used := _used(source.nodes(file)))} == {}


def test_no_module_holds_a_stub_or_a_promise() -> None:
    stub = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|NotImplementedError")
    assert {file: found for file, text in python().items() if (found := stub.findall(text))} == {}


def test_text_is_declared_safe_only_where_the_reason_is_known() -> None:
    safe = re.compile(r"\bmark_safe\b|\bSafeString\(|\b__html__\b")
    found = {file for file, text in python().items() if safe.search(text)}
    # One that no longer needs its reason leaves the list.
    assert found == set(MAY_DECLARE_SAFE)


def test_every_room_opens_with_its_promise() -> None:
    mute = []
    for room in sorted(file for file in (ROOT / "src" / "himaya").iterdir() if any(file.glob("*.py"))):
        package = room / "__init__.py"
        # Without the file the room escapes the import contract in silence.
        tree = ast.parse(package.read_text() if package.is_file() else "")
        if not ast.get_docstring(tree) or len(tree.body) > 1:
            mute.append(name(package))
    assert mute == []


def test_shell_scripts_parse_in_a_posix_shell_and_run_without_bash() -> None:
    for file in sources(".sh", folders=("tools",)):
        first, *_ = file.read_text().splitlines()
        assert first == "#!/bin/sh", name(file)
        assert file.stat().st_mode & 0o111, f"{name(file)} cannot be executed"
        assert not re.search(r"\[\[|^\s*local\s|<<<|^\s*function\s|&>", file.read_text(), re.MULTILINE), name(file)
