"""A copy of the training content in which one document is changed, for the tests of loader and linter."""

import copy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from himaya.institutions.content import content_root
from himaya.training import content

Doc = dict[str, Any]
Break = Callable[[str, Callable[[Doc], object]], None]


@pytest.fixture(scope="module")
def shipped() -> dict[str, Doc]:
    """The files of the folder as they ship, by their name from it."""
    root = content_root() / content.FOLDER
    found = {
        str(path.relative_to(root)): yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for path in (*sorted((root / "modules").glob("*.yaml")), root / "tracks.yaml")
    }
    assert len(found) == 9
    return found


@pytest.fixture
def spoil(shipped: dict[str, Doc], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Break:
    """A copy of the folder in which one document is changed."""
    content.load_qualifications()
    shutil.copytree(content_root() / content.FOLDER, tmp_path / content.FOLDER)
    monkeypatch.setenv("HIMAYA_CONTENT", str(tmp_path))

    def change(file: str, how: Callable[[Doc], object]) -> None:
        document = copy.deepcopy(shipped[file])
        how(document)
        text = yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True)
        (tmp_path / content.FOLDER / file).write_text(text, encoding="utf-8")

    return change


def item(document: Doc, name: str) -> Doc:
    """One question, or one track."""
    found: Doc = next(row for row in document.get("items", document.get("tracks")) if row["id"] == name)
    return found


def right(question: Doc) -> Doc:
    found: Doc = next(one for one in question["choices"] if one["right"])
    return found


def wrong(question: Doc) -> Doc:
    found: Doc = next(one for one in question["choices"] if not one["right"])
    return found


def both(document: Doc, *names: str, **values: object) -> None:
    for name in names:
        item(document, name).update(values)


M1, M7, TRACKS = "modules/m1.yaml", "modules/m7.yaml", "tracks.yaml"
