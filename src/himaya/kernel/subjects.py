"""Subjects and their data keys: made, unwrapped, re-wrapped, destroyed. AES-256-GCM wraps, bound to its row."""

import os
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction

from himaya.kernel import keys, wraps
from himaya.kernel.actor import Actor
from himaya.kernel.errors import Damaged, Fault, KeyMissing
from himaya.kernel.models import AuditEvent, DataKey, Subject
from himaya.kernel.unit import unit

IDENTITY, STORY, NOTE, COMPARTMENT = "identity", "story", "note", "compartment"
# Keys kept with a list of wraps, so that members can have wraps of their own one day (ADR 27).
_LISTED = frozenset({COMPARTMENT})
_FORMAT = b"\x01"
_NONCE = 12
_BATCH = 5000
ROTATED = "keys.rotated"
# So many are named in a sentence; whoever has mended these is told the next.
_NAMED = 20
RESTORE = "Restore these rows of the table data_key from a backup that opens them (docs/how-to/keys.md)"
_Row = tuple[int, UUID, str, int, bytes | memoryview]


class Shut(NamedTuple):
    """A data key whose wrap the master keys that are here do not open."""

    subject_id: UUID
    kind: str
    epoch: int


def named(shut: Sequence[Shut]) -> str:
    """Which they are, for an operator: ids that mean nothing outside this store, and never a name."""
    said = [f"subject {one.subject_id} ({one.kind}, epoch {one.epoch})" for one in shut[:_NAMED]]
    return ", ".join(said) + (f" and {more} more" if (more := len(shut) - _NAMED) > 0 else "")


class NotTurned(Fault):
    """Some data keys stayed under an old epoch, because nothing here opens them; every other one is wrapped anew."""

    def __init__(self, done: int, shut: Sequence[Shut]) -> None:
        self.done, self.shut = done, tuple(shut)
        self.sentence = (
            f"{done} keys are wrapped anew; {len(shut)} are not, because they do not open: {named(shut)}. {RESTORE}, "
            "or put the master key of their epoch in place where it is absent; then run this again. Their epoch stays "
            "until then."
        )
        super().__init__(self.sentence)


def _bound(subject_id: UUID, kind: str, epoch: int) -> bytes:
    return f"himaya-wrap|{subject_id}|{kind}|{epoch}".encode()


def _wrap(key: bytes, *, subject_id: UUID, kind: str, epoch: int) -> bytes:
    nonce = os.urandom(_NONCE)
    sealed = keys.ring().cipher(epoch).encrypt(nonce, key, _bound(subject_id, kind, epoch))
    return _FORMAT + nonce + sealed


def _unwrap(row: DataKey) -> bytes:
    blob = wraps.of_epoch(bytes(row.wrapped), row.epoch)
    return _opened(keys.ring().cipher(row.epoch), blob, _bound(row.subject_id, row.kind, row.epoch))


def check_wrap(row: DataKey) -> None:
    """Raises Damaged or KeyMissing when the master keys that are here do not unwrap this data key."""
    _unwrap(row)


def _opened(kek: AESGCM, blob: bytes, bound: bytes) -> bytes:
    if len(blob) < 1 + _NONCE + 16 or blob[:1] != _FORMAT:
        raise Damaged
    try:
        return kek.decrypt(blob[1 : 1 + _NONCE], blob[1 + _NONCE :], bound)
    except InvalidTag as fault:
        raise Damaged from fault


def create(kind: str, *, key_kinds: Iterable[str]) -> Subject:
    """A new subject with one fresh data key per kind, inside the caller's unit."""
    subject = Subject.objects.create(kind=kind)
    for key_kind in key_kinds:
        add_key(subject.id, key_kind)
    return subject


def add_key(subject_id: UUID, kind: str) -> None:
    """Give a subject a fresh key of one more kind."""
    epoch = keys.ring().current_epoch()
    wrapped = _wrap(AESGCM.generate_key(256), subject_id=subject_id, kind=kind, epoch=epoch)
    if kind in _LISTED:
        wrapped = wraps.first(wrapped, epoch)
    DataKey.objects.create(subject_id=subject_id, kind=kind, epoch=epoch, wrapped=wrapped)


def data_keys(subject_ids: Iterable[UUID]) -> dict[tuple[UUID, str], AESGCM]:
    """The unwrapped keys of several subjects, in one query. A destroyed key is simply absent."""
    rows = DataKey.objects.filter(subject_id__in=set(subject_ids))
    return {(row.subject_id, row.kind): AESGCM(_unwrap(row)) for row in rows}


def data_key(subject_id: UUID, kind: str) -> AESGCM:
    """One unwrapped key. Raises KeyMissing when it was erased or never made."""
    found = DataKey.objects.filter(subject_id=subject_id, kind=kind).first()
    if found is None:
        raise KeyMissing
    return AESGCM(_unwrap(found))


def hold(subject_ids: Iterable[UUID]) -> None:
    """Hold all keys of several subjects, inside a unit, before some of them are destroyed one subject after another.

    In the order in which a rotation holds them: it may hold a key of the second subject and wait for one of the first.
    """
    held = DataKey.objects.select_for_update().filter(subject_id__in=set(subject_ids)).order_by("id")
    list(held.values_list("id", flat=True))


def erase(subject_id: UUID, *, kinds: Iterable[str], by: Actor) -> dict[str, int]:
    """Destroy data keys: what they sealed can never be read again from this store.

    Returns the epoch that wrapped each: while its master key exists, a backup still opens what was erased here.
    """
    with unit(by=by) as u:
        # Held in the order in which a rotation holds them, so that the two never lock each other out.
        held = DataKey.objects.select_for_update().filter(subject_id=subject_id, kind__in=list(kinds)).order_by("id")
        epochs = {row.kind: row.epoch for row in held}
        DataKey.objects.filter(subject_id=subject_id, kind__in=list(epochs)).delete()
        u.log("subject.erased", object_type="subject", object_id=subject_id, subjects=[subject_id])
    return epochs


def erase_all(subject_id: UUID, *, by: Actor) -> dict[str, int]:
    """Destroy every key of a subject and the subject itself; returns the epoch of each kind of key."""
    with unit(by=by):
        kinds = DataKey.objects.filter(subject_id=subject_id).values_list("kind", flat=True)
        epochs = erase(subject_id, kinds=list(kinds), by=by)
        Subject.objects.filter(pk=subject_id).delete()
    return epochs


def rotate(*, by: Actor, progress: Callable[[int, int], None] | None = None) -> int:
    """Re-wrap every data key under the newest epoch, in batches that each commit.

    Killed half-way, it leaves every key readable (each row names its epoch) and the next run goes on where it
    stopped. Returns how many keys this run re-wrapped. `progress` receives (done, total). Raises NotTurned when all
    others are done and some do not open: those stay as they are, under their epoch.
    """
    ring = keys.ring()
    newest = ring.current_epoch()
    # Where the newest key cannot be read, that is no fault of any row.
    ring.cipher(newest)
    waiting = DataKey.objects.exclude(epoch=newest)
    total, done, shut, moved = waiting.count(), 0, list[Shut](), True
    # Plain tuples: a hundred thousand model instances would cost more than the cryptography.
    rows = waiting.order_by("id").values_list("id", "subject_id", "kind", "epoch", "wrapped")
    # What came meanwhile is found from the start, until a whole round finds nothing that opens.
    while moved:
        shut, moved, after = [], False, 0
        # Going on after the last id spares the database the rows already done.
        while batch := list(rows.filter(id__gt=after)[:_BATCH]):
            after = batch[-1][0]
            if fresh := _opening(batch, ring, newest, shut):
                _save(fresh, newest)
                done, moved = done + len(fresh), True
                if progress is not None:
                    progress(done, max(total, done))
    with unit(by=by) as u:
        # A run that found nothing to do does not move the day on which old epochs may go.
        if done or not AuditEvent.objects.filter(action=ROTATED, object_id=str(newest)).exists():
            u.log(ROTATED, object_type="epoch", object_id=newest, code=str(done))
    if shut:
        raise NotTurned(done, shut)
    return done


def _opening(batch: Iterable[_Row], ring: keys.KeyRing, newest: int, shut: list[Shut]) -> list[tuple[bytes, int, int]]:
    """Those of a batch that open, wrapped anew; the others go to `shut`: one altered row stops no rotation."""
    fresh = []
    for row in batch:
        try:
            fresh.append(_rewrapped(row, ring, newest))
        except (Damaged, KeyMissing):
            shut.append(Shut(row[1], row[2], row[3]))
    return fresh


def _rewrapped(row: _Row, ring: keys.KeyRing, newest: int) -> tuple[bytes, int, int]:
    """The key of a row wrapped anew, with the row's id and the epoch that it had."""
    pk, subject_id, kind, epoch, wrapped = row
    former = bytes(wrapped)
    key = _opened(ring.cipher(epoch), wraps.of_epoch(former, epoch), _bound(subject_id, kind, epoch))
    nonce = os.urandom(_NONCE)
    sealed = _FORMAT + nonce + ring.cipher(newest).encrypt(nonce, key, _bound(subject_id, kind, newest))
    return wraps.rewrapped(former, epoch, sealed, newest), pk, epoch


def _save(fresh: list[tuple[bytes, int, int]], newest: int) -> None:
    """One commit. A key erased meanwhile stays erased, and one that another run re-wrapped stays as it is."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            wrapped, ids, epochs = (list(column) for column in zip(*fresh, strict=True))
            # In one order for everybody: an erasure holds the keys of its subject in the same.
            cursor.execute("SELECT id FROM data_key WHERE id = ANY(%s::bigint[]) ORDER BY id FOR UPDATE", [ids])
            cursor.execute(
                "UPDATE data_key SET wrapped = fresh.wrapped, epoch = %s"
                " FROM unnest(%s::bytea[], %s::bigint[], %s::integer[]) AS fresh (wrapped, id, epoch)"
                " WHERE data_key.id = fresh.id AND data_key.epoch = fresh.epoch",
                [newest, wrapped, ids, epochs],
            )
            return
        cursor.executemany(
            f"UPDATE data_key SET wrapped = %s, epoch = {newest:d} WHERE id = %s AND epoch = %s",  # noqa: S608
            fresh,
        )
