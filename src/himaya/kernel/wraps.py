"""A data key with a list of wraps: today one by the master key of an epoch, ready for one per member (ADR 27).

`02 | JSON`, where the JSON is `{"format": "himaya-wraps-1", "wraps": [{"kind": "epoch", "epoch": 3, "wrapped": …}]}`.
Each wrap stands alone and is bound to its subject by what wrapped it. Kinds that this version does not know are left as
they are, by a reader and by a rotation: a later version can add a wrap to each member (HPKE) beside ours.
A key without a list, `01 | nonce | ciphertext | tag`, passes through unchanged.
"""

import json
from base64 import b64decode, b64encode
from typing import Any

from himaya.kernel.errors import Damaged, KeyMissing

FORMAT, LISTED = "himaya-wraps-1", b"\x02"
EPOCH = "epoch"
LARGEST = 1 << 16


def first(wrapped: bytes, epoch: int) -> bytes:
    """The list of a fresh key: one wrap, by the master key of an epoch."""
    return _written([_by_epoch(wrapped, epoch)])


def of_epoch(blob: bytes, epoch: int) -> bytes:
    """What the master key of an epoch wrapped. Raises Damaged; KeyMissing when only others can open this key."""
    if blob[:1] != LISTED:
        return blob
    found = next((one for one in _read(blob) if _is_of(one, epoch)), None)
    if found is None:
        raise KeyMissing
    try:
        return b64decode(str(found["wrapped"]), validate=True)
    except (KeyError, ValueError) as fault:
        raise Damaged from fault


def rewrapped(former: bytes, epoch: int, wrapped: bytes, newest: int) -> bytes:
    """The same key after a rotation: the wrap of `epoch` replaced, every other wrap kept as it was."""
    if former[:1] != LISTED:
        return wrapped
    fresh = _by_epoch(wrapped, newest)
    return _written([fresh if _is_of(one, epoch) else one for one in _read(former)])


def kinds(blob: bytes) -> list[str]:
    """Who can open this key, by kind of wrap."""
    return [str(one.get("kind", "")) for one in _read(blob)] if blob[:1] == LISTED else [EPOCH]


def _by_epoch(wrapped: bytes, epoch: int) -> dict[str, Any]:
    return {"kind": EPOCH, "epoch": epoch, "wrapped": b64encode(wrapped).decode()}


def _is_of(one: dict[str, Any], epoch: int) -> bool:
    return one.get("kind") == EPOCH and one.get("epoch") == epoch


def _written(wraps: list[dict[str, Any]]) -> bytes:
    told = {"format": FORMAT, "wraps": wraps}
    return LISTED + json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def _read(blob: bytes) -> list[dict[str, Any]]:
    try:
        told = json.loads(blob[1:] if len(blob) <= LARGEST else b"null")
        wraps = told["wraps"]
        ours = told["format"] == FORMAT and isinstance(wraps, list) and all(isinstance(one, dict) for one in wraps)
    except (ValueError, KeyError, TypeError) as fault:
        raise Damaged from fault
    if not ours:
        raise Damaged
    return list(wraps)
