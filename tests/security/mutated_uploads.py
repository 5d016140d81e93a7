"""Run as a program: sends mutated files through the decoders of uploads, each in a fresh limited process.

    python -m tests.security.mutated_uploads COUNT SEED

The process is the one of `scans_child`, forked when all is loaded instead of started anew, so that ten thousand
fit into minutes. The last line on standard output is a JSON object: how many were kept, refused by code, killed by a
signal, late, and the numbers of those that were kept wrongly.
"""

import io
import json
import os
import random
import signal
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator

import pikepdf
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from himaya.adapters import limits, scans, scans_child

SECONDS = 20
MARK = b"CanaryPayloadOfASeed"
# What no kept PDF may hold, written down here apart from what the cleaner looks for.
NEVER = {
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/Launch", "/EF", "/XFA", "/URI", "/Annots", "/Metadata",
    "/RichMediaContent", "/AF", "/PieceInfo",
}  # fmt: skip
AT_THE_TOP, IN_THE_TRAILER = (
    {"/Type", "/Pages"},
    {"/Root", "/Size", "/ID", "/Type", "/W", "/Length", "/Filter", "/DecodeParms", "/Index"},
)


def picture(kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", (60, 40), "white")
    ImageDraw.Draw(image).ellipse((5, 5, 50, 35), fill="navy")
    image.save(out, kind, **more)
    return out.getvalue()


def noted_jpeg() -> bytes:
    notes = Image.Exif()
    notes[0x0112], notes[0x010F] = 6, MARK.decode()
    return picture("JPEG", exif=notes, comment=MARK)


def noted_png() -> bytes:
    notes = PngInfo()
    notes.add_text("Author", MARK.decode())
    notes.add_text("Packed", MARK.decode(), zip=True)
    return picture("PNG", pnginfo=notes)


def document(**more: object) -> bytes:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 200)).obj
        page.Contents = pdf.make_stream(b"0 0 m 10 10 l S")
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(MARK.decode()))
        pdf.Root.OpenAction = script
        page.AA = pikepdf.Dictionary(O=script)
        form = pikepdf.Dictionary(Fields=pikepdf.Array([]), XFA=pdf.make_stream(MARK))
        pdf.Root.AcroForm = form
        link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(MARK.decode()))
        note = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]), A=link)
        page.Annots = pikepdf.Array([pdf.make_indirect(note)])
        pdf.attachments["a.exe"] = b"MZ" + MARK
        pdf.docinfo["/Author"] = MARK.decode()
        out = io.BytesIO()
        pdf.save(out, **more)  # type: ignore[arg-type]
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", MARK * 20)
    return out.getvalue()


def seeds() -> list[bytes]:
    png, jpeg, pdf, packed = noted_png(), noted_jpeg(), document(), archive()
    locked = document(encryption=pikepdf.Encryption(owner="o", user="u"))
    plain = document(compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    page = b"<html><script>" + MARK + b"</script></html>"
    polyglots = [pdf + packed, jpeg + packed, png + pdf, jpeg + pdf, b"GIF89a/*" + jpeg + b"*/=1;" + page, page + pdf]
    polyglots += [jpeg[:2] + b"\xff\xfe" + (len(pdf) + 2).to_bytes(2) + pdf + jpeg[2:], packed + png, b"MZ" + pdf]
    return [png, jpeg, pdf, plain, locked, packed, page, picture("GIF"), picture("TIFF"), *polyglots]


def mutated(chance: random.Random, known: list[bytes]) -> bytes:
    """A seed with one to six things done to it; one in fifty is left as it is."""
    data = bytearray(chance.choice(known))
    for _ in range(0 if chance.random() < 0.02 else chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 2, 4, 16, 200)))
        way = chance.randrange(7)
        if way == 0 and at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        elif way == 1:
            data[at:end] = chance.randbytes(end - at)
        elif way == 2:
            del data[at:end]
        elif way == 3:
            data[at:at] = data[at:end] * chance.choice((1, 3, 50))
        elif way == 4:
            other = chance.choice(known)
            begin = chance.randrange(len(other))
            data[at:end] = other[begin : begin + chance.choice((4, 64, 1000))]
        elif way == 5:
            data[at:end] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"99999999", b"-1"))
        else:
            del data[at:]
    return bytes(data)


def decoded(data: bytes) -> tuple[int, bytes, float]:
    """The wait status, the output and the seconds that a fresh limited process took."""
    reading, writing = os.pipe()
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        code = 99
        try:
            os.close(reading)
            limits.limit(SECONDS)
            limits.close_doors()
            signal.alarm(2 * SECONDS)
            with os.fdopen(writing, "wb") as out:
                out.write(scans_child.clean(data, scans.SCAN).getbuffer())
            code = 0
        except scans.ScanRefused as refused:
            code = next(number for number, name in scans.CODES.items() if name == refused.code)
        except MemoryError:
            code = 10
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        out = said.read()
    _, status = os.waitpid(child, 0)
    return status, out, time.monotonic() - begun


def wrong(out: bytes) -> str:
    """Why what was kept should not have been; '' when it is what it must be."""
    if out.startswith(b"%PDF-"):
        with pikepdf.open(io.BytesIO(out)) as pdf:
            if not len(pdf.pages) or pdf.is_encrypted:
                return "no pages"
            found = {key for thing in pdf.objects for key in keys_of(thing)} & NEVER
            found |= set(pdf.Root.keys()) - AT_THE_TOP | set(pdf.trailer.keys()) - IN_THE_TRAILER
            return " ".join(sorted(found))
    if not out.startswith(b"\xff\xd8\xff"):
        return "another kind"
    with Image.open(io.BytesIO(out), formats=("JPEG",)) as image:
        image.load()
        return "hidden notes" if image.getexif() or "comment" in image.info or MARK in out else ""


def keys_of(thing: object) -> Iterator[str]:
    if isinstance(thing, pikepdf.Array):
        for inner in thing:
            yield from keys_of(inner) if not getattr(inner, "is_indirect", False) else ()
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in list(thing.keys()):
            yield str(key)
            inner = thing[key]
            if isinstance(inner, pikepdf.Object) and not inner.is_indirect:
                yield from keys_of(inner)


def main(count: int, seed: int) -> None:
    chance, known = random.Random(seed), seeds()
    found: Counter[str] = Counter()
    kept_wrongly: list[str] = []
    slowest = 0.0
    scans_child._warm_up()
    for number in range(count):
        status, out, seconds = decoded(mutated(chance, known))
        slowest = max(slowest, seconds)
        if os.WIFSIGNALED(status):
            found[f"signal {os.WTERMSIG(status)}"] += 1
        elif code := os.WEXITSTATUS(status):
            found[scans.CODES.get(code, f"exit {code}")] += 1
        else:
            found["kept"] += 1
            if why := wrong(out):
                kept_wrongly.append(f"{number}: {why}")
    sys.stdout.write(json.dumps({"found": found, "kept_wrongly": kept_wrongly, "slowest": slowest}) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
