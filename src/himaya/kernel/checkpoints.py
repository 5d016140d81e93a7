"""What the audit's checkpoints say: which rows each sealed, in which order, and up to where nothing can still come.

A row may be committed after a row with a greater id was sealed (a transaction that began earlier and ends later). It
gets a later leaf. But once every transaction that was open at a checkpoint has ended, and a later checkpoint has seen
that, no row can come any more below the first one's mark: what appears there was put in by another hand.
"""

import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from himaya.kernel import signed_note
from himaya.kernel.audit_rows import EVENTS, SUBJECTS, Table
from himaya.kernel.models import AuditCheckpoint

# Between taking a row number and being counted as a writer a transaction needs microseconds; this is ample.
# SQLite lets one writer in at a time: there nobody is ever between the two, and the marks of transactions are 0.
SETTLES = timedelta(seconds=5)
_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True)
class Marks:
    """What a checkpoint says beside size and root; signed with it."""

    made: datetime
    tops: dict[str, int]
    # Every transaction below `ended` had ended before the rows were read; those from `begun` on began after.
    ended: int
    begun: int

    def lines(self) -> tuple[str, ...]:
        tops = " ".join(str(self.tops[table.letter]) for table in (EVENTS, SUBJECTS))
        return (f"made {self.made.astimezone(UTC):{_FORM}}", f"tops {tops}", f"transactions {self.ended} {self.begun}")


def marks_of(found: signed_note.Checkpoint) -> Marks:
    """The marks in a checkpoint. Raises NotANote."""
    try:
        said = dict(line.split(" ", 1) for line in found.more)
        events, subjects = (int(one) for one in said["tops"].split())
        ended, begun = (int(one) for one in said["transactions"].split())
        made = datetime.strptime(said["made"], _FORM).replace(tzinfo=UTC)
    except (KeyError, ValueError) as fault:
        raise signed_note.NotANote("the checkpoint has no marks") from fault
    return Marks(made, {EVENTS.letter: events, SUBJECTS.letter: subjects}, ended, begun)


def is_settled(earlier: Marks, last: Marks) -> bool:
    """True when, at the last checkpoint, no transaction was left that could still write below the earlier one's top."""
    if not last.begun:
        return True
    return earlier.begun <= last.ended and earlier.made + SETTLES <= last.made


def pack(ids: list[int]) -> bytes:
    """Row ids as the checkpoint keeps them: 8 bytes each, the greatest first byte first."""
    packed = array("q", ids)
    if sys.byteorder == "little":
        packed.byteswap()
    return packed.tobytes()


def unpack(kept: bytes | memoryview) -> "array[int]":
    """The ids again. Raises ValueError for a string of another length."""
    ids = array("q")
    ids.frombytes(bytes(kept))
    if sys.byteorder == "little":
        ids.byteswap()
    return ids


def rows_of(checkpoint: AuditCheckpoint, table: Table) -> "array[int]":
    """The ids that a checkpoint sealed in one table."""
    return unpack(checkpoint.events if table is EVENTS else checkpoint.subjects)


def newest_first() -> Iterator[AuditCheckpoint]:
    """Checkpoints from the last one back, without what they sealed."""
    return AuditCheckpoint.objects.order_by("-first").defer("hashes", "events", "subjects").iterator(chunk_size=50)
