"""Scans: only what can be seen comes through, and what cannot be taken apart safely is refused."""

import io
import subprocess
import sys
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from himaya.adapters import confined, limits, scans, scans_child


def saved(pdf: pikepdf.Pdf, **more: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **more)  # type: ignore[arg-type]
    return out.getvalue()


def unpacked(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)


def armed() -> pikepdf.Pdf:
    """A page with a line to see, and everything that a PDF can do besides."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200)).obj
    page.Contents = pdf.make_stream(b"0 0 m 10 10 l S")
    script = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.Root.OpenAction = script
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([pikepdf.String("x"), script])))
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))
    pdf.attachments["secret.exe"] = b"MZ-payload"
    page.AA = Dictionary(O=Dictionary(S=Name.Launch, F=pikepdf.String("cmd.exe")))
    link = Dictionary(S=Name.URI, URI=pikepdf.String("http://tracker.example"))
    page.Annots = Array([
        pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=link)),
    ])  # fmt: skip
    page.Metadata = pdf.make_stream(b"<xmp>Jean Dupont</xmp>")
    page.Thumb = pdf.make_stream(b"small picture of another page")
    page.PieceInfo = Dictionary(Maker=Dictionary(Private=pikepdf.String("Jean Dupont")))
    pdf.docinfo["/Author"] = "Jean Dupont"
    outside = pdf.make_stream(b"")
    outside.F = pikepdf.String("/etc/passwd")
    page.Resources = Dictionary(XObject=Dictionary(X=outside))
    return pdf


def test_a_pdf_keeps_what_is_seen_and_nothing_that_acts() -> None:
    cleaned = scans.clean(saved(armed()))
    assert cleaned.kind == "pdf"
    text = unpacked(cleaned.data)
    with pikepdf.open(io.BytesIO(cleaned.data)) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.pages[0].Contents.read_bytes().strip() == b"0 0 m 10 10 l S"
        assert set(pdf.Root.keys()) == {"/Pages", "/Type"}
        assert not pdf.docinfo.keys()
    for left in (
        b"JavaScript",
        b"alert",
        b"payload",
        b"Launch",
        b"cmd.exe",
        b"tracker",
        b"Dupont",
        b"passwd",
        b"xdp",
        b"small",
    ):
        assert left not in text, left


def test_a_photo_inside_a_pdf_loses_its_notes_and_stays_to_be_seen() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200)).obj
    drawn = pdf.make_stream(held_sideways())
    size = {"Width": 40, "Height": 20, "BitsPerComponent": 8, "ColorSpace": Name.DeviceRGB}
    drawn.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, Filter=Name.DCTDecode, **size))
    page.Resources = Dictionary(XObject=Dictionary(X=drawn))
    cleaned = scans.clean(saved(pdf)).data
    assert b"Dupont" in saved(pdf)
    assert b"Dupont" not in cleaned
    with pikepdf.open(io.BytesIO(cleaned)) as kept, Image.open(io.BytesIO(held_sideways())) as before:
        seen = pikepdf.PdfImage(kept.pages[0].Resources.XObject.X).as_pil_image()
        assert seen.tobytes() == before.tobytes()


def test_a_drawn_signature_stays_to_be_seen() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200)).obj
    drawn = pdf.make_stream(b"0 0 m 5 5 l S")
    drawn.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])))
    stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 9, 9]), F=4, AP=Dictionary(N=drawn))
    page.Annots = Array([pdf.make_indirect(stamp)])
    with pikepdf.open(io.BytesIO(scans.clean(saved(pdf)).data)) as cleaned:
        assert "/Annots" not in cleaned.pages[0].obj
        (seen,) = cleaned.pages[0].Resources.XObject.values()
        assert seen.read_bytes() == b"0 0 m 5 5 l S"


def test_the_same_scan_is_cleaned_to_the_same_bytes() -> None:
    data = saved(armed())
    assert scans.clean(data) == scans.clean(data)


def photo(kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", (40, 20), "white")
    image.paste("black", (0, 0, 10, 10))
    image.save(out, kind, **more)
    return out.getvalue()


def held_sideways() -> bytes:
    notes = Image.Exif()
    notes[0x0112] = 6
    notes[0x010F] = "Telephone of Jean Dupont"
    return photo("JPEG", exif=notes, comment=b"Jean Dupont")


def test_an_image_is_turned_upright_and_loses_its_notes() -> None:
    cleaned = scans.clean(held_sideways())
    with Image.open(io.BytesIO(cleaned.data)) as image:
        assert (cleaned.kind, image.format, image.size) == ("jpeg", "JPEG", (20, 40))
        assert not image.getexif()
        assert image.getpixel((15, 5)) < (60, 60, 60)  # type: ignore[operator]
    assert b"Dupont" not in cleaned.data


@pytest.mark.parametrize("way", ["plain", "filled", "packed", "packed twice"])
def test_a_photograph_in_a_page_loses_where_it_was_taken(way: str) -> None:
    """Planted faults: a fill byte before a marker read as a length; a picture behind a second filter left as it was."""
    bare = photo("JPEG")
    note = b"Exif\0\0Canary 33.9716N"
    segment = b"\xff\xe1" + (len(note) + 2).to_bytes(2) + note
    raw = bare[:2] + (b"\xff\xff" if way == "filled" else b"") + segment + bare[2:]
    filters = [Name.DCTDecode]
    for _ in range(way.count("packed") + way.count("twice")):
        raw, filters = zlib.compress(raw), [Name.FlateDecode, *filters]
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    picture = pdf.make_stream(b"")
    picture.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=40,
            Height=20,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
        )
    )
    picture.write(raw, filter=filters[0] if len(filters) == 1 else Array(filters))
    page.Resources = Dictionary(XObject=Dictionary(Im0=picture))
    page.Contents = pdf.make_stream(b"q 100 0 0 100 0 0 cm /Im0 Do Q")
    with pikepdf.open(io.BytesIO(scans.clean(saved(pdf)).data)) as cleaned:
        (kept,) = cleaned.pages[0].Resources.XObject.values()
        assert kept.Filter == Name.DCTDecode
        assert kept.read_raw_bytes() == bare
        assert pikepdf.PdfImage(kept).as_pil_image().size == (40, 20)


def test_what_is_transparent_lies_on_white_paper() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(scans.clean(out.getvalue()).data)) as image:
        assert image.getpixel((4, 4)) == (255, 255, 255)


def locked() -> bytes:
    return saved(armed(), encryption=pikepdf.Encryption(owner="o", user="u"))


def locked_without_a_password() -> bytes:
    return saved(armed(), encryption=pikepdf.Encryption(owner="o", user=""))


def bomb_of_pixels(side: int = 60_000) -> bytes:
    """A PNG that says it is so many pixels high and wide."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)

    head = side.to_bytes(4) * 2 + bytes((1, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def bomb_of_objects() -> bytes:
    """A PDF whose index of objects unpacks to far more than it is."""
    packed = zlib.compress(b"\0" * (scans_child.UNPACKED * 2), 9)
    index = f"/Type /XRef /Size 9 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /Length {len(packed)}"
    body = b"%PDF-1.5\n1 0 obj\n<< " + index.encode() + b" >>\nstream\n" + packed + b"\nendstream\nendobj\n"
    return body + b"startxref\n9\n%%EOF\n"


def too_many_pages() -> bytes:
    pdf = pikepdf.new()
    for _ in range(scans.SCAN.pages + 1):
        pdf.add_blank_page(page_size=(20, 20))
    return saved(pdf)


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("too_large", lambda: b"%PDF-" + b"0" * scans.MAX_BYTES),
        ("too_large", bomb_of_pixels),
        ("too_large", lambda: bomb_of_pixels(side=7_000)),
        ("too_large", too_many_pages),
        ("encrypted", locked),
        ("encrypted", locked_without_a_password),
        ("not_readable", lambda: b"%PDF-1.7\nnothing"),
        ("not_readable", lambda: saved(pikepdf.new())),
        ("not_readable", bomb_of_objects),
        ("not_readable", lambda: photo("JPEG")[:300]),
        ("not_readable", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
        ("wrong_kind", lambda: photo("GIF")),
        ("wrong_kind", lambda: b"PK\x03\x04word/document.xml"),
        ("wrong_kind", lambda: b"<svg onload=alert(1)>"),
        ("wrong_kind", lambda: b""),
        ("wrong_kind", lambda: b"MZ" + saved(armed())),
        ("wrong_kind", lambda: b"\n" + saved(armed())),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason(code: str, made: Callable[[], bytes]) -> None:
    with pytest.raises(scans.ScanRefused) as refusal:
        scans.clean(made())
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("named", "refused"), [("pdf", True), ("png", True), ("JPG", True), ("jpg", False), ("", False)]
)
def test_a_file_that_calls_itself_something_else_is_refused(named: str, refused: bool) -> None:
    kept: list[bytes] = []
    if not refused:
        assert scans.clean_stream((photo("JPEG"),), kept.append, named=named) == "jpeg"
        return
    with pytest.raises(scans.ScanRefused) as refusal:
        scans.clean_stream((photo("JPEG"),), kept.append, named=named)
    assert (refusal.value.code, kept) == ("other_name", [])


@pytest.mark.deep("a minute: a process for each upload")
@pytest.mark.parametrize(
    ("code", "made"),
    [("", lambda: saved(armed())), ("", held_sideways), ("encrypted", locked), ("too_large", bomb_of_pixels),
     ("not_readable", bomb_of_objects), ("wrong_kind", lambda: b"PK\x03\x04")],
)  # fmt: skip
def test_what_the_process_says_is_what_its_decoders_say(code: str, made: Callable[[], bytes]) -> None:
    if code:
        with pytest.raises(scans.ScanRefused, match=code):
            scans.clean(made())
        return
    assert scans.clean(made()).data == scans_child.clean(made(), scans.SCAN).getvalue()


IN_THE_CHILD = """
import os, socket
from himaya.adapters import limits, scans_child
limits.limit(20)
scans_child._warm_up()
limits.close_doors()
for way in (lambda: open("/etc/passwd"), lambda: socket.socket(), lambda: os.pipe(), lambda: open("/tmp/x", "w")):
    try:
        way()
    except OSError as refused:
        print(refused.errno == 24)
import sys
print("django" in sys.modules)
"""


@pytest.mark.deep("a minute: a process for each upload")
def test_the_process_can_open_nothing_once_it_reads() -> None:
    run = subprocess.run([sys.executable, "-c", IN_THE_CHILD], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True"] * 4 + ["False"]


@pytest.mark.deep("a minute: a process for each upload")
def test_what_takes_too_long_or_answers_anything_but_a_file_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: a child that sleeps, one that floods, one that sends what is neither PDF nor JPEG."""
    tricks = {
        "too_long": ("import time; time.sleep(60)", 1),
        "too_large": (f"import os\nwhile True: os.write(1, b'%' * {limits.MEMORY // 2000})", 30),
        "not_readable": ("import os; os.write(1, b'<script>')", 30),
    }
    for code, (trick, seconds) in tricks.items():
        command = [sys.executable, "-c", trick]
        monkeypatch.setattr(confined, "command", lambda *_, command=command: command)
        with pytest.raises(scans.ScanRefused) as refusal:
            scans.clean_stream((b"x",), bytes, bounds=scans.Bounds(seconds=seconds))
        assert refusal.value.code == code


def test_what_unpacks_to_too_much_is_given_up_while_it_is_unpacked() -> None:
    # Without these a file of one and a half megabytes took two gigabytes of memory and seven seconds.
    limits = pikepdf.settings.get_qpdf_limits()
    for kind in ("flate", "png", "tiff", "run_length"):
        assert limits[f"{kind}_max_memory"] == scans_child.UNPACKED
