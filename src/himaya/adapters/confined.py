"""A process of its own for what strangers wrote: no key, no database, no file, little memory, and it can be killed.

Input and output travel through pipes in pieces, so that whoever asks never holds the whole of either.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PIECE = 256 * 1024
# Where libraries are found on systems that do not keep them in the usual place.
KEPT = ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")


@dataclass(frozen=True)
class Ended:
    """How the process ended: its exit code, and whether it had to be killed because it took too long."""

    code: int
    late: bool


def run(
    module: str,
    *arguments: str,
    seconds: int,
    feed: Iterable[bytes],
    take: Callable[[bytes], object],
    follow: Callable[[IO[bytes]], None] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Ended:
    """Run a module of the house that reads standard input and writes standard output; killed after `seconds`.

    `take` gets the output in pieces, in a thread of its own; nothing of it is good before the exit code is known.
    `follow` reads standard error in this thread. What `feed`, `take` or `follow` raise ends the process and comes
    through.
    """
    faults: list[BaseException] = []
    with subprocess.Popen(  # noqa: S603 (this interpreter and a module of this package)
        command(module, str(seconds), *arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if follow else subprocess.DEVNULL,
        env=bare() | dict(environment or {}),
        cwd="/",
    ) as child:
        late = threading.Event()
        timer = threading.Timer(seconds, _stop, (child, late))
        helpers = (
            threading.Thread(target=_feed, args=(child, feed, faults), daemon=True),
            threading.Thread(target=_take, args=(child, take, faults), daemon=True),
        )
        try:
            for thread in (timer, *helpers):
                thread.start()
            if follow and child.stderr:
                follow(child.stderr)
            code = child.wait()
        finally:
            timer.cancel()
            child.kill()
            for thread in helpers:
                thread.join()
    if faults:
        raise faults[0]
    return Ended(code, late.is_set())


def command(module: str, *arguments: str) -> list[str]:
    """This interpreter, a module of the house, and what it is told: numbers and endings, never content."""
    return [sys.executable, "-P", "-s", "-B", "-m", module, *arguments]


def bare() -> dict[str, str]:
    """The whole environment of such a process, before what one kind of work adds."""
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "HOME": "/nonexistent",
        # Sets are walked in the order of hashes; with a random seed the same input gives other bytes.
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        **{name: os.environ[name] for name in KEPT if name in os.environ},
    }


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _feed(child: subprocess.Popen[bytes], feed: Iterable[bytes], faults: list[BaseException]) -> None:
    # A child that ended early is judged by its exit code.
    with contextlib.suppress(BrokenPipeError):
        if child.stdin:
            with child.stdin as pipe:
                try:
                    for piece in feed:
                        pipe.write(piece)
                except BrokenPipeError:
                    raise
                except BaseException as fault:
                    faults.append(fault)
                    child.kill()


def _take(child: subprocess.Popen[bytes], take: Callable[[bytes], object], faults: list[BaseException]) -> None:
    try:
        while child.stdout and (piece := child.stdout.read1(PIECE)):  # type: ignore[attr-defined]
            take(piece)
    except BaseException as fault:
        faults.append(fault)
        child.kill()
