"""Instrument documents as spreadsheets, out for reviewers and back in.

`read(write(document))` gives a document that compiles to the same XForm, byte for byte.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from .forms_compiler import CARRIED, DESCRIPTIVE, NAMESPACE, NOTHING, Document, Sheet, sheets

LISTS = ("exposes", "audio", "element", "hears")
SHEETS = ("survey", "choices", "settings")
GENERATED = ("form_id", "form_title", "version", "default_language", "namespaces", *DESCRIPTIVE)


# A small archive can unfold into what no form ever is.
MOST_UNFOLDED, MOST_ROWS, MOST_COLUMNS = 32 * 1024 * 1024, 20_000, 400
# What readers of archives and of XML raise over a damaged file.
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, SyntaxError, EOFError, RuntimeError, OSError,
    AttributeError, TypeError, ValueError, LookupError,
)  # fmt: skip


class NotASpreadsheet(Exception):
    """The bytes are no XLSForm: no zip, no workbook, or no survey sheet."""


def write(document: Document) -> bytes:
    """An .xlsx of three sheets; the first row of each holds the column names."""
    from openpyxl import Workbook  # type: ignore[import-untyped]

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets(document).items():
        page = book.create_sheet(name)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        page.append(columns)
        for row in rows:
            page.append([row.get(column) for column in columns])
        # A formula is never wanted: a cell that starts with "=" is text.
        for cells in page.iter_rows():
            for one in cells:
                if one.value is not None:
                    one.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes, *, name: str) -> dict[str, Any]:
    """The document in a spreadsheet. `name` stands in for a missing form_id. Raises NotASpreadsheet."""
    return read_beside(content, (), name=name)[0]


def read_beside(content: bytes, beside: Iterable[str], *, name: str) -> tuple[dict[str, Any], dict[str, Sheet]]:
    """The document, and further sheets of the same workbook as rows of text. Raises NotASpreadsheet."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    wanted = (*SHEETS, *beside)
    try:
        _check_size(content)
        book = load_workbook(io.BytesIO(content), read_only=False, data_only=True)
    except (InvalidFileException, *UNREADABLE) as reason:
        raise NotASpreadsheet(str(reason)) from reason
    pages = {one.title: one for one in book.worksheets if one.title in wanted}
    if "survey" not in pages:
        raise NotASpreadsheet("survey")
    if any(one.max_row > MOST_ROWS or one.max_column > MOST_COLUMNS for one in pages.values()):
        raise NotASpreadsheet("too many rows or columns")
    tables = {title: table(pages[title]) if title in pages else [] for title in wanted}
    return document({title: tables[title] for title in SHEETS}, name), tables


def _check_size(content: bytes) -> None:
    """Raises ValueError for an archive that unfolds too far."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(one.file_size for one in archive.infolist()) > MOST_UNFOLDED:
            raise ValueError("unfolds too far")


def table(page: Any) -> Sheet:
    """Rows as column -> text. Blank rows stay, empty: a finding must name the row the author sees."""
    rows = [list(cells) for cells in page.iter_rows(values_only=True)]
    if not rows:
        return []
    header = [" ".join(str(column).split()) if column is not None else "" for column in rows[0]]
    found = [
        {column: text(value) for column, value in zip(header, cells, strict=False) if column and value is not None}
        for cells in rows[1:]
    ]
    while found and not found[-1]:
        found.pop()
    return found


def text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def document(tables: dict[str, Sheet], name: str) -> dict[str, Any]:
    settings = tables["settings"][0] if tables["settings"] else {}
    titles = {column[7:]: value for column, value in settings.items() if column.startswith("title::")}
    found: dict[str, Any] = {
        "instrument": settings.get("form_id", name),
        "version": settings.get("version", ""),
        **{key: settings[key] for key in DESCRIPTIVE if key in settings},
        "title": titles or settings.get("form_title", settings.get("form_id", name)),
        "survey": [gather(row) for row in tables["survey"]],
        "choices": choices(tables["choices"]),
    }
    own = {f'himaya="{NAMESPACE}"'}
    left = {
        column: value
        for column, value in settings.items()
        if not column.startswith("title::") and (column not in GENERATED or column == "namespaces")
    }
    if left.get("namespaces") in own:
        del left["namespaces"]
    if not titles and "default_language" in settings:
        left["default_language"] = settings["default_language"]
    found["settings"] = left
    return found


def gather(row: dict[str, str]) -> dict[str, Any]:
    """`label::ar` cells become one mapping again; our own attributes lose their bind prefix."""
    found: dict[str, Any] = {}
    for column, value in row.items():
        key = column.removeprefix("bind::himaya:")
        if key != column and key in CARRIED:
            found[key] = words(value) if key in LISTS else value
        elif column in ("audio_slots", "texts"):
            found[column.removesuffix("_slots")] = words(value)
        elif "::" in column and not column.startswith(("bind::", "body::", "instance::", "control::")):
            stem, _, language = column.partition("::")
            inner = found.setdefault(stem.strip(), {})
            if isinstance(inner, dict):
                inner[language.strip()] = value
        else:
            found[column] = value
    return found


def words(value: str) -> list[str]:
    return [] if value.strip() == NOTHING else value.split()


def choices(rows: Iterable[dict[str, str]]) -> dict[str, list[dict[str, Any]]]:
    lists: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        item = gather(row)
        if not item:
            continue
        name = item.pop("list_name", item.pop("list name", ""))
        if "name" in item:
            item = {"value": item.pop("name"), **item}
        lists.setdefault(str(name), []).append(item)
    return lists
