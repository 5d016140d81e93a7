"""Is the audit as it was sealed? The first row that is not is named. Needs the public key, and writes nothing."""

import hashlib
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import islice
from operator import lt

from django.db import connection, transaction

from himaya.kernel import apart, signed_note
from himaya.kernel.audit_rows import TABLES, Table, last_given, read
from himaya.kernel.checkpoints import Bound, marks_of, rows_of
from himaya.kernel.merkle import SIZE, Tree
from himaya.kernel.models import AuditCheckpoint
from himaya.kernel.signed_note import NotANote, PublicKey

CHANGED, DELETED, INSERTED, MOVED = "changed", "deleted", "inserted", "moved"
SEAL_CHANGED, SEAL_MISSING, SEAL_UNSIGNED = "seal_changed", "seal_missing", "seal_unsigned"
ROLLED_BACK, FORKED = "rolled_back", "forked"
# From so many leaves on, tree and tables are read side by side. Below, starting processes costs more than it saves.
MANY = 100_000
SENTENCES = {
    CHANGED: "this row is not as it was sealed",
    DELETED: "this row was sealed and is gone",
    INSERTED: "this row appeared where none could be written any more, or cannot have been written by Himaya",
    MOVED: "this row stands at the place of another, or its seal does",
    SEAL_CHANGED: "this checkpoint is not as it was signed",
    SEAL_MISSING: "checkpoints before this one are gone",
    SEAL_UNSIGNED: "this checkpoint is not signed by the key given",
    ROLLED_BACK: "the audit is shorter than the checkpoint kept elsewhere: from this leaf on it was cut off",
    FORKED: "up to this leaf the audit is another than the one whose checkpoint was kept elsewhere",
}


@dataclass(frozen=True, order=True)
class Finding:
    """Something that is wrong: after which leaf it comes, in which table, which row, and what."""

    leaf: float
    table: str
    row: int
    what: str


@dataclass
class Report:
    """What was found. `sealed` and `unsealed` count rows."""

    sealed: int = 0
    unsealed: int = 0
    checkpoints: int = 0
    root: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def first(self) -> Finding | None:
        return min(self.findings, default=None)


@dataclass
class _Sealed:
    """What the checkpoints say of one table: ids that grow with their hashes, and those that came late."""

    top: int = 0
    ids: "array[int]" = field(default_factory=lambda: array("q"))
    hashes: bytearray = field(default_factory=bytearray)
    late: dict[int, tuple[bytes, int]] = field(default_factory=dict)
    # Where each checkpoint's part begins in `ids`, and at which leaf.
    starts: list[int] = field(default_factory=list)
    leaves: list[int] = field(default_factory=list)

    def add(self, ids: "array[int]", hashes: bytes, leaf: int) -> None:
        if not ids:
            return
        if ids[0] > self.top and all(map(lt, ids, islice(ids, 1, None))):
            self._follow(ids, hashes, leaf)
            return
        for at, number in enumerate(ids):
            digest = hashes[at * SIZE : (at + 1) * SIZE]
            if number > self.top:
                self._follow(array("q", [number]), digest, leaf + at)
            else:
                self.late.setdefault(number, (digest, leaf + at))

    @cached_property
    def known(self) -> frozenset[bytes]:
        """Every hash, made when a first row differs: sought one by one, a table changed as a whole takes hours."""
        return frozenset(bytes(self.hashes[at : at + SIZE]) for at in range(0, len(self.hashes), SIZE))

    def _follow(self, ids: "array[int]", hashes: bytes, leaf: int) -> None:
        self.starts.append(len(self.ids))
        self.leaves.append(leaf)
        self.ids.extend(ids)
        self.hashes += hashes
        self.top = ids[-1]

    def leaf_of(self, at: int) -> int:
        part = bisect_right(self.starts, at) - 1
        return self.leaves[part] + at - self.starts[part]


def verify(public: Sequence[PublicKey], *, since: signed_note.Checkpoint | None = None) -> Report:
    """Read all checkpoints and all rows. `since` was kept elsewhere; its signature was already checked."""
    report = Report()
    # Checkpoints first: whatever they sealed was committed before them. On SQLite writers are not held up.
    checkpoints = list(AuditCheckpoint.objects.order_by("first"))
    sealed = {table.letter: _Sealed() for table in TABLES}
    for one in checkpoints:
        _take_in(report, sealed, one)
    size = _end(checkpoints[-1]) if checkpoints else 0
    settled = _settled(checkpoints, public)
    pieces = [partial(_rows, table, sealed[table.letter], settled[table.letter], size) for table in TABLES]

    def grow() -> None:
        _grow(report, checkpoints, public, since)

    if size >= MANY and apart.is_possible():
        found = apart.each(pieces, grow)
    else:
        grow()
        found = [piece() for piece in pieces]
    for findings, unsealed in found:
        report.findings += findings
        report.unsealed += unsealed
    return report


def _reading() -> AbstractContextManager[object]:
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()


def _end(one: AuditCheckpoint) -> int:
    return one.first + len(one.hashes) // SIZE


def _take_in(report: Report, sealed: dict[str, _Sealed], one: AuditCheckpoint) -> None:
    """What a checkpoint sealed, into the tables' lists."""
    try:
        parts = [(table, rows_of(one, table)) for table in TABLES]
    except ValueError:
        report.findings.append(Finding(_end(one) - 0.5, "audit_checkpoint", one.pk, SEAL_CHANGED))
        return
    hashes, leaf = bytes(one.hashes), one.first
    for table, ids in parts:
        start = (leaf - one.first) * SIZE
        sealed[table.letter].add(ids, hashes[start : start + len(ids) * SIZE], leaf)
        leaf += len(ids)
    if leaf != _end(one):
        report.findings.append(Finding(_end(one) - 0.5, "audit_checkpoint", one.pk, SEAL_CHANGED))


def _grow(
    report: Report,
    checkpoints: Sequence[AuditCheckpoint],
    public: Sequence[PublicKey],
    since: signed_note.Checkpoint | None,
) -> None:
    """Grow the tree anew and compare each root."""
    tree, whole, kept_root = Tree(), True, None
    for one in checkpoints:
        report.checkpoints += 1
        if one.first != tree.size:
            report.findings.append(Finding(tree.size, "audit_checkpoint", one.pk, SEAL_MISSING))
            tree, whole = Tree(one.first, [bytes(SIZE)] * one.first.bit_count()), False
        hashes = bytes(one.hashes)
        if since is not None and tree.size < since.size < _end(one):
            part = Tree(tree.size, tree.peaks)
            part.append(hashes[: (since.size - tree.size) * SIZE])
            kept_root = part.root()
        tree.append(hashes)
        if since is not None and tree.size == since.size:
            kept_root = tree.root()
        if what := _fault_of(one, tree if whole else None, public):
            report.findings.append(Finding(tree.size - 0.5, "audit_checkpoint", one.pk, what))
    report.sealed, report.root = tree.size, tree.root().hex() if whole else ""
    _compare(report, since, kept_root if tree.size else Tree().root())


def _fault_of(one: AuditCheckpoint, tree: Tree | None, public: Sequence[PublicKey]) -> str:
    """What is wrong with a checkpoint itself. Without a tree (one before it is gone) its root cannot be compared."""
    try:
        said = signed_note.read(one.note)
        marks_of(said)
    except NotANote:
        return SEAL_CHANGED
    if not signed_note.signed_by(one.note, public):
        return SEAL_UNSIGNED
    if said.size != one.first + one.count or len(bytes(one.hashes)) != one.count * SIZE:
        return SEAL_CHANGED
    if tree is not None and (tree.root() != said.root or b"".join(tree.peaks) != bytes(one.peaks)):
        return SEAL_CHANGED
    return ""


def _compare(report: Report, since: signed_note.Checkpoint | None, root: bytes | None) -> None:
    if since is None:
        return
    if since.size > report.sealed:
        report.findings.append(Finding(report.sealed, "audit_checkpoint", 0, ROLLED_BACK))
    elif root != since.root:
        report.findings.append(Finding(since.size - 0.5, "audit_checkpoint", 0, FORKED))


def _settled(checkpoints: Sequence[AuditCheckpoint], public: Sequence[PublicKey]) -> dict[str, int]:
    """Below which ids every row must have its leaf, by what was signed."""
    bound = Bound()
    for one in reversed(checkpoints):
        with suppress(NotANote):
            if signed_note.signed_by(one.note, public) and bound.back(marks_of(signed_note.read(one.note))):
                break
    return bound.ids


Found = tuple[list[Finding], int]


def _rows(table: Table, sealed: _Sealed, settled: int, size: int) -> Found:
    """What is wrong with the rows of one table, and how many of them have no leaf yet."""
    look = _Look(table, sealed, settled, size)
    with _reading():
        for ids, texts in read(table):
            look.at_rows(ids, texts)
    look.at_the_end(last_given(table))
    return look.findings, len(look.waiting)


@dataclass
class _Look:
    """A walk through the rows of one table beside its sealed ids. `at`: how far the ids were met."""

    table: Table
    sealed: _Sealed
    settled: int
    size: int
    at: int = 0
    waiting: list[int] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def found(self, leaf: float, row: int, what: str) -> None:
        self.findings.append(Finding(leaf, self.table.name, row, what))

    def at_rows(self, ids: list[int], texts: list[str]) -> None:
        """Nearly always all is well, and then a few thousand rows are compared at once."""
        sha, sealed, at, size = hashlib.sha256, self.sealed, self.at, len(ids)
        if sealed.ids[at : at + size] == array("q", ids) and None not in texts:
            hashes = b"".join([sha(b"\x00" + text.encode()).digest() for text in texts])
            if hashes == sealed.hashes[at * SIZE : (at + size) * SIZE]:
                self.at += size
                return
        for number, text in zip(ids, texts, strict=True):
            self._at_row(number, sha(b"\x00" + (text or "").encode()).digest())

    def _at_row(self, number: int, digest: bytes) -> None:
        sealed = self.sealed
        while self.at < len(sealed.ids) and sealed.ids[self.at] < number:
            self.found(sealed.leaf_of(self.at), sealed.ids[self.at], DELETED)
            self.at += 1
        if self.at < len(sealed.ids) and sealed.ids[self.at] == number:
            wanted, leaf = bytes(sealed.hashes[self.at * SIZE : (self.at + 1) * SIZE]), sealed.leaf_of(self.at)
            self.at += 1
        elif number in sealed.late:
            wanted, leaf = sealed.late[number]
            self.seen.add(number)
        elif number <= self.settled:
            place = sealed.leaf_of(self.at) if self.at < len(sealed.ids) else self.size
            self.found(place - 0.5, number, INSERTED)
            return
        else:
            self.waiting.append(number)
            return
        if digest != wanted:
            self.found(leaf, number, MOVED if digest in sealed.known else CHANGED)

    def at_the_end(self, given: int | None) -> None:
        """What was sealed and not met is gone; what has a number that was never given out was put in by hand."""
        sealed = self.sealed
        if given is not None:
            for number in (one for one in self.waiting if one > given):
                self.found(self.size, number, INSERTED)
            self.waiting = [one for one in self.waiting if one <= given]
        for place in range(self.at, len(sealed.ids)):
            self.found(sealed.leaf_of(place), sealed.ids[place], DELETED)
        for number, (_digest, leaf) in sealed.late.items():
            if number not in self.seen:
                self.found(leaf, number, DELETED)
