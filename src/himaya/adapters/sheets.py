"""Plain tables as CSV and XLSX: what somebody's own list holds, read as text; lists of ours, written.

Nothing in a file is ever computed: a cell with a formula comes as the text of that formula, and what we write is no
formula either. The file touches no disk.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

MOST_BYTES, MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5 * 1024 * 1024, 2000, 60, 10_000
# A small archive can unfold into what no list ever is; a sheet can place one cell in row 1,048,576.
MOST_UNFOLDED, LAST_ROW = 48 * 1024 * 1024, 20_000
# Empty ones included: a few bytes place a cell at the end of a row of 16,384.
MOST_CELLS = 4_000_000
# A workbook is packed in these two ways; readers of others fail in ways of their own.
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, SyntaxError, EOFError, RuntimeError, OSError,
    AttributeError, TypeError, ValueError, LookupError,
)  # fmt: skip
OLD_EXCEL, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
DELIMITERS, NOTHING_PARTED = (";", ",", "\t"), "\x1f"
# A reader of spreadsheets computes what begins so; an apostrophe before it makes it text.
COMPUTES = ("=", "+", "-", "@", "\t", "\r")
_ARABIC_WORD = re.compile(r"[ء-ي]{3,}")


class SheetRefused(Exception):
    """Not read. `code`: too_large, too_many, too_wide, empty, old_excel, locked, wrong_kind, not_readable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Line:
    """One row that holds something. `number` is the one that its author sees in the file."""

    number: int
    cells: tuple[str, ...]


def read(data: bytes) -> list[Line]:
    """The rows of a CSV, or of the first sheet of an XLSX that holds any; rows without content are left out.

    The kind goes by the content, never by a name. Raises SheetRefused.
    """
    if len(data) > MOST_BYTES:
        raise SheetRefused("too_large")
    if data.startswith(OLD_EXCEL):
        raise SheetRefused("old_excel")
    rows = _xlsx(data) if data.startswith(ZIP) else _csv(data)
    found: list[Line] = []
    for number, cells in rows:
        tidy = tuple(_tidy(one) for one in cells)
        while tidy and not tidy[-1]:
            tidy = tidy[:-1]
        if not tidy:
            continue
        if len(tidy) > MOST_COLUMNS:
            raise SheetRefused("too_wide")
        if len(found) > MOST_ROWS:  # the first one is the header
            raise SheetRefused("too_many")
        found.append(Line(number, tidy))
    if not found:
        raise SheetRefused("empty")
    return found


def _tidy(cell: str) -> str:
    tidy = cell.replace("\0", "").strip()[:LONGEST_CELL]
    # What we wrote with an apostrophe comes back without it.
    return tidy[1:] if tidy.startswith("'") and tidy[1:].startswith(COMPUTES) else tidy


# --- XLSX ------------------------------------------------------------------------------------------------------------
def _xlsx(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    from openpyxl import load_workbook  # type: ignore[import-untyped]
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MOST_UNFOLDED:
                raise SheetRefused("too_large")
            if any(one.compress_type not in PACKED for one in archive.infolist()):
                raise SheetRefused("not_readable")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        rows = next((found for page in book.worksheets if (found := list(_page(page)))), [])
        book.close()
    except (InvalidFileException, *UNREADABLE) as reason:
        raise SheetRefused("not_readable") from reason
    yield from rows


def _page(page: Any) -> Iterator[tuple[int, Sequence[str]]]:
    # What a sheet says of its own size is not believed.
    page.reset_dimensions()
    held = looked = 0
    for number, cells in enumerate(page.iter_rows(values_only=True), start=1):
        if number > LAST_ROW:
            break
        looked += len(cells)
        if looked > MOST_CELLS:
            raise SheetRefused("too_wide")
        row = [_text(one) for one in cells]
        if any(row):
            held += 1
            if held > MOST_ROWS + 1:
                raise SheetRefused("too_many")
            yield number, row


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


# --- CSV -------------------------------------------------------------------------------------------------------------
def _csv(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    text = _decoded(data)
    first, _, rest = text.partition("\n")
    said = re.fullmatch(r'sep=([^\r\n"])', first.strip("\r "))
    before = 1 if said else 0
    try:
        rows = csv.reader(
            io.StringIO(rest if said else text, newline=""), delimiter=said[1] if said else _delimiter(text)
        )
        # A cell may hold line ends: the author's spreadsheet counts rows, not lines.
        yield from ((number + before, row) for number, row in enumerate(rows, start=1))
    except csv.Error as reason:
        raise SheetRefused("not_readable") from reason


def _decoded(data: bytes) -> str:
    """The text of a CSV: Unicode where it is that, else the Arabic or the Western code page of old spreadsheets."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as reason:
            raise SheetRefused("not_readable") from reason
    if b"\0" in data[:4096] or data.startswith(b"%PDF-"):
        raise SheetRefused("wrong_kind")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # French small letters stand at the same places in both; an Arabic word betrays the Arabic one.
        arabic = data.decode("cp1256", "replace")
        return arabic if _ARABIC_WORD.search(arabic) else data.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """The separator that parts the first row with content into most columns; where none does, each row is one cell."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    parted = {one: len(next(csv.reader([first], delimiter=one), [])) for one in DELIMITERS}
    best = max(DELIMITERS, key=lambda one: parted[one])
    return best if parted[best] > 1 else NOTHING_PARTED


# --- writing ---------------------------------------------------------------------------------------------------------
def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV that spreadsheets open in the right letters (UTF-8 with its mark), with nothing to compute in it."""
    out = io.StringIO(newline="")
    sheet = csv.writer(out, delimiter=";")
    sheet.writerow([_inert(one) for one in header])
    sheet.writerows([_inert(one) for one in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(COMPUTES) else cell


def as_xlsx(header: Sequence[str], rows: Iterable[Sequence[str]], *, rtl: bool = False) -> bytes:
    """An XLSX of one sheet; every cell is text. `rtl` lays the sheet from right to left."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]

    book = Workbook()
    page = book.active
    page.sheet_view.rightToLeft = rtl
    page.freeze_panes = "A2"
    for row in (header, *rows):
        # Signs that no keyboard writes, but that come with pasted text: a workbook may not hold them.
        page.append([ILLEGAL_CHARACTERS_RE.sub(" ", one) for one in row])
    for cells in page.iter_rows():
        for one in cells:
            if one.value is not None:
                one.data_type = "s"
    for letter in (column[0].column_letter for column in page.iter_cols(max_row=1)):
        page.column_dimensions[letter].width = 24
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
