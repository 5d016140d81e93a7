"""What the audit's checkpoints say: which rows each sealed, in which order, and up to where nothing can still come.

A row may be committed after a row with a greater id was sealed (a transaction that began earlier and ends later). It
gets a later leaf. Two things bound how long one may still come, and what appears below was put in by another hand:

* the sealer saw a moment in which nobody was writing: below the greatest id of that moment nothing can come (`closed`);
* where it never saw one, every transaction that was open at a checkpoint has ended by a later one.
"""

import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from himaya.kernel import signed_note
from himaya.kernel.audit_rows import EVENTS, SUBJECTS, TABLES, Table
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
    # The greatest ids at a moment without writers; nothing where there was no such moment.
    closed: dict[str, int] = field(default_factory=dict)

    def lines(self) -> tuple[str, ...]:
        lines = [
            f"made {self.made.astimezone(UTC):{_FORM}}",
            f"tops {_numbers(self.tops)}",
            f"transactions {self.ended} {self.begun}",
        ]
        return (*lines, f"closed {_numbers(self.closed)}") if self.closed else tuple(lines)


def _numbers(ids: dict[str, int]) -> str:
    return " ".join(str(ids[table.letter]) for table in TABLES)


def _ids(said: str) -> dict[str, int]:
    events, subjects = (int(one) for one in said.split())
    return {EVENTS.letter: events, SUBJECTS.letter: subjects}


def marks_of(found: signed_note.Checkpoint) -> Marks:
    """The marks in a checkpoint. Raises NotANote."""
    try:
        said = dict(line.split(" ", 1) for line in found.more)
        ended, begun = (int(one) for one in said["transactions"].split())
        made = datetime.strptime(said["made"], _FORM).replace(tzinfo=UTC)
        closed = _ids(said["closed"]) if "closed" in said else {}
        return Marks(made, _ids(said["tops"]), ended, begun, closed)
    except (KeyError, ValueError) as fault:
        raise signed_note.NotANote("the checkpoint has no marks") from fault


@dataclass
class Bound:
    """Up to which ids nothing can come any more, found by going back from the newest checkpoint."""

    ids: dict[str, int] = field(default_factory=lambda: {table.letter: 0 for table in TABLES})
    newest: Marks | None = None

    def back(self, marks: Marks) -> bool:
        """Look at one checkpoint further back; true when no older one could raise the bound."""
        self.newest = newest = self.newest or marks
        self._raise(marks.closed)
        # On SQLite no transaction is ever open beside the sealer's.
        if not newest.begun or (marks.begun <= newest.ended and marks.made + SETTLES <= newest.made):
            self._raise(marks.tops)
        return all(marks.tops[letter] <= top for letter, top in self.ids.items())

    def _raise(self, ids: dict[str, int]) -> None:
        for letter, top in ids.items():
            self.ids[letter] = max(self.ids[letter], top)


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
