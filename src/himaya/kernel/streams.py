"""Sealed streams: content of any size in pieces, each sealed in its place, so that none is missing, moved or added.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár, "Online authenticated encryption and its nonce-reuse
misuse-resistance", 2015) on AES-256-GCM, as ADR 17 argues. A stream is `01 | prefix(7) | pieces`; a piece is one
mebibyte and its tag, the last one shorter. The nonce of a piece is `prefix | number(4) | last(1)`, and each is bound to
the format and to what the stream belongs to. A key seals one stream and no other.
"""

import os
from collections.abc import Callable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from himaya.kernel.errors import Damaged

FORMAT = b"\x01"
PREFIX, TAG = 7, 16
PIECE = 1 << 20


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4) + bytes([last])


class Sealer:
    """Takes content as it comes and gives sealed pieces to a sink. Before `finish` it is not whole, and is refused."""

    def __init__(self, sink: Callable[[bytes], object], key: bytes, *, bound_to: bytes) -> None:
        self._sink, self._cipher, self._bound = sink, AESGCM(key), FORMAT + bound_to
        self._prefix, self._number, self._rest = os.urandom(PREFIX), 0, bytearray()
        self.size = 0
        sink(FORMAT + self._prefix)

    def write(self, data: bytes) -> None:
        """Some more content."""
        self.size += len(data)
        self._rest += data
        # What may still turn out to be the last piece is kept back.
        while len(self._rest) > PIECE:
            self._seal(bytes(self._rest[:PIECE]), last=False)
            del self._rest[:PIECE]

    def finish(self) -> None:
        """There is no more."""
        self._seal(bytes(self._rest), last=True)
        self._rest.clear()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self._sink(self._cipher.encrypt(_nonce(self._prefix, self._number, last=last), piece, self._bound))
        self._number += 1


def unsealed(read: Callable[[int], bytes], key: bytes, *, bound_to: bytes) -> Iterator[bytes]:
    """The content piece by piece, each authenticated before it is given. Raises Damaged.

    Only the end says that it was whole: whoever acts on the content reads it to the end first.
    """
    cipher, bound = AESGCM(key), FORMAT + bound_to
    head = read(len(FORMAT) + PREFIX)
    if len(head) != len(FORMAT) + PREFIX or head[:1] != FORMAT:
        raise Damaged
    number, piece = 0, read(PIECE + TAG)
    while True:
        after = read(PIECE + TAG)
        try:
            yield cipher.decrypt(_nonce(head[1:], number, last=not after), piece, bound)
        except (InvalidTag, ValueError) as fault:
            raise Damaged from fault
        if not after:
            return
        number, piece = number + 1, after
