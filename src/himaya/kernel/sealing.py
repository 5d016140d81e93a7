"""The sealer: gives every row of the audit that has no leaf yet its leaf in the tree, and signs the new root.

Safe to be killed in, to be done twice and by two at once: the sealer is one transaction and alone in it.
"""

import logging

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy as _

from himaya.kernel import clock, keys, signed_note
from himaya.kernel.audit_rows import EVENTS, SUBJECTS, TABLES, Table, is_whole, last_given, read
from himaya.kernel.checkpoints import Bound, Marks, marks_of, newest_first, pack, rows_of
from himaya.kernel.errors import Fault
from himaya.kernel.merkle import SIZE, Tree, leaf_hash
from himaya.kernel.models import AuditCheckpoint

log = logging.getLogger("himaya.audit")
_ALONE = 0x48494D41594131  # Any number will do, as long as nobody else locks it.
# Once a minute, writers wait at most so long behind the sealer. Below the server's own look for deadlocks.
_WAIT_MS = 100


class SealBroken(Fault):
    """The last checkpoint is not as it was signed: nothing is sealed on top of it."""

    sentence = _(
        "The last seal of the audit was altered, and nothing is sealed on top of it. Run `himaya audit verify`, keep a "
        "copy of the store, and tell the data protection officer."
    )


def signing_key() -> Ed25519PrivateKey:
    """The key of this installation (`audit.key`). Raises KeyMissing."""
    return Ed25519PrivateKey.from_private_bytes(keys.ring().audit_seed())


def seal() -> int:
    """Seal every committed row that has no leaf yet; returns how many. Raises KeyMissing and SealBroken."""
    key = signing_key()
    with transaction.atomic():
        _be_alone()
        last = AuditCheckpoint.objects.order_by("-first").defer("hashes", "events", "subjects").first()
        tree = _tree_of(last)
        ended = _transactions("xmin")
        after, sealed = _open_part(last)
        # Read before the rows: what has a greater number was numbered by hand, or waits for the next time. Sealed, it
        # would lift the bound above every row that is still to come.
        given = {table.letter: last_given(table) for table in TABLES}
        closed = _closed(given)
        found: dict[str, list[int]] = {}
        hashes: list[bytes] = []
        for table in TABLES:
            found[table.letter] = _take(
                table, after[table.letter], sealed[table.letter], hashes, closed.get(table.letter, given[table.letter])
            )
        # Read after the rows: whoever took a number below the top is counted as begun.
        begun = _transactions("xmax")
        if not hashes:
            return 0
        tops = _tops(last)
        for letter, ids in found.items():
            tops[letter] = max([tops[letter], *ids[-1:]])
        _keep(tree, found, b"".join(hashes), Marks(clock.now(), tops, ended, begun, closed), key)
    return len(hashes)


def newest() -> AuditCheckpoint | None:
    """The checkpoint on which the next is built. Raises SealBroken when none can be built on it."""
    last = AuditCheckpoint.objects.order_by("-first").defer("hashes", "events", "subjects").first()
    _tree_of(last)
    _open_part(last)
    return last


def _be_alone() -> None:
    # On SQLite the transaction already is: it begins IMMEDIATE.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ALONE])


def _transactions(which: str) -> int:
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_snapshot_{which}(pg_current_snapshot())::text")  # one of two words
        return int(cursor.fetchone()[0])


def _tree_of(last: AuditCheckpoint | None) -> Tree:
    """The tree as the last checkpoint left it. Raises SealBroken."""
    if last is None:
        return Tree()
    peaks, raw = bytes(last.peaks), bytes(last.public_key)
    signer = signed_note.PublicKey(signed_note.name_of(raw), raw)
    try:
        said = signed_note.read(last.note)
        tree = Tree(said.size, [peaks[at : at + SIZE] for at in range(0, len(peaks), SIZE)])
    except ValueError as fault:
        raise SealBroken from fault
    if tree.root() != said.root or not signed_note.signed_by(last.note, [signer]):
        raise SealBroken
    return tree


def _tops(last: AuditCheckpoint | None) -> dict[str, int]:
    if last is None:
        return {table.letter: 0 for table in TABLES}
    return dict(marks_of(signed_note.read(last.note)).tops)


def _open_part(last: AuditCheckpoint | None) -> tuple[dict[str, int], dict[str, set[int]]]:
    """Above which ids a row may still be without a leaf, and which of the ids there have one. Raises SealBroken."""
    after, sealed = _tops(None), {t.letter: set[int]() for t in TABLES}
    if last is None:
        return after, sealed
    bound = Bound()
    try:
        for one in newest_first():
            if bound.back(marks_of(signed_note.read(one.note))):
                break
            for table in TABLES:
                sealed[table.letter].update(rows_of(one, table))
    except ValueError as fault:
        raise SealBroken from fault
    return bound.ids, sealed


def _closed(given: dict[str, int | None]) -> dict[str, int]:
    """The greatest ids at a moment in which nobody is writing; nothing when there is none within a tenth of a second.

    Whoever writes a row holds a lock on its table from before it takes the row's number until it has ended. So whoever
    holds both tables against writers knows that below the greatest id nothing can come. The savepoint gives them back.
    """
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT nobody_writes")
        try:
            cursor.execute(f"SET LOCAL lock_timeout = {_WAIT_MS}")
            cursor.execute("LOCK TABLE audit_event, audit_subject IN SHARE MODE")
            cursor.execute(
                "SELECT (SELECT max(id) FROM audit_event WHERE id <= %s),"
                " (SELECT max(id) FROM audit_subject WHERE id <= %s)",
                [given[table.letter] for table in TABLES],
            )
            greatest = cursor.fetchone()
        except DatabaseError:
            greatest = None
        finally:
            cursor.execute("ROLLBACK TO SAVEPOINT nobody_writes")
    return {} if greatest is None else {t.letter: top or 0 for t, top in zip(TABLES, greatest, strict=True)}


def _take(table: Table, after: int, sealed: set[int], hashes: list[bytes], until: int | None) -> list[int]:
    """The ids of rows without a leaf, ascending; their hashes go to the end of `hashes`. What lies above waits."""
    taken = []
    for ids, texts in read(table, after=after, until=until):
        for number, text in zip(ids, texts, strict=True):
            if number in sealed:
                continue
            if not is_whole(table, text):
                log.error("audit row not sealable %s %s", table.name, number)
                continue
            taken.append(number)
            hashes.append(leaf_hash(text.encode()))
    return taken


def _keep(tree: Tree, found: dict[str, list[int]], hashes: bytes, marks: Marks, key: Ed25519PrivateKey) -> None:
    first = tree.size
    tree.append(hashes)
    public = signed_note.public_of(key)
    checkpoint = signed_note.Checkpoint(public.name, tree.size, tree.root(), marks.lines())
    AuditCheckpoint.objects.create(
        first=first,
        count=tree.size - first,
        events=pack(found[EVENTS.letter]),
        subjects=pack(found[SUBJECTS.letter]),
        hashes=hashes,
        peaks=b"".join(tree.peaks),
        note=signed_note.sign(checkpoint, key),
        public_key=public.raw,
    )
