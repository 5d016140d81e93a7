"""A list comes from any spreadsheet, CSV in old and new letters or XLSX: nothing is computed, no size is believed."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]

from himaya.adapters import sheets
from himaya.adapters.sheets import SheetRefused, read

pytestmark = pytest.mark.capability("A9")


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [line.cells for line in read(data)]


def book(*rows: tuple[object, ...]) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_csv_is_read_whatever_parts_its_columns(sign: str) -> None:
    text = f'Texte{sign}Responsable\nFormer{sign}"a{sign}b"\n'
    assert cells(text.encode()) == [("Texte", "Responsable"), ("Former", f"a{sign}b")]


def test_a_list_of_one_column_is_parted_at_no_comma() -> None:
    assert cells("Recommandation\nFormer, puis évaluer; enfin publier\n".encode())[1] == (
        "Former, puis évaluer; enfin publier",
    )


def test_a_spreadsheet_that_names_its_sign_is_believed() -> None:
    found = read(b"sep=;\r\nTexte, et suite;Cible\r\nun;deux\r\n")
    assert [(line.number, line.cells) for line in found] == [(2, ("Texte, et suite", "Cible")), (3, ("un", "deux"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1256"])
def test_french_comes_through_in_every_encoding(encoding: str) -> None:
    assert cells("Échéance;délai à fixer\n".encode(encoding, "ignore"))[0][1] == "délai à fixer"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_arabic_comes_through_in_every_encoding(encoding: str) -> None:
    assert cells("التوصية;تكوين المفتشين\n".encode(encoding)) == [("التوصية", "تكوين المفتشين")]


def test_rows_keep_the_number_that_their_author_sees() -> None:
    assert [line.number for line in read(b'a,b\n\n"two\nlines",\n,,\nb\n')] == [1, 3, 5]
    assert [line.number for line in read(book(("a",), (None,), ("b",)))] == [1, 3]


def test_a_workbook_gives_days_whole_numbers_and_formulas_as_text() -> None:
    data = book(("a", "b", "c"), (datetime(2027, 12, 31), 12.0, "=1+1"))
    assert cells(data)[1] == ("2027-12-31", "12", "=1+1")


def test_the_first_sheet_that_holds_something_is_read() -> None:
    made = Workbook()
    made.create_sheet("Liste").append(("Texte",))
    out = io.BytesIO()
    made.save(out)
    assert cells(out.getvalue()) == [("Texte",)]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (sheets.MOST_UNFOLDED + 1))
    return out.getvalue()


def with_sheet(sheet: str) -> bytes:
    """A workbook with this as its only sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(("a",)))) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            new.writestr(one, sheet if one == "xl/worksheets/sheet1.xml" else old.read(one))
    return out.getvalue()


def test_what_a_sheet_says_of_its_own_size_is_not_believed() -> None:
    with zipfile.ZipFile(io.BytesIO(book(("a", "b"), ("c", "d")))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert 'ref="A1:B2"' in sheet
    assert cells(with_sheet(sheet.replace('ref="A1:B2"', 'ref="A1:A1"'))) == [("a", "b"), ("c", "d")]


def laughs() -> bytes:
    """A workbook whose sheet names itself ten times, nine levels deep."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{levels}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row></sheetData></worksheet>'
    )
    return with_sheet(sheet)


def far_cells() -> bytes:
    """Five hundred rows with one empty cell each, in the last column that there is."""
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"/></row>' for n in range(1, 501))
    return with_sheet(
        f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}'
        "</sheetData></worksheet>"
    )


def badly_packed() -> bytes:
    """An archive packed in a way that no workbook is, with a fault in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(("a", "b")))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as new:
        for one in old.namelist():
            new.writestr(one, old.read(one))
    data = bytearray(out.getvalue())
    data[44:48] = b"\xff\xff\xff\xff"
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" ;;\n\n", "empty"),
        (b"a" * (sheets.MOST_BYTES + 1), "too_large"),
        (b"a\n" * (sheets.MOST_ROWS + 2), "too_many"),
        (b";".join([b"a"] * (sheets.MOST_COLUMNS + 1)), "too_wide"),
        (sheets.OLD_EXCEL + b"rest", "old_excel"),
        (b"%PDF-1.7 whatever", "wrong_kind"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "wrong_kind"),
        (sheets.ZIP + b"no archive", "not_readable"),
        (b'"' + b"a" * 200_000 + b'"', "not_readable"),
        (bomb(), "too_large"),
        (laughs(), "not_readable"),
        (far_cells(), "too_wide"),
        (badly_packed(), "not_readable"),
    ],
)
def test_what_is_no_list_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(SheetRefused) as refusal:
        read(data)
    assert refusal.value.code == code


def test_two_thousand_rows_are_read_and_one_more_is_not() -> None:
    rows = [("Texte",), *((f"ligne {n}",) for n in range(sheets.MOST_ROWS))]
    assert len(read(book(*rows))) == sheets.MOST_ROWS + 1
    with pytest.raises(SheetRefused, match="too_many"):
        read(book(*rows, ("une de trop",)))


def test_what_is_written_comes_back_and_computes_nothing() -> None:
    row = ["=HYPERLINK(1)", "+33", "-5", "@x", "plain", "تكوين"]
    header = [f"h{n}" for n in range(len(row))]
    written = sheets.as_csv(header, [row])
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig").splitlines()[1].startswith("'=HYPERLINK(1);'+33;'-5;'@x;plain;")
    assert cells(written) == [tuple(header), tuple(row)]
    made = sheets.as_xlsx(header, [row], rtl=True)
    assert cells(made) == [tuple(header), tuple(row)]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in page
    assert b'rightToLeft="1"' in page
