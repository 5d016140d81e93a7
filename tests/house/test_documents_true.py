"""Documents that name rooms, commands, files and settings: each of them exists."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from himaya.ops.cli import USAGE
from tests.house import source

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMAND = re.compile(r"(?:\.venv/bin/)?himaya ((?:[a-z-]+ ?){1,2})")
FILE = re.compile(r"`((?:src|docs|tests|tools|content|cases|kernel|web|ops|benchmarks|locale)/[\w./*<>{},-]+)`")
SETTING = re.compile(r"\b(HIMAYA_[A-Z_]+)\b")


def words_of(file: Path) -> str:
    return source.text(file)


def test_the_architecture_names_every_room_and_no_other() -> None:
    floors = words_of(ROOT / "docs" / "architecture.md").split("```")[1]
    named = {word for line in floors.splitlines() for word in line.split("   ")[0].replace("|", " ").split()}
    rooms = {path.parent.name for path in (ROOT / "src" / "himaya").glob("*/__init__.py")}
    assert named == rooms


def test_every_web_folder_is_named_in_the_architecture() -> None:
    desks = {path.parent.name for path in (ROOT / "src" / "himaya" / "web").glob("*/urls.py")}
    assert {desk for desk in desks if desk not in words_of(ROOT / "docs" / "architecture.md")} == set()


def named(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """What a pattern finds in the documents, with the document beside it."""
    for document in DOCUMENTS:
        yield from ((found, document.name) for found in pattern.findall(words_of(document)))


def test_every_command_that_a_document_shows_exists() -> None:
    known = {" ".join(words) for line in USAGE.splitlines() for words in _heads(line)}
    shown = {(" ".join(found.split()), where) for found, where in named(COMMAND)}
    assert [one for one in shown if not {one[0], one[0].split()[0]} & known] == []


def _heads(line: str) -> list[list[str]]:
    """The command words at the start of a usage line; `a b | a c` names two."""
    parts = [part.split() for part in line.strip().split("  ")[0].split("|")]
    return [words[:size] for words in parts for size in (1, 2)]


def test_every_file_that_a_document_names_is_there() -> None:
    files = {found for found in named(FILE) if not set("*<>{},") & set(found[0])}
    places = (ROOT, ROOT / "src" / "himaya")
    assert [one for one in files if not any((place / one[0]).exists() for place in places)] == []


def test_every_setting_that_a_document_names_is_read_by_the_code() -> None:
    code = "".join(
        source.text(file)
        for file in [*source.below(ROOT / "src"), *(ROOT / "tests").glob("*.py"), *(ROOT / "tools").glob("*.sh")]
    )
    assert [one for one in named(SETTING) if one[0] not in code] == []


def test_every_address_of_the_matrix_table_is_named_once_per_entrance() -> None:
    files = os.listdir(ROOT / "tests" / "security" / "matrix")
    entrances = {path.parent.name for path in (ROOT / "src" / "himaya" / "web").glob("*/urls.py")}
    # The round tables have a file per subject, so that five people can add rows at once.
    there = {name for file in files for name in (file.removesuffix(".py"), file.removesuffix(".py").partition("_")[0])}
    assert entrances <= there
