"""The first-line forms as plain data, read from the content folder without the instruments room."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

CONTENT = Path(__file__).parents[3] / "content"
FOLDER = CONTENT / "instruments" / "first-line"
LIBRARY: Mapping[str, Any] = yaml.safe_load((FOLDER / "lines.yaml").read_text("utf-8"))
CHOICES: Mapping[str, list[dict[str, Any]]] = LIBRARY["choices"]


def _form(path: Path) -> dict[str, Any]:
    form: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    form["survey"] = [{**LIBRARY["rows"].get(row.get("use"), {}), **row} for row in form["survey"]]
    return form


FORMS: Mapping[str, dict[str, Any]] = {path.stem: _form(path) for path in sorted(FOLDER.glob("first-line-*.yaml"))}
# Forms about one person; the site sheet has none.
PERSON_FORMS = [name for name in FORMS if not name.endswith("-site")]


def rows(name: str) -> list[dict[str, Any]]:
    return list(FORMS[name]["survey"])


def heard(name: str) -> list[dict[str, Any]]:
    """The rows that triage reads."""
    return [row for row in rows(name) if row.get("triage")]


def choices_of(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    return CHOICES[row["type"].split()[1]]


def values(row: Mapping[str, Any], reads: str) -> list[str]:
    """The answers of a row that triage hears as `reads`."""
    return [choice["value"] for choice in choices_of(row) if choice["reads"] == reads]
