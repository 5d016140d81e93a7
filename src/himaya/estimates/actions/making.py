"""What the worker does with an estimate: it claims one, keeps part after part, and ends it.

A worker holds a ticket (the moment of its claim) and tells with each part that it gets on. One that has not for a while
was killed: another follows and goes on where it stopped. Of one that was only slow, or whose estimate was stopped,
nothing more is kept. One that is told to end gives its estimate back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection
from django.db.models import F, Q, QuerySet

from himaya.estimates import states
from himaya.estimates.models import Part, Run
from himaya.estimates.rules_fit import Matrix
from himaya.estimates.rules_lists import Table
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.unit import unit

# How long nothing may be heard of a worker. Comparing all models of six lists is the longest step: two minutes on a
# slow machine.
CLAIM_LASTS = timedelta(minutes=15)
MOST_ATTEMPTS = 3
KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Claimed:
    """One estimate to make, the ticket of whoever makes it, and what is answered already."""

    id: UUID
    ticket: datetime
    table: Table
    replicates: int
    seed: int
    kept: Mapping[tuple[str, int], Matrix]


def claim(now: datetime) -> Claimed | None:
    """Take the one that waits longest; None when nothing waits. One that was tried too often is given up instead."""
    while True:
        with unit(by=SYSTEM) as u:
            row = _next(now)
            if row is None:
                return None
            if row.attempts >= MOST_ATTEMPTS:
                row.state, row.fault, row.ended_at = states.FAILED, row.fault or "worker_gone", clock.now()
                row.save(update_fields=["state", "fault", "ended_at"])
                u.log("estimate.failed", object_type="estimate", object_id=row.pk, code=row.fault)
                continue
            row.state, row.claimed_at, row.beat_at, row.attempts = states.RUNNING, now, now, row.attempts + 1
            row.save(update_fields=["state", "claimed_at", "beat_at", "attempts"])
            kept = {
                (one.method, one.number): np.frombuffer(bytes(one.totals)) for one in Part.objects.filter(run_id=row.pk)
            }
            return Claimed(row.pk, now, table_of(row), row.replicates, row.seed, kept)


def table_of(row: Run) -> Table:
    """The table that a row keeps."""
    return Table(tuple(row.names), np.array(row.counts, dtype=float), own=row.origin == states.OWN)


def keep(claimed: Claimed, method: str, number: int, totals: Matrix) -> bool:
    """Keep what a method says of one part; False when it was stopped, or another worker has taken it over."""
    with unit(by=SYSTEM):
        # Counted up first, which holds the row: a part that nobody waits for is never written. One that gets on is not
        # given up however often the machine is started anew.
        if not _held(claimed).update(done=F("done") + 1, attempts=0, beat_at=clock.now()):
            return False
        Part.objects.create(run_id=claimed.id, method=method, number=number, totals=totals.astype(float).tobytes())
        return True


def finish(claimed: Claimed, result: Mapping[str, Any]) -> bool:
    """Keep the result, and nothing more of the parts; False when nobody waits for it."""
    with unit(by=SYSTEM) as u:
        made = _held(claimed).update(state=states.READY, ended_at=clock.now(), result=dict(result), fault="")
        if made:
            Part.objects.filter(run_id=claimed.id).delete()
            u.log("estimate.made", object_type="estimate", object_id=claimed.id)
        return bool(made)


def fail(claimed: Claimed, fault: str, *, for_good: bool = False) -> None:
    """It could not be made: it waits for another try, or is given up after three."""
    with unit(by=SYSTEM) as u:
        row = _held(claimed).select_for_update().first()
        if row is None:
            return
        given_up = for_good or row.attempts >= MOST_ATTEMPTS
        row.fault, row.state = fault[:64], states.FAILED if given_up else states.QUEUED
        row.ended_at = clock.now() if given_up else None
        row.save(update_fields=["fault", "state", "ended_at"])
        if given_up:
            u.log("estimate.failed", object_type="estimate", object_id=row.pk, code=row.fault)


def give_back(claimed: Claimed) -> None:
    """The worker ends and takes no other: the next one goes on at once, and this was no failed attempt."""
    with unit(by=SYSTEM):
        _held(claimed).update(state=states.QUEUED, claimed_at=None, beat_at=None, attempts=0)


def release() -> int:
    """At the start of the only worker: whatever is still claimed was left by one that is gone; returns how many."""
    if connection.features.has_select_for_update_skip_locked:
        # Several workers may run: an old claim is taken over when its time is up.
        return 0
    return Run.objects.filter(state=states.RUNNING).update(state=states.QUEUED)


def forget(before: datetime) -> int:
    """Delete estimates asked for before a moment; they can be asked for again. Returns how many."""
    with unit(by=SYSTEM) as u:
        old = Run.objects.filter(asked_at__lt=before).exclude(state=states.RUNNING)
        count = old.count()
        if count:
            old.delete()
            u.log("estimates.forgotten", object_type="estimate", object_id="", code=str(count))
        return count


def _next(now: datetime) -> Run | None:
    silent = Q(beat_at__lt=now - CLAIM_LASTS) | Q(beat_at=None)
    waiting = Q(state=states.QUEUED) | Q(state=states.RUNNING) & silent
    rows = Run.objects.filter(waiting).order_by(F("claimed_at").asc(nulls_first=True), "asked_at")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    return rows.first()


def _held(claimed: Claimed) -> "QuerySet[Run]":
    return Run.objects.filter(pk=claimed.id, state=states.RUNNING, claimed_at=claimed.ticket)
