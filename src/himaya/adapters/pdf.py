"""HTML to PDF in a process of its own that holds no key, knows no database, writes no file and can be killed.

The text travels through pipes only. Fonts are those in `fonts/` and no others, so that every installation makes
the same pages.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

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
# Where libraries are found on systems that do not keep them in the usual place.
KEPT = ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")


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
    command = [sys.executable, "-P", "-s", "-B", "-m", "himaya.adapters.pdf_child", str(seconds)]
    out: list[bytes] = []
    # The command is this interpreter and a module of this package.
    with subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_bare(), cwd="/"
    ) as child:
        late = threading.Event()
        timer = threading.Timer(seconds, _stop, (child, late))
        text = html.encode("utf-8", "replace")
        helpers = (
            threading.Thread(target=_feed, args=(child.stdin, text), daemon=True),
            threading.Thread(target=_collect, args=(child.stdout, out), daemon=True),
        )
        try:
            for thread in (timer, *helpers):
                thread.start()
            _follow(child.stderr, progress)
            code = child.wait()
        finally:
            timer.cancel()
            child.kill()
            for thread in helpers:
                thread.join()
    if late.is_set():
        raise PdfFailed("too_long")
    if code or not out or not out[0]:
        raise PdfFailed(CODES.get(code, "failed"))
    return out[0]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _bare() -> dict[str, str]:
    """The whole environment of the child."""
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "HOME": "/nonexistent",
        "FONTCONFIG_FILE": str(FONTS / "fonts.conf"),
        # Sets are walked in the order of hashes; with a random seed the same text gives other bytes.
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        **{name: os.environ[name] for name in KEPT if name in os.environ},
    }


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _feed(pipe: IO[bytes] | None, text: bytes) -> None:
    # A child that ended early is judged by its exit code.
    with contextlib.suppress(BrokenPipeError):
        if pipe:
            with pipe:
                pipe.write(text)


def _collect(pipe: IO[bytes] | None, out: list[bytes]) -> None:
    if pipe:
        out.append(pipe.read())


def _follow(pipe: IO[bytes] | None, progress: Callable[[int], None] | None) -> None:
    """Reads until the child closes the pipe; anything but "page N" is its own chatter, and is not kept."""
    for line in pipe or ():
        word, _, number = line.strip().partition(b" ")
        if progress and word == b"page" and number.isdigit():
            progress(int(number))
