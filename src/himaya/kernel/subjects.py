"""Subjects and their data keys: made, unwrapped, re-wrapped, destroyed. AES-256-GCM wraps, bound to its row."""

import os
from collections.abc import Callable, Iterable
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from himaya.kernel import keys
from himaya.kernel.actor import Actor
from himaya.kernel.errors import Damaged, KeyMissing
from himaya.kernel.models import DataKey, Subject
from himaya.kernel.unit import unit

IDENTITY, STORY, NOTE = "identity", "story", "note"
_FORMAT = b"\x01"
_NONCE = 12
_BATCH = 500


def _bound(subject_id: UUID, kind: str, epoch: int) -> bytes:
    return b"himaya-wrap|" + f"{subject_id}|{kind}|{epoch}".encode()


def _wrap(key: bytes, *, subject_id: UUID, kind: str, epoch: int) -> bytes:
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(keys.ring().kek(epoch)).encrypt(nonce, key, _bound(subject_id, kind, epoch))
    return _FORMAT + nonce + sealed


def _unwrap(row: DataKey) -> bytes:
    blob = bytes(row.wrapped)
    if len(blob) < 1 + _NONCE + 16 or blob[:1] != _FORMAT:
        raise Damaged
    kek = AESGCM(keys.ring().kek(row.epoch))
    try:
        return kek.decrypt(blob[1 : 1 + _NONCE], blob[1 + _NONCE :], _bound(row.subject_id, row.kind, row.epoch))
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


def erase(subject_id: UUID, *, kinds: Iterable[str], by: Actor) -> None:
    """Destroy data keys: what they sealed can never be read again from this store."""
    with unit(by=by) as u:
        DataKey.objects.filter(subject_id=subject_id, kind__in=list(kinds)).delete()
        u.log("subject.erased", object_type="subject", object_id=subject_id, subjects=[subject_id])


def rotate(*, by: Actor, progress: Callable[[int, int], None] | None = None) -> int:
    """Re-wrap every data key under the newest epoch, in batches that each commit.

    Killed half-way, it leaves every key readable (each row names its epoch) and the next run goes on where it
    stopped. Returns how many keys this run re-wrapped. `progress` receives (done, total).
    """
    newest = keys.ring().current_epoch()
    waiting = DataKey.objects.exclude(epoch=newest)
    total, done = waiting.count(), 0
    while batch := list(waiting.order_by("id")[:_BATCH]):
        with transaction.atomic():
            for row in batch:
                row.wrapped = _wrap(_unwrap(row), subject_id=row.subject_id, kind=row.kind, epoch=newest)
                row.epoch = newest
            DataKey.objects.bulk_update(batch, ["wrapped", "epoch"])
        done += len(batch)
        if progress is not None:
            progress(done, max(total, done))
    with unit(by=by) as u:
        u.log("keys.rotated", object_type="epoch", object_id=newest, code=str(done))
    return done
