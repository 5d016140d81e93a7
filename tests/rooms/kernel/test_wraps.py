"""A key with a list of wraps: ours opens it, others' wraps are kept, and nothing is guessed."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from himaya.kernel import keys, subjects, wraps
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import Damaged, KeyMissing
from himaya.kernel.models import DataKey

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X2")]
OF_A_MEMBER = {"kind": "hpke", "to": "somebody", "sealed": "bm90IG91cnM="}


@pytest.fixture(name="new_epoch")
def _new_epoch(db: None) -> Iterator[int]:
    number = keys.add_epoch(Path(settings.HIMAYA_KEYS))
    yield number
    (Path(settings.HIMAYA_KEYS) / f"kek-{number}.key").unlink()
    keys.forget()


def listed(blob: bytes) -> dict[str, Any]:
    assert blob[:1] == wraps.LISTED
    found: dict[str, Any] = json.loads(blob[1:])
    return found


def made() -> DataKey:
    subject = subjects.create("compartment", key_kinds=[subjects.COMPARTMENT])
    return DataKey.objects.get(subject=subject)


def add(row: DataKey, *more: dict[str, Any], first: bool = False) -> None:
    told = listed(bytes(row.wrapped))
    told["wraps"] = [*more, *told["wraps"]] if first else [*told["wraps"], *more]
    row.wrapped = wraps.LISTED + json.dumps(told).encode()
    row.save()


def opens(row: DataKey) -> bytes:
    return subjects.data_key(row.subject_id, row.kind).encrypt(b"0" * 12, b"x", None)


def test_a_compartment_s_key_says_who_can_open_it_and_other_keys_stay_as_they_were() -> None:
    told = listed(bytes(made().wrapped))
    assert told["format"] == "himaya-wraps-1"
    assert [one["kind"] for one in told["wraps"]] == ["epoch"]
    plain = subjects.create("note", key_kinds=[subjects.NOTE])
    assert bytes(DataKey.objects.get(subject=plain).wrapped)[:1] == b"\x01"


@pytest.mark.parametrize("first", [True, False])
def test_a_wrap_for_a_member_is_neither_opened_nor_lost(request: pytest.FixtureRequest, first: bool) -> None:
    """Faults to plant: a rotation that writes a fresh list; a reader that takes the first wrap, whatever its kind."""
    row = made()
    before = opens(row)
    add(row, OF_A_MEMBER, first=first)
    assert opens(row) == before
    newest = request.getfixturevalue("new_epoch")
    subjects.rotate(by=SYSTEM)
    row.refresh_from_db()
    found = listed(bytes(row.wrapped))["wraps"]
    assert OF_A_MEMBER in found
    assert [one["epoch"] for one in found if one["kind"] == "epoch"] == [newest] == [row.epoch]
    assert opens(row) == before


def test_a_key_that_only_a_member_opens_is_not_ours() -> None:
    row = made()
    told = listed(bytes(row.wrapped))
    told["wraps"] = [OF_A_MEMBER]
    row.wrapped = wraps.LISTED + json.dumps(told).encode()
    row.save()
    with pytest.raises(KeyMissing):
        opens(row)


def test_a_wrap_moved_to_another_subject_does_not_open() -> None:
    one, other = made(), made()
    other.wrapped = one.wrapped
    other.save()
    with pytest.raises(Damaged):
        opens(other)


def _cut(blob: bytes) -> bytes:
    return blob[:-3]


def _other_format(blob: bytes) -> bytes:
    return blob.replace(b"himaya-wraps-1", b"himaya-wraps-9")


def _no_list(blob: bytes) -> bytes:
    return wraps.LISTED + b'{"format":"himaya-wraps-1","wraps":7}'


def _flipped(blob: bytes) -> bytes:
    told = listed(blob)
    inner = bytearray(b64decode(told["wraps"][0]["wrapped"]))
    inner[-1] ^= 1
    told["wraps"][0]["wrapped"] = b64encode(bytes(inner)).decode()
    return wraps.LISTED + json.dumps(told).encode()


def _without_wrapped(blob: bytes) -> bytes:
    told = listed(blob)
    del told["wraps"][0]["wrapped"]
    return wraps.LISTED + json.dumps(told).encode()


@pytest.mark.parametrize("broken", [_cut, _other_format, _no_list, _flipped, _without_wrapped])
def test_what_was_cut_or_changed_is_damaged_and_nothing_else(broken: Any) -> None:
    row = made()
    row.wrapped = broken(bytes(row.wrapped))
    row.save()
    with pytest.raises(Damaged):
        opens(row)
