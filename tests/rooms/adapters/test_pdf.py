"""PDFs: made apart from keys and disk, the same each time, in our fonts only; and DOCX as a word processor opens it."""

import io
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from himaya.adapters import confined, paper_docx, paper_html, pdf
from himaya.adapters.paper import Grid, Mode, Para, Words, same
from tests.rooms.adapters.papers import minutes, paper

OURS = {"Noto-Sans", "Noto-Sans-Bold", "Noto-Naskh-Arabic", "Noto-Naskh-Arabic-Bold"}


def command(name: str, package: str) -> str:
    found = shutil.which(name)
    assert found, f"{name} is missing: apt install {package}"
    return found


@pytest.fixture
def _pango() -> None:
    assert not pdf.missing(), f"PDFs cannot be made here: apt install {pdf.missing()}"


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def fonts(document: pikepdf.Pdf) -> set[str]:
    """Names of the fonts inside, without the six letters that mark a subset."""
    names = [
        str(thing.FontName)
        for thing in document.objects
        if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing
    ]
    return {name.removeprefix("/").partition("+")[2] for name in names}


def text_of(data: bytes, *, layout: bool = False) -> str:
    run = [command("pdftotext", "poppler-utils"), *(["-layout"] if layout else []), "-", "-"]
    return subprocess.run(run, input=data, capture_output=True, check=True).stdout.decode()


def test_a_missing_library_is_named_by_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_loads", lambda name: "pango" not in name)
    assert pdf.missing() == "libpango-1.0-0 libpangoft2-1.0-0"
    with pytest.raises(pdf.PdfFailed) as failure:
        pdf.render("<p>x")
    assert failure.value.code == "missing"


def test_the_process_that_makes_a_pdf_knows_no_key_and_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HIMAYA_DATABASE", "HIMAYA_KEYS", "HIMAYA_HOME", "HIMAYA_MAIL_PASSWORD_FILE"):
        monkeypatch.setenv(name, "secret")
    assert "secret" not in confined.bare().values()
    assert {name for name in confined.bare() if name.startswith("HIMAYA")} == set()


def test_the_fonts_are_in_the_package_with_their_licence() -> None:
    there = {file.name for file in pdf.FONTS.iterdir()}
    assert {f"{name}.ttf" for name in ("NotoSans-Regular", "NotoSans-Bold")} <= there
    assert {"NotoNaskhArabic-Regular.ttf", "NotoNaskhArabic-Bold.ttf", "OFL.txt", "SOURCE.md", "fonts.conf"} <= there


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.usefixtures("_pango")
@pytest.mark.parametrize("mode", ["fr", "ar", "en", "both"])
def test_a_paper_becomes_a_tagged_pdf_in_our_fonts_and_its_language(mode: Mode) -> None:
    source = minutes(mode)
    with opened(pdf.render(paper_html.write(source))) as document:
        assert fonts(document) <= OURS
        assert fonts(document)
        assert str(document.Root.Lang) == source.language
        assert str(document.docinfo["/Title"]) == source.title.in_language(source.language)
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        assert "/ID" in document.trailer
        assert b"pdfuaid" in document.Root.Metadata.read_bytes()
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(document.Root.keys())


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.usefixtures("_pango")
def test_the_pages_say_what_the_paper_says() -> None:
    data = pdf.render(paper_html.write(minutes("both")))
    text = text_of(data)
    for said in ("TRI-2/PV/14", "Exercise / Exercice /", "Point 1", "+212 5 37 68 00 00", "2016-07-22", "2/2"):
        assert said in text
    lines = text_of(data, layout=True).splitlines()
    # French at the left and Arabic at the right, on one line.
    assert any(re.search(r"^\s*Échanges\s{5,}\S*[\u0600-\u06ff\ufb50-\ufefc]", line) for line in lines)


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.usefixtures("_pango")
def test_dates_and_telephones_keep_their_order_in_arabic() -> None:
    text = text_of(pdf.render(paper_html.write(minutes("ar"))))
    assert "2016-07-22" in text
    assert "+212 5 37 68 00 00" in text


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.usefixtures("_pango")
def test_heads_of_tables_come_again_on_every_page() -> None:
    data = pdf.render(paper_html.write(minutes("fr", people=90)))
    pages = text_of(data).split("\f")
    with_rows = [page for page in pages if re.search(r"Institution \d", page)]
    assert len(with_rows) > 2
    assert all("Présence" in page for page in with_rows)


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.usefixtures("_pango")
def test_nothing_is_lost_of_a_text_that_is_longer_than_a_page() -> None:
    long = Words(" ".join(f"mot{n}" for n in range(1200)), " ".join(f"كلمة{n}" for n in range(1200)))
    grid = Grid((same("a"), same("b")), ((long, same("x")),))
    text = text_of(pdf.render(paper_html.write(paper(Para(long, "decision"), grid, mode="both"))))
    found = re.findall(r"mot(\d+)", text)
    assert len(found) == 2400
    assert {int(number) for number in found} == set(range(1200))


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.usefixtures("_pango")
def test_the_same_text_gives_the_same_bytes() -> None:
    text = paper_html.write(minutes("both"))
    assert pdf.render(text) == pdf.render(text)


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.usefixtures("_pango")
def test_fifty_pages_come_with_their_progress() -> None:
    seen: list[int] = []
    data = pdf.render(paper_html.write(minutes("both", items=115)), progress=seen.append)
    with opened(data) as document:
        assert len(document.pages) > 50
        assert seen[-1] == len(document.pages)
    assert seen == sorted(set(seen))
    assert len(seen) > 35


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.usefixtures("_pango")
@pytest.mark.parametrize(
    "asking",
    [
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="file:///etc/hostname">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
        '<link rel="stylesheet" href="x.css">',
        "<style>@import url(file:///etc/passwd)</style>",
        "<style>@font-face { font-family: x; src: url(/etc/passwd) }</style><p style='font-family: x'>x",
        '<link rel="attachment" href="file:///etc/passwd">',
    ],
)
def test_a_page_that_asks_for_anything_outside_is_refused(asking: str) -> None:
    with pytest.raises(pdf.PdfFailed) as failure:
        pdf.render(f"<!doctype html><html><head>{asking}</head><body>{asking}<p>x</body></html>", seconds=30)
    assert failure.value.code == "refused"


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.usefixtures("_pango")
def test_a_page_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(pdf.PdfFailed) as failure:
        pdf.render(paper_html.write(minutes("both", items=400)), seconds=2)
    assert failure.value.code == "too_long"


IN_THE_CHILD = """
import logging
from himaya.adapters import limits, pdf_child
limits.limit(20)
follow = pdf_child.Pages()
for page in (1, 2, 1, 2, 3):
    follow.emit(logging.makeLogRecord({"msg": f"Step 5 - Creating layout - Page {page}"}))
try:
    with open(FILE, "w") as file:
        file.write("x")
except OSError as refused:
    print(type(refused).__name__)
try:
    held = bytearray(3 * 1024**3)
except MemoryError:
    print("MemoryError")
import sys
print("django" in sys.modules)
"""


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.usefixtures("_pango")
def test_the_process_can_fill_no_file_and_no_memory_and_its_pages_only_rise(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    code = IN_THE_CHILD.replace("FILE", repr(str(file)))
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["OSError", "MemoryError", "False"]
    assert run.stderr.split("\n") == ["page 1", "page 2", "page 3", ""]
    assert file.read_bytes() == b""


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.usefixtures("_pango")
def test_who_follows_the_progress_can_stop_it() -> None:
    def stop(_page: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        pdf.render(paper_html.write(minutes("fr", items=50)), progress=stop)


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.usefixtures("_pango")
def test_a_character_without_a_drawing_does_not_bring_in_a_font_of_the_machine() -> None:
    with opened(pdf.render(paper_html.write(paper(Para(same("漢字 ⵣ 😀 fin")))))) as document:
        assert fonts(document) <= OURS


@pytest.mark.deep("a minute: pages are made of papers")
@pytest.mark.parametrize("mode", ["fr", "ar", "both"])
def test_a_word_processor_opens_the_docx(mode: Mode, tmp_path: Path) -> None:
    office = command("soffice", "libreoffice-writer-nogui")
    file = tmp_path / "paper.docx"
    file.write_bytes(paper_docx.write(minutes(mode, people=90), created=datetime(2026, 9, 12, tzinfo=UTC)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    run = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(run, capture_output=True, check=True, timeout=120)
    data = file.with_suffix(".pdf").read_bytes()
    text = text_of(data)
    for said in ("TRI-2/PV/14", "2016-07-22", "+212 5 37 68 00 00"):
        assert said in text
    head = "الحضور" if mode == "ar" else "Présence"
    pages = [page for page in text.split("\f") if "09:30" in page]
    assert len(pages) > 1
    assert all(head in page for page in pages)
