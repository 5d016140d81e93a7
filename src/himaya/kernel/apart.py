"""Pieces of one work, each in a forked process: a million rows are read and hashed on more than one core.

Only for reading, from a process that does nothing else and is in no transaction: a fork takes neither threads nor an
open connection along.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection

from django.db import connection


def is_possible() -> bool:
    """Whether this process may fork here and would gain by it."""
    forks = "fork" in multiprocessing.get_all_start_methods()
    alone = threading.active_count() == 1 and not connection.in_atomic_block
    return forks and alone and (os.cpu_count() or 1) > 1


def each[T](pieces: Sequence[Callable[[], T]], meanwhile: Callable[[], None]) -> list[T]:
    """What each piece returned; `meanwhile` is done here. A piece that fails raises here what it met."""
    # The children open connections of their own, and this process another.
    connection.close()
    fork = multiprocessing.get_context("fork")
    running = []
    for piece in pieces:
        here, there = fork.Pipe(duplex=False)
        process = fork.Process(target=_run, args=(piece, there), daemon=True)
        process.start()
        there.close()
        running.append((process, here))
    meanwhile()
    found = []
    for process, here in running:
        try:
            outcome = here.recv()
        except EOFError:
            outcome = RuntimeError("a part of the work ended before it had an answer")
        process.join()
        if isinstance(outcome, Exception):
            raise outcome
        found.append(outcome)
    return found


def _run(piece: Callable[[], object], answer: Connection) -> None:
    try:
        answer.send(piece())
    except Exception as fault:  # Told to the parent, which raises it.
        answer.send(fault)
    finally:
        connection.close()
