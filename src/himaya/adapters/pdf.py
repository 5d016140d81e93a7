"""HTML to PDF in a process of its own that holds no key, knows no database, writes no file and can be killed.

The text travels through pipes only. Fonts are those in `fonts/` and no others, so that every installation makes
the same pages.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from pathlib import Path
from typing import IO

from . import confined

FONTS = Path(__file__).with_name("fonts")
# What WeasyPrint loads: names on Linux and macOS, and the Debian package that brings it.
LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset0"),
)
# Exit codes of the child.
TOO_LARGE, REFUSED = 4, 5
CODES = {TOO_LARGE: "too_large", REFUSED: "refused"}


class PdfFailed(Exception):
    """No PDF came. `code`: missing (a library), too_long, too_large (memory), refused (an address in it), failed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def missing() -> str:
    """'' when PDFs can be made here, else the Debian packages to install, separated by spaces."""
    return " ".join(package for *names, package in LIBRARIES if not any(map(_loads, names)))


def render(html: str, *, progress: Callable[[int], None] | None = None, seconds: int = 300) -> bytes:
    """The PDF of one page made by `paper_html.write`; the same bytes for the same text.

    `progress` is called in this thread with the number of pages laid out so far, which only rises. Raises PdfFailed;
    after `seconds` the process is killed. Whatever `progress` raises ends the process too.
    """
    if missing():
        raise PdfFailed("missing")
    out: list[bytes] = []
    text = html.encode("utf-8", "replace")
    ended = confined.run(
        "himaya.adapters.pdf_child",
        seconds=seconds,
        feed=(text,),
        take=out.append,
        follow=lambda pipe: _follow(pipe, progress),
        environment={"FONTCONFIG_FILE": str(FONTS / "fonts.conf")},
    )
    if ended.late:
        raise PdfFailed("too_long")
    if ended.code or not out:
        raise PdfFailed(CODES.get(ended.code, "failed"))
    return b"".join(out)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _follow(pipe: IO[bytes], progress: Callable[[int], None] | None) -> None:
    """Reads until the child closes the pipe; anything but "page N" is its own chatter, and is not kept."""
    for line in pipe:
        word, _, number = line.strip().partition(b" ")
        if progress and word == b"page" and number.isdigit():
            progress(int(number))
