"""The optional virus scanner: clamd on this machine, over its socket file and nothing else (`HIMAYA_CLAMD`).

What is uploaded is shown to it as it came, piece by piece (its INSTREAM command); it keeps nothing.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable

SECONDS = 120
PIECE = 256 * 1024


class Infected(Exception):
    """The scanner found something; what it calls it is not kept."""


class ScannerAway(Exception):
    """It is wanted and does not answer, or cannot take a file of this size."""


def check(pieces: Iterable[bytes], *, at: str) -> None:
    """Show a file to the scanner at this socket file, if there is one. Raises Infected, ScannerAway."""
    if not at:
        return
    try:
        with socket.socket(socket.AF_UNIX) as link:
            link.settimeout(SECONDS)
            link.connect(at)
            said = _ask(link, pieces)
    except OSError as fault:
        raise ScannerAway from fault
    if said.endswith(b"FOUND"):
        raise Infected
    if said != b"stream: OK":
        raise ScannerAway


def _ask(link: socket.socket, pieces: Iterable[bytes]) -> bytes:
    link.sendall(b"zINSTREAM\0")
    for whole in pieces:
        for begin in range(0, len(whole), PIECE):
            piece = whole[begin : begin + PIECE]
            link.sendall(len(piece).to_bytes(4) + piece)
    link.sendall(bytes(4))
    said = b""
    while b"\0" not in said and (more := link.recv(4096)):
        said += more
    return said.partition(b"\0")[0].strip()
