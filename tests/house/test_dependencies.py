"""Two commands to begin with, and dependencies that say why they are there and where they do not come from."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.in"))
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock", ROOT / "package-lock.json"]
TARGETS = ("run", "demo-reset", "test", "deep", "check", "fix", "bench")


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock.read_text(), re.MULTILINE))


@pytest.mark.parametrize("target", TARGETS)
def test_the_makefile_has_every_promised_target(target: str) -> None:
    text = (ROOT / "Makefile").read_text()
    assert re.search(rf"^{target}:", text, re.MULTILINE)
    assert ".ONESHELL" not in text


def test_the_readme_begins_with_two_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text()
    assert "make run" in readme
    assert "make demo-reset" in readme


def test_the_python_that_is_asked_for_is_the_same_everywhere() -> None:
    asked = re.findall(r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text())
    for page in (ROOT / "README.md", ROOT / "tools" / "setup.sh"):
        assert set(re.findall(r"Python (\d\.\d+) or later", page.read_text())) == set(asked), page.name


def test_every_make_command_in_the_documents_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        if "**State**: superseded" in page.read_text():
            # It tells of what was.
            continue
        for target in re.findall(r"`make ([a-z][a-z-]*)", page.read_text()):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{page.name}: make {target}"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    assert "sha256:" in text or "sha512-" in text


def test_the_dev_lock_contains_the_runtime_lock() -> None:
    runtime, dev = pins(LOCKS[0]), pins(LOCKS[1])
    assert {name: dev.get(name) for name in runtime} == runtime


@pytest.mark.parametrize("file", REQUIREMENTS, ids=lambda file: file.name)
def test_every_dependency_says_why_it_is_there(file: Path) -> None:
    lines = [line for line in file.read_text().splitlines() if line and not line.startswith(("#", "-"))]
    assert [line for line in lines if not re.search(r"\s#\s\S.{5,}", line)] == []


def test_what_is_required_is_locked() -> None:
    dev = {name.lower().replace("_", "-") for name in pins(LOCKS[1])}
    for file in REQUIREMENTS:
        for line in file.read_text().splitlines():
            if named := re.match(r"[A-Za-z][\w.-]*", line):
                assert named.group().lower().replace("_", "-") in dev, f"{file.name}: {named.group()}"


def test_the_browser_gets_two_exact_third_party_packages_and_the_build_one() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    assert package["dependencies"] == {"enketo-core": "9.0.1", "htmx.org": "4.0.1"}
    assert package["devDependencies"] == {"esbuild": "0.28.2"}
    assert all(re.fullmatch(r"[\d.]+", pin) for pin in package["overrides"].values())
    assert not {"scripts", "engines"} & set(package)
