"""One file in the demo, added by the verb like everybody's, so that there is something to open and to remove."""

import zlib
from collections.abc import Iterator

from himaya.cases import queries
from himaya.cases.actions import files
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id

WIDE, HIGH = 160, 220


class Sheet:
    """A white sheet with a frame, as a PNG in shades of grey."""

    def pieces(self) -> Iterator[bytes]:
        """In one piece: head, rows (each begins with its filter, none), end."""
        edge, inside = b"\0" + b"\x80" * WIDE, b"\0\x80" + b"\xff" * (WIDE - 2) + b"\x80"
        head = WIDE.to_bytes(4) + HIGH.to_bytes(4) + bytes((8, 0, 0, 0, 0))
        rows = zlib.compress(edge + inside * (HIGH - 2) + edge)
        yield b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)


def seed(worker: Actor) -> None:
    """Add it to the case that stands first in the list of the worker's desk."""
    case = queries.desk_cases(worker).first()
    if case is not None:
        words = "Certificat médical (exercice) · شهادة طبية (تمرين)"
        files.add(case_id=case.pk, source=Sheet(), named="png", description=words, instance_id=new_id(), by=worker)
