"""RFC 6962's tree over leaf hashes, grown at its right edge. Pure.

A tree of n leaves is kept as its peaks: the roots of the perfect trees that n's binary digits name, largest first. From
them follow the root and, with further leaves, the peaks of every later tree.
"""

import hashlib
from collections.abc import Sequence

SIZE = 32
_LEAF, _NODE = b"\x00", b"\x01"


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf."""
    return hashlib.sha256(_LEAF + data).digest()


def _level(hashes: bytes) -> bytes:
    """The level above: two neighbours become one."""
    sha = hashlib.sha256
    return b"".join([sha(_NODE + hashes[at : at + 2 * SIZE]).digest() for at in range(0, len(hashes), 2 * SIZE)])


def _perfect(hashes: bytes) -> bytes:
    while len(hashes) > SIZE:
        hashes = _level(hashes)
    return hashes


class Tree:
    """A tree that grows. `size` is its number of leaves."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if len(peaks) != size.bit_count() or any(len(peak) != SIZE for peak in peaks):
            raise ValueError("the peaks do not belong to a tree of this size")
        self.size, self.peaks = size, list(peaks)

    def append(self, hashes: bytes) -> None:
        """Add leaves by their hashes, one after the other in one string of bytes."""
        at, end = 0, len(hashes) // SIZE
        while at < end:
            # The largest perfect tree that may stand at this place and is not longer than what is left.
            aligned = (self.size & -self.size) or (1 << (end - at).bit_length())
            width = min(aligned, 1 << ((end - at).bit_length() - 1))
            self._push(_perfect(hashes[at * SIZE : (at + width) * SIZE]), width)
            at += width

    def _push(self, peak: bytes, width: int) -> None:
        place = self.size
        while place & width:
            peak = hashlib.sha256(_NODE + self.peaks.pop() + peak).digest()
            place -= width
            width *= 2
        self.peaks.append(peak)
        self.size = place + width

    def root(self) -> bytes:
        """The tree's hash; of the empty tree, the hash of nothing."""
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = hashlib.sha256(_NODE + peak + root).digest()
        return root


def root_of(hashes: bytes) -> bytes:
    """The root over these leaf hashes."""
    tree = Tree()
    tree.append(hashes)
    return tree.root()
