"""Is a later tree the earlier one, grown? RFC 6962, 2.1.2: the proof, and whoever keeps an old root checks it. Pure.

The text that carries a proof is the request of C2SP's `tlog-witness`, so that a witness of others can take it as it is:

    old 1042
    <hashes, base64, one a line>

    <the newer checkpoint, a signed note>
"""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from himaya.kernel.merkle import SIZE, root_of
from himaya.kernel.signed_note import NotANote

# RFC 6962's sizes have 64 bits.
MOST = 63
_NODE = b"\x01"


def prove(first: int, hashes: bytes) -> list[bytes]:
    """The proof from the first so many leaves to all of them, from the hashes of all. Raises ValueError."""
    size = len(hashes) // SIZE
    if not 0 < first <= size:
        raise ValueError("there is no such earlier tree")
    return _between(first, hashes, known=True)


def _between(first: int, hashes: bytes, *, known: bool) -> list[bytes]:
    size = len(hashes) // SIZE
    if first == size:
        # The root that the other side keeps need not be told.
        return [] if known else [root_of(hashes)]
    half = 1 << ((size - 1).bit_length() - 1)
    left, right = hashes[: half * SIZE], hashes[half * SIZE :]
    if first <= half:
        return [*_between(first, left, known=known), root_of(right)]
    return [*_between(first - half, right, known=False), root_of(left)]


def continues(first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """True when the tree of the second root begins with that of the first (RFC 9162, 2.1.4.2)."""
    if first == second:
        return not proof and first_root == second_root
    path = list(proof)
    if not 0 < first < second or not path or any(len(one) != SIZE for one in path):
        return False
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    earlier = later = path[0]
    for one in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            earlier, later = _node(one, earlier), _node(one, later)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            later = _node(later, one)
        place, last = place >> 1, last >> 1
    return last == 0 and earlier == first_root and later == second_root


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()


@dataclass(frozen=True)
class Walk:
    """A newer checkpoint, and the proof from an earlier size to it."""

    old: int
    proof: tuple[bytes, ...]
    note: str

    def text(self) -> str:
        lines = [f"old {self.old}", *(base64.b64encode(one).decode() for one in self.proof)]
        return "\n".join(lines) + "\n\n" + self.note


def read(text: str) -> Walk | None:
    """The walk in a text; None when it does not begin as one. Raises NotANote for one that was cut."""
    head, parted, note = text.partition("\n\n")
    first, *lines = head.split("\n")
    if not first.startswith("old "):
        return None
    size = first.removeprefix("old ")
    try:
        if not parted or not size.isdecimal() or size != str(int(size)) or len(lines) > MOST:
            raise ValueError
        return Walk(int(size), tuple(base64.b64decode(line, validate=True) for line in lines), note)
    except (ValueError, binascii.Error) as fault:
        raise NotANote("this proof was cut or changed") from fault
