"""The thread that makes estimates: one at a time, a part of its tables after the other, so that it can be stopped.

Killed half-way, it goes on where it was: what was drawn so far is kept, and the seed draws the rest as before.
"""

import logging
from datetime import datetime
from functools import partial
from threading import Event

from django.db import DatabaseError, close_old_connections, connection

from himaya.estimates import comparing, results
from himaya.estimates.actions import making
from himaya.estimates.actions.making import Claimed
from himaya.estimates.rules_fit import Matrix
from himaya.estimates.rules_lists import NotATable
from himaya.kernel import clock

log = logging.getLogger("himaya.estimates")

POLL_SECONDS = 2.0


def work(stop: Event) -> None:
    """Make estimates until `stop` is set. A database that is away is waited for."""
    started = False
    while not stop.is_set():
        try:
            close_old_connections()
            if not started:
                making.release()
                started = True
            while not stop.is_set() and make_one(clock.now(), stop):
                pass
        except DatabaseError as fault:
            log.error("database away", exc_info=fault)
            connection.close()
            started = False  # What was under way is taken up again.
        stop.wait(POLL_SECONDS)
    connection.close()


def make_one(now: datetime, stop: Event | None = None) -> bool:
    """Make the estimate that waits longest; False when none waits. What fails is kept for another try."""
    claimed = making.claim(now)
    if claimed is None:
        return False
    try:
        found = comparing.compare(
            claimed.table,
            replicates=claimed.replicates,
            seed=claimed.seed,
            kept=claimed.kept,
            keep=partial(_keep, claimed, stop),
        )
        if found is not None:
            making.finish(claimed, results.written(found))
        elif stop is not None and stop.is_set():
            making.give_back(claimed)
    except DatabaseError:
        raise
    except NotATable as fault:
        making.fail(claimed, fault.code, for_good=True)
    except Exception as fault:
        log.error("estimate fault %s", claimed.id, exc_info=fault)
        making.fail(claimed, type(fault).__name__)
    return True


def _keep(claimed: Claimed, stop: Event | None, method: str, number: int, totals: Matrix) -> bool:
    """Keep a part; False where the worker ends now (the next one goes on) or nobody waits any longer."""
    return making.keep(claimed, method, number, totals) and not (stop is not None and stop.is_set())


def forget(now: datetime) -> None:
    """Delete estimates that were asked for a month ago."""
    making.forget(now - making.KEPT_FOR)
