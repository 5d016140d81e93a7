"""What somebody uploads is taken apart in a process of its own, and only what can be seen comes back, written anew.

A PDF keeps its pages and loses everything that acts: scripts, actions, links, attachments, forms, metadata. An image
is decoded and encoded again as JPEG, so that nothing but pixels comes through. Nothing touches the disk, and no decoder
runs where the keys are: `scans_child` holds them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Literal

from . import confined

Kind = Literal["pdf", "jpeg"]
MAX_BYTES = 10 * 1024 * 1024
# Exit codes of the child.
CODES = {10: "too_large", 11: "not_readable", 12: "encrypted", 13: "wrong_kind", 14: "other_name"}
# Each holds its file in memory, up to `limits.MEMORY`; whoever comes third waits.
_ROOM = BoundedSemaphore(2)


@dataclass(frozen=True)
class Bounds:
    """How much is taken in and given out, and how long it may take."""

    bytes: int = MAX_BYTES
    pages: int = 200
    seconds: int = 60


SCAN = Bounds()


@dataclass(frozen=True)
class Cleaned:
    """What may be kept."""

    kind: Kind
    data: bytes


class ScanRefused(Exception):
    """Not kept. `code`: too_large (bytes, pixels, pages), not_readable, encrypted, wrong_kind, other_name, too_long."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean(data: bytes) -> Cleaned:
    """A scan written anew, from a PDF, a JPEG or a PNG of at most MAX_BYTES. Raises ScanRefused.

    The kind goes by the content; what the browser called it does not count.
    """
    out: list[bytes] = []
    if len(data) > MAX_BYTES:
        raise ScanRefused("too_large")
    kind = clean_stream((data,), out.append)
    return Cleaned(kind, b"".join(out))


def clean_stream(
    feed: Iterable[bytes], take: Callable[[bytes], object], *, bounds: Bounds = SCAN, named: str = ""
) -> Kind:
    """The same piece by piece, from `feed` to `take`; returns what it became. Raises ScanRefused.

    `named` is the ending of the name that it came under: a picture that calls itself a PDF is refused. What `take`
    got is worth nothing before this returns.
    """
    out = _Out(take, bounds.bytes)
    with _ROOM:
        ended = confined.run(
            "himaya.adapters.scans_child",
            str(bounds.bytes),
            str(bounds.pages),
            named,
            seconds=bounds.seconds,
            feed=feed,
            take=out.more,
        )
    if ended.late or ended.code == -24:  # killed by the clock, or by SIGXCPU
        raise ScanRefused("too_long")
    if ended.code or out.kind is None:
        raise ScanRefused(CODES.get(ended.code, "not_readable"))
    return out.kind


class _Out:
    """Passes on what comes back. A child that was taken over may send anything: its kind and its size are looked at."""

    def __init__(self, take: Callable[[bytes], object], most: int) -> None:
        self._take, self._left = take, most
        self.kind: Kind | None = None

    def more(self, piece: bytes) -> None:
        if self.kind is None:
            self.kind = "pdf" if piece.startswith(b"%") else "jpeg" if piece.startswith(b"\xff") else None
            if self.kind is None:
                raise ScanRefused("not_readable")
        self._left -= len(piece)
        if self._left < 0:
            raise ScanRefused("too_large")
        self._take(piece)
