"""Is the audit as it was sealed? The first row that is not is named. Needs the public key, and writes nothing."""

import hashlib
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from django.db import connection, transaction

from himaya.kernel import signed_note
from himaya.kernel.audit_rows import TABLES, Table, read
from himaya.kernel.checkpoints import Marks, is_settled, marks_of, rows_of
from himaya.kernel.merkle import SIZE, Tree
from himaya.kernel.models import AuditCheckpoint
from himaya.kernel.signed_note import NotANote, PublicKey

CHANGED, DELETED, INSERTED, MOVED = "changed", "deleted", "inserted", "moved"
SEAL_CHANGED, SEAL_MISSING, SEAL_UNSIGNED = "seal_changed", "seal_missing", "seal_unsigned"
ROLLED_BACK, FORKED = "rolled_back", "forked"
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
        if ids[0] > self.top and ids.tolist() == sorted(set(ids)):
            self._follow(ids, hashes, leaf)
            return
        for at, number in enumerate(ids):
            digest = hashes[at * SIZE : (at + 1) * SIZE]
            if number > self.top:
                self._follow(array("q", [number]), digest, leaf + at)
            else:
                self.late.setdefault(number, (digest, leaf + at))

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
    sealed = {table.letter: _Sealed() for table in TABLES}
    # On SQLite each reading has its own moment, and writers are not held up; that fits, since leaves are never taken.
    with _reading():
        settled = _checkpoints(report, sealed, public, since)
        for table in TABLES:
            _rows(report, table, sealed[table.letter], settled[table.letter])
    return report


def _reading() -> AbstractContextManager[object]:
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()


def _checkpoints(
    report: Report, sealed: dict[str, _Sealed], public: Sequence[PublicKey], since: signed_note.Checkpoint | None
) -> dict[str, int]:
    """Grow the tree anew and compare each root; returns below which ids every row must have its leaf."""
    tree, whole, marks, kept_root = Tree(), True, list[Marks](), None
    for one in AuditCheckpoint.objects.order_by("first").iterator(chunk_size=20):
        report.checkpoints += 1
        if one.first != tree.size:
            report.findings.append(Finding(tree.size, "audit_checkpoint", one.pk, SEAL_MISSING))
            tree, whole = Tree(one.first, [bytes(SIZE)] * one.first.bit_count()), False
        hashes, leaf = bytes(one.hashes), one.first
        if since is not None and tree.size < since.size < tree.size + len(hashes) // SIZE:
            part = Tree(tree.size, tree.peaks)
            part.append(hashes[: (since.size - tree.size) * SIZE])
            kept_root = part.root()
        tree.append(hashes)
        if since is not None and tree.size == since.size:
            kept_root = tree.root()
        end = tree.size - 0.5
        if what := _fault_of(one, tree if whole else None, public):
            report.findings.append(Finding(end, "audit_checkpoint", one.pk, what))
        else:
            marks.append(marks_of(signed_note.read(one.note)))
        try:
            parts = [(table, rows_of(one, table)) for table in TABLES]
        except ValueError:
            report.findings.append(Finding(end, "audit_checkpoint", one.pk, SEAL_CHANGED))
            continue
        for table, ids in parts:
            start = (leaf - one.first) * SIZE
            sealed[table.letter].add(ids, hashes[start : start + len(ids) * SIZE], leaf)
            leaf += len(ids)
        if leaf != tree.size:
            report.findings.append(Finding(end, "audit_checkpoint", one.pk, SEAL_CHANGED))
    report.sealed, report.root = tree.size, tree.root().hex() if whole else ""
    _compare(report, since, kept_root if tree.size else Tree().root())
    return _settled(marks)


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


def _settled(marks: list[Marks]) -> dict[str, int]:
    for earlier in reversed(marks):
        if is_settled(earlier, marks[-1]):
            return earlier.tops
    return {table.letter: 0 for table in TABLES}


def _rows(report: Report, table: Table, sealed: _Sealed, settled: int) -> None:
    sha, at, seen = hashlib.sha256, 0, set[int]()
    for ids, texts in read(table):
        size = len(ids)
        # Nearly always all is well, and then a few thousand rows are compared at once.
        if sealed.ids[at : at + size] == array("q", ids) and None not in texts:
            found = b"".join([sha(b"\x00" + text.encode()).digest() for text in texts])
            if found == sealed.hashes[at * SIZE : (at + size) * SIZE]:
                at += size
                continue
        at = _slowly(report, table, sealed, settled, (ids, texts, at, seen))
    for place in range(at, len(sealed.ids)):
        report.findings.append(Finding(sealed.leaf_of(place), table.name, sealed.ids[place], DELETED))
    for number, (_digest, leaf) in sealed.late.items():
        if number not in seen:
            report.findings.append(Finding(leaf, table.name, number, DELETED))


def _slowly(
    report: Report, table: Table, sealed: _Sealed, settled: int, part: tuple[list[int], list[str], int, set[int]]
) -> int:
    """Row by row. Returns how far the sealed ids were met."""
    ids, texts, at, seen = part
    for number, text in zip(ids, texts, strict=True):
        while at < len(sealed.ids) and sealed.ids[at] < number:
            report.findings.append(Finding(sealed.leaf_of(at), table.name, sealed.ids[at], DELETED))
            at += 1
        digest = hashlib.sha256(b"\x00" + (text or "").encode()).digest()
        if at < len(sealed.ids) and sealed.ids[at] == number:
            wanted, leaf = bytes(sealed.hashes[at * SIZE : (at + 1) * SIZE]), sealed.leaf_of(at)
            at += 1
        elif number in sealed.late:
            wanted, leaf = sealed.late[number]
            seen.add(number)
        elif number <= settled:
            place = sealed.leaf_of(at) if at < len(sealed.ids) else report.sealed
            report.findings.append(Finding(place - 0.5, table.name, number, INSERTED))
            continue
        else:
            report.unsealed += 1
            continue
        if digest != wanted:
            what = MOVED if digest in sealed.hashes else CHANGED
            report.findings.append(Finding(leaf, table.name, number, what))
    return at
