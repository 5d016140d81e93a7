"""What a process sets for itself before it reads what a stranger wrote."""

from __future__ import annotations

import resource
import sys

MEMORY = 2 * 1024**3


def limit(seconds: int) -> None:
    """Bounds on this process: processor time, memory, no file of any size, no core dump with a text in it."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":  # There the kernel refuses to bound the address space.
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def close_doors() -> None:
    """From here on this process opens nothing: no file, no socket, no pipe. What is open stays open."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
