"""Documents that name rooms, commands, files and settings: each of them exists."""

import os
import re
from pathlib import Path

import pytest

from himaya.ops.cli import USAGE

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMAND = re.compile(r"(?:\.venv/bin/)?himaya ((?:[a-z-]+ ?){1,2})")
FILE = re.compile(r"`((?:src|docs|tests|tools|content|cases|kernel|web|ops|benchmarks|locale)/[\w./*<>{},-]+)`")
SETTING = re.compile(r"\b(HIMAYA_[A-Z_]+)\b")


def words_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_the_architecture_names_every_room_and_no_other() -> None:
    floors = words_of(ROOT / "docs" / "architecture.md").split("```")[1]
    named = {word for line in floors.splitlines() for word in line.split("   ")[0].replace("|", " ").split()}
    rooms = {path.parent.name for path in (ROOT / "src" / "himaya").glob("*/__init__.py")}
    assert named == rooms


def test_every_web_folder_is_named_in_the_architecture() -> None:
    desks = {path.parent.name for path in (ROOT / "src" / "himaya" / "web").glob("*/urls.py")}
    assert {desk for desk in desks if desk not in words_of(ROOT / "docs" / "architecture.md")} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_every_command_that_a_document_shows_exists(document: Path) -> None:
    known = {" ".join(words) for line in USAGE.splitlines() for words in _heads(line)}
    shown = {" ".join(found.split()) for found in COMMAND.findall(words_of(document))}
    assert {one for one in shown if not {one, one.split()[0]} & known} == set()


def _heads(line: str) -> list[list[str]]:
    """The command words at the start of a usage line; `a b | a c` names two."""
    parts = [part.split() for part in line.strip().split("  ")[0].split("|")]
    return [words[:size] for words in parts for size in (1, 2)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_every_file_that_a_document_names_is_there(document: Path) -> None:
    named = {name for name in FILE.findall(words_of(document)) if not set("*<>{},") & set(name)}
    places = (ROOT, ROOT / "src" / "himaya")
    assert {name for name in named if not any((place / name).exists() for place in places)} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_every_setting_that_a_document_names_is_read_by_the_code(document: Path) -> None:
    code = "".join(words_of(file) for file in [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").glob("*.py")])
    assert {name for name in SETTING.findall(words_of(document)) if name not in code} == set()


def test_every_address_of_the_matrix_table_is_named_once_per_entrance() -> None:
    files = os.listdir(ROOT / "tests" / "security" / "matrix")
    entrances = {path.parent.name for path in (ROOT / "src" / "himaya" / "web").glob("*/urls.py")}
    # The round tables have a file per subject, so that five people can add rows at once.
    there = {name for file in files for name in (file.removesuffix(".py"), file.removesuffix(".py").partition("_")[0])}
    assert entrances <= there
