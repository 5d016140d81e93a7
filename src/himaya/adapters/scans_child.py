"""The process that takes one upload apart: what came on standard input, what may be kept on standard output.

It is started bare by `scans`, without keys or the address of a database. It limits itself and closes every door before
it reads a byte; every decoder is loaded by then. pikepdf, Pillow and puremagic are imported here and nowhere else on
an upload's way; Django is not imported at all.
"""

from __future__ import annotations

import io
import sys

import pikepdf
import puremagic
from PIL import Image, ImageOps, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin

from .limits import close_doors, limit
from .scans import CODES, Bounds, ScanRefused

# A3 at 400 dots per inch, with room; a page decoded takes three bytes for each.
MAX_PIXELS = 40_000_000
UNPACKED = 64 * 1024 * 1024
QUALITY = 85
# Keys of PDF dictionaries that start something, carry a file or point outside, wherever they stand.
ACTIVE = (
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/EF", "/AF", "/Launch", "/URI", "/XFA", "/RichMediaContent",
    "/Metadata", "/PieceInfo", "/Annots", "/Ref", "/OPI", "/PS",
)  # fmt: skip

# What there is to see on a page, and nothing else of it.
SEEN = frozenset(
    ("/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Contents", "/Resources", "/Group")
)

# A few thousand bytes can unpack to gigabytes, and an index of objects is unpacked on opening.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=UNPACKED,
    png_max_memory=UNPACKED,
    tiff_max_memory=UNPACKED,
    run_length_max_memory=UNPACKED,
    parser_max_container_size=200_000,
    doc_max_warnings=100,
)


# What the first bytes say it is, and the endings that go with it.
KINDS = {
    "application/pdf": ("PDF", ("pdf",)),
    "image/jpeg": ("JPEG", ("jpg", "jpeg", "jpe", "jfif")),
    "image/png": ("PNG", ("png",)),
}
# Segments of a JPEG that hold notes: comments, and those of applications but for JFIF, colour profile and Adobe.
NOTES = frozenset((0xFE, 0xE1, *range(0xE3, 0xEE), 0xEF))
# A phone's picture may be of the first kind or carry a second picture; its notes on how it was held are of the last.
LOADED = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin)
HEAD = 4096


def clean(data: bytes, bounds: Bounds, named: str = "") -> io.BytesIO:
    """An upload written anew. Its first bytes, its parser and the ending it came under must agree.

    Raises ScanRefused.
    """
    if len(data) > bounds.bytes:
        raise ScanRefused("too_large")
    kind, endings = _kind(data)
    if named and named not in endings:
        raise ScanRefused("other_name")
    return _pdf(data, bounds) if kind == "PDF" else _jpeg(data, kind)


def _kind(data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        said = puremagic.from_string(data[:HEAD], mime=True)
    except (puremagic.PureError, ValueError):
        raise ScanRefused("wrong_kind") from None
    if said not in KINDS:
        raise ScanRefused("wrong_kind")
    return KINDS[said]


def _pdf(data: bytes, bounds: Bounds) -> io.BytesIO:
    try:
        with pikepdf.open(io.BytesIO(data)) as old, pikepdf.new() as new:
            if old.is_encrypted:
                raise ScanRefused("encrypted")
            if not 0 < len(old.pages) <= bounds.pages:
                raise ScanRefused("too_large" if len(old.pages) else "not_readable")
            # A stamp or a signature may be drawn as an annotation: what is seen of it becomes part of the page.
            old.flatten_annotations()
            for page in old.pages:
                # Before copying: what hangs on the page only by a link comes along otherwise.
                for key in set(page.obj.keys()) - SEEN:
                    del page.obj[key]
                new.pages.append(page)
            for thing in new.objects:
                _strip(thing)
                if isinstance(thing, pikepdf.Stream):
                    _without_notes(thing)
            out = io.BytesIO()
            # Nothing is unpacked: a small stream may hold gigabytes.
            new.save(out, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    except pikepdf.PasswordError as locked:
        raise ScanRefused("encrypted") from locked
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, RuntimeError, RecursionError) as broken:
        raise ScanRefused("not_readable") from broken
    if out.tell() > bounds.bytes:
        raise ScanRefused("too_large")
    return out


def _strip(thing: pikepdf.Object) -> None:
    """Takes what acts out of one object and out of what is written inside it."""
    if isinstance(thing, pikepdf.Array):
        for inner in thing:
            _strip_direct(inner)
        return
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key in [key for key in thing.keys() if _acts(thing, key)]:  # noqa: SIM118 (a PDF dictionary has no other way)
        del thing[key]
    for key in thing.keys():  # noqa: SIM118
        _strip_direct(thing[key])


def _without_notes(thing: pikepdf.Object) -> None:
    """Takes the notes out of a JPEG that stands in a page: where it was taken, by whom, with what."""
    kinds = thing.get("/Filter")
    if isinstance(kinds, pikepdf.Array) and len(kinds) > 1 and kinds[-1] == pikepdf.Name.DCTDecode:
        _unpack_to_jpeg(thing, kinds)
    elif kinds != pikepdf.Name.DCTDecode and kinds != pikepdf.Array([pikepdf.Name.DCTDecode]):
        return
    before = thing.read_raw_bytes()
    after = _bare_jpeg(before)
    if after != before:
        # How it is decoded stands in the dictionary, which stays.
        thing.write(after, filter=pikepdf.Name.DCTDecode, decode_parms=None)


def _unpack_to_jpeg(thing: pikepdf.Object, kinds: pikepdf.Array) -> None:
    """Takes away what a JPEG was packed in once more, within the bounds of all unpacking."""
    parms = thing.get("/DecodeParms")
    with pikepdf.new() as apart:
        packed = pikepdf.Stream(apart, b"")
        outer = [pikepdf.Name(str(kind)) for kind in list(kinds)[:-1]]
        if parms is not None and any(isinstance(one, pikepdf.Dictionary) for one in list(parms)[:-1]):
            # A JPEG is no table of numbers: nothing that is meant to be seen is packed so.
            raise ScanRefused("not_readable")
        packed.write(thing.read_raw_bytes(), filter=pikepdf.Array(outer))
        data = packed.read_bytes(pikepdf.StreamDecodeLevel.specialized)
    if parms is not None:
        del thing["/DecodeParms"]
    thing.write(data, filter=pikepdf.Name.DCTDecode)


def _bare_jpeg(data: bytes) -> bytes:
    """A JPEG without its comments and without the segments of applications, but for what its colours need."""
    kept, at = [data[:2]], 2
    if data[:2] != b"\xff\xd8":
        return data
    while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] != b"\xda" and at + 4 <= len(data):
        if data[at + 1] == 0xFF:
            # Any number of these may stand before a marker.
            at += 1
            continue
        marker = data[at + 1]
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker not in NOTES:
            kept.append(data[at:end])
        at = end
    return b"".join(kept) + data[at:]


def _acts(thing: pikepdf.Object, key: str) -> bool:
    # The content of a stream may be said to be in another file.
    outside = isinstance(thing, pikepdf.Stream) and key in ("/F", "/FFilter", "/FDecodeParms")
    return outside or key in ACTIVE


def _strip_direct(thing: object) -> None:
    # Objects of their own are met by the walk over all objects.
    if isinstance(thing, pikepdf.Object) and not thing.is_indirect:
        _strip(thing)


def _jpeg(data: bytes, kind: str) -> io.BytesIO:
    try:
        with Image.open(io.BytesIO(data), formats=(kind,)) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ScanRefused("too_large")
            # As the reader sees it: the camera's note on how it was held goes with the other notes.
            upright = ImageOps.exif_transpose(image)
            out = io.BytesIO()
            _opaque(upright).save(out, "JPEG", quality=QUALITY)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise ScanRefused("too_large") from bomb
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError) as broken:
        raise ScanRefused("not_readable") from broken
    return out


def _opaque(image: Image.Image) -> Image.Image:
    """In grey or in colour, on white where it was transparent, carrying nothing but pixels."""
    if image.mode == "L":
        return _bare(image)
    if image.has_transparency_data:
        layered = image.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        image = Image.alpha_composite(paper, layered)
    return _bare(image.convert("RGB"))


def _bare(image: Image.Image) -> Image.Image:
    image.info = {}
    return image


def _warm_up() -> None:
    """Go once through what will be needed, so that nothing is looked for on the disk afterwards."""
    out = io.BytesIO()
    with pikepdf.new() as blank:
        blank.add_blank_page()
        blank.save(out)
    _pdf(out.getvalue(), Bounds())
    for kind in ("PNG", "JPEG"):
        picture = io.BytesIO()
        Image.new("RGBA" if kind == "PNG" else "RGB", (2, 2)).save(picture, kind)
        _jpeg(picture.getvalue(), kind)
        _kind(picture.getvalue())


def main() -> None:
    """Limits, doors, input, output; the exit code says why nothing came."""
    seconds, most, pages = (int(one) for one in sys.argv[1:4])
    limit(seconds)
    _warm_up()
    close_doors()
    codes = {name: code for code, name in CODES.items()}
    try:
        out = clean(sys.stdin.buffer.read(most + 1), Bounds(most, pages, seconds), sys.argv[4])
    except ScanRefused as refused:
        sys.exit(codes[refused.code])
    except MemoryError:
        sys.exit(codes["too_large"])
    sys.stdout.buffer.write(out.getbuffer())
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
