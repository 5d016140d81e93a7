"""Scans of signed letters: what was uploaded is taken apart and only what can be seen is written anew.

A PDF keeps its pages and loses everything that acts: scripts, actions, links, attachments, forms, metadata. An image
is decoded and encoded again as JPEG, so that nothing but pixels comes through. Nothing touches the disk.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Literal

import pikepdf
from PIL import Image, ImageOps

MAX_BYTES = 10 * 1024 * 1024
# A3 at 400 dots per inch, with room; a page decoded takes three bytes for each.
MAX_PIXELS = 40_000_000
MAX_PAGES = 200
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


@dataclass(frozen=True)
class Cleaned:
    """What may be kept."""

    kind: Literal["pdf", "jpeg"]
    data: bytes


class ScanRefused(Exception):
    """Not kept. `code`: too_large (bytes, pixels or pages), not_readable, encrypted, wrong_kind."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean(data: bytes) -> Cleaned:
    """A scan written anew, from a PDF, a JPEG or a PNG of at most MAX_BYTES. Raises ScanRefused.

    The kind goes by the content; what the browser called it does not count.
    """
    if len(data) > MAX_BYTES:
        raise ScanRefused("too_large")
    if b"%PDF-" in data[:1024]:
        return Cleaned("pdf", _pdf(data))
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return Cleaned("jpeg", _jpeg(data))
    raise ScanRefused("wrong_kind")


def _pdf(data: bytes) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(data)) as old, pikepdf.new() as new:
            if old.is_encrypted:
                raise ScanRefused("encrypted")
            if not 0 < len(old.pages) <= MAX_PAGES:
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
            out = io.BytesIO()
            # Nothing is unpacked: a small stream may hold gigabytes.
            new.save(out, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    except pikepdf.PasswordError as locked:
        raise ScanRefused("encrypted") from locked
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, RuntimeError, RecursionError) as broken:
        raise ScanRefused("not_readable") from broken
    if out.tell() > MAX_BYTES:
        raise ScanRefused("too_large")
    return out.getvalue()


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


def _acts(thing: pikepdf.Object, key: str) -> bool:
    # The content of a stream may be said to be in another file.
    outside = isinstance(thing, pikepdf.Stream) and key in ("/F", "/FFilter", "/FDecodeParms")
    return outside or key in ACTIVE


def _strip_direct(thing: object) -> None:
    # Objects of their own are met by the walk over all objects.
    if isinstance(thing, pikepdf.Object) and not thing.is_indirect:
        _strip(thing)


def _jpeg(data: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
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
    return out.getvalue()


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
