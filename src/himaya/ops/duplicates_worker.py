"""The thread that searches for duplicates: one search at a time, outside any transaction, beside the outbox.

Killed half-way, the search is begun again by whoever comes next, under the same agreement: what had been opened was in
memory only and is gone. A beat beside it says that it lives, also while the engine works for minutes, and hears that
somebody stopped it.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Event, Thread

from django.db import DatabaseError, close_old_connections, connection

from himaya.adapters import linkage
from himaya.duplicates import progress, searching
from himaya.duplicates.actions import searches
from himaya.duplicates.actions.searches import Claimed
from himaya.kernel.actor import SYSTEM

log = logging.getLogger("himaya.duplicates")

POLL_SECONDS = 5.0
SECONDS_BETWEEN = 2.0
BEAT_SECONDS = 10.0
# So often the beat looks whether this process is to end, and breaks off what the engine began after it was told.
LOOK_SECONDS = 1.0


def work(stop: Event) -> None:
    """Search until `stop` is set. A database that is away is waited for."""
    while not stop.is_set():
        try:
            close_old_connections()
            search_one(stop, beating=True)
        except DatabaseError as fault:
            log.error("database away", exc_info=fault)
            connection.close()
        stop.wait(POLL_SECONDS)
    connection.close()


def search_one(stop: Event, *, beating: bool = False) -> bool:
    """Do the search that waits; False when none waits. Raises DatabaseError: then it is begun again later.

    `beating` says beside the work that it lives, over a connection of its own.
    """
    claimed = searches.begin(by=SYSTEM)
    if claimed is None:
        return False
    try:
        with _beating(claimed, stop) if beating else nullcontext(linkage.Halt()) as halt:
            found = searching.search(claimed, _teller(claimed, stop, halt), by=SYSTEM, halt=halt)
        searches.finish(claimed=claimed, found=found, by=SYSTEM)
    except linkage.Stopped:
        log.info("search stopped %s", claimed.id)
    except linkage.LinkageFailed as fault:
        searches.fail(claimed=claimed, fault=fault.code, by=SYSTEM)
    except DatabaseError:
        raise
    except Exception as fault:
        # Its class only: a message of this work could quote what it compared.
        log.error("search fault %s %s", claimed.id, type(fault).__name__)
        searches.fail(claimed=claimed, fault="engine", by=SYSTEM)
    return True


@contextmanager
def _beating(claimed: Claimed, stop: Event) -> Iterator[linkage.Halt]:
    """Say every so often that the search lives; once it was stopped or taken over, the engine is broken off."""
    over, halt = Event(), linkage.Halt()
    beat = Thread(target=_beat, args=(claimed, stop, over, halt), name="duplicates beat", daemon=True)
    beat.start()
    try:
        yield halt
    finally:
        over.set()
        beat.join(timeout=1)


def _beat(claimed: Claimed, stop: Event, over: Event, halt: linkage.Halt) -> None:
    due = time.monotonic() + BEAT_SECONDS
    while not over.wait(min(LOOK_SECONDS, BEAT_SECONDS)):
        if halt.is_set() or stop.is_set():
            # Again each time: a query may have begun between the word and the breaking off.
            halt.set()
            continue
        if time.monotonic() < due:
            continue
        due = time.monotonic() + BEAT_SECONDS
        try:
            if not progress.beat(claimed):
                halt.set()
        except DatabaseError as fault:
            log.warning("no beat %s", claimed.id, exc_info=fault)
        finally:
            connection.close()


def _teller(claimed: Claimed, stop: Event, halt: linkage.Halt) -> searching.Tell:
    """Writes down how far it is, at most every two seconds and at each new stage; ends the work when it was stopped."""
    last, before = 0.0, ""

    def tell(stage: str, done: int, of: int) -> None:
        nonlocal last, before
        if stop.is_set() or halt.is_set():
            raise linkage.Stopped
        if stage != before or time.monotonic() - last >= SECONDS_BETWEEN:
            last, before = time.monotonic(), stage
            if not progress.reach(claimed, stage, done, of):
                raise linkage.Stopped

    return tell
