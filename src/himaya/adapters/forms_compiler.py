"""From one instrument document to the XForm that field clients, the renderer and the verifier all read.

An instrument document is a plain dict (see `content/instruments/README.md`): keys `instrument`,
`version`, `survey` (rows), `choices` (list name -> items), `settings` and descriptive keys. Rows keep
XLSForm column names; translated cells are mappings language -> text. This file knows XLSForm and pyxform,
and nothing of what the forms are for.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]
Sheet = list[dict[str, str]]

NAMESPACE = "urn:himaya:instruments"
# Columns that travel inside the XForm as attributes of the bind, so that field clients carry them too.
CARRIED = ("uid", "line", "triage", "act", "exposes", "compartment", "element", "hears")
# Columns for people and for our own renderer; XForms have no place for them.
BESIDE = (
    "darija", "audio_slots", "guidance", "source", "mark", "texts", "profession", "subject", "certainty", "position",
    "to_whom", "minimum", "after_advice_of", "short",
)  # fmt: skip
TRANSLATED = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
DESCRIPTIVE = ("kind", "audience", "adoption", "source", "mark")
FIRST_COLUMNS = ("list_name", "type", "name", *TRANSLATED)
LANGUAGES = ("fr", "ar", "en")
NOTHING = "none"


class CannotCompile(Exception):
    """The document is not an XLSForm. The message is the sentence of the compiler."""


def cell(value: Any) -> str:
    """One spreadsheet cell. Lists are space separated, an empty list is the word `none`."""
    if value is True:
        return "yes"
    if value is False:
        return "no"
    if isinstance(value, list | tuple):
        return " ".join(str(item) for item in value) or NOTHING
    return "" if value is None else str(value)


def spread(column: str, value: Any) -> dict[str, str]:
    """A translated value becomes one column per language, `label::ar`; a plain value stays one column."""
    if isinstance(value, Mapping):
        return {f"{column}::{language}": cell(text) for language, text in value.items()}
    return {column: cell(value)}


def arranged(cells: dict[str, str]) -> dict[str, str]:
    """Filled cells in one fixed order, because the order of columns shows in the XForm."""

    def place(column: str) -> tuple[int, int, str]:
        stem, _, language = column.partition("::")
        first = FIRST_COLUMNS.index(stem) if stem in FIRST_COLUMNS else len(FIRST_COLUMNS)
        return first, LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES), column

    return {column: cells[column] for column in sorted(cells, key=place) if cells[column] != ""}


def survey_row(row: Mapping[str, Any]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, value in row.items():
        if key in CARRIED:
            cells[f"bind::himaya:{key}"] = cell(value)
        elif key == "audio" and isinstance(value, list | tuple):
            cells["audio_slots"] = cell(value)
        else:
            cells.update(spread(key, value))
    return arranged(cells)


def choice_row(list_name: str, item: Mapping[str, Any]) -> dict[str, str]:
    cells = {"list_name": list_name}
    for key, value in item.items():
        cells.update(spread("name" if key == "value" else key, value))
    return arranged(cells)


def settings_row(document: Document) -> dict[str, str]:
    title = document.get("title") or document["instrument"]
    settings = {
        "form_id": document["instrument"],
        "form_title": next(iter(title.values())) if isinstance(title, Mapping) else title,
        "version": document.get("version"),
    }
    languages = list(title) if isinstance(title, Mapping) else []
    if languages:
        settings["default_language"] = languages[0]
    if any(key in row for row in document.get("survey", ()) for key in CARRIED):
        settings["namespaces"] = f'himaya="{NAMESPACE}"'
    settings.update(document.get("settings") or {})
    cells = {key: cell(value) for key, value in settings.items()}
    for key in DESCRIPTIVE:
        cells[key] = cell(document.get(key))
    if isinstance(title, Mapping):
        cells.update(spread("title", title))
    return {column: text for column, text in cells.items() if text != ""}


def sheets(document: Document) -> dict[str, Sheet]:
    """The three sheets of the XLSForm, each a list of rows, each row column -> cell text."""
    return {
        "survey": [survey_row(row) for row in document.get("survey", ())],
        "choices": [
            choice_row(name, item) for name, items in (document.get("choices") or {}).items() for item in items
        ],
        "settings": [settings_row(document)],
    }


def workbook(document: Document) -> dict[str, Any]:
    """The sheets without the columns that only people and our renderer read."""
    book = sheets(document)
    book["survey"] = [
        {column: text for column, text in row.items() if column.partition("::")[0] not in BESIDE}
        for row in book["survey"]
    ]
    book["settings"] = [
        {
            column: text
            for column, text in book["settings"][0].items()
            if column not in DESCRIPTIVE and not column.startswith("title::")
        }
    ]
    filled = {name: rows for name, rows in book.items() if rows}
    return {**filled, **{f"{name}_header": [headers(rows)] for name, rows in filled.items()}}


def headers(rows: Sheet) -> dict[str, None]:
    """All columns of a sheet. Told none, pyxform looks at the first hundred rows only."""
    return dict.fromkeys(column for row in rows for column in row)


def load() -> None:
    """Load the compiler, which takes a second or two, before somebody waits for their form."""
    importlib.import_module("pyxform.xls2xform")


def to_xform(document: Document) -> tuple[bytes, list[str]]:
    """XForm XML (UTF-8) and the compiler's warnings.

    Raises CannotCompile. The compiler is lenient: what it lets pass is the linter's business.
    """
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        result = convert(xlsform=workbook(document), validate=False, pretty_print=False)
    except (PyXFormError, KeyError, TypeError, ValueError, AttributeError) as refusal:
        raise CannotCompile(str(refusal)) from refusal
    return result.xform.encode("utf-8"), list(result.warnings)
