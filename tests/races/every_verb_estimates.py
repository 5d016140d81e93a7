"""The races of estimates: two of the secretariat, asking, stopping and going on at once."""

from himaya.estimates import states
from himaya.estimates.actions import runs
from himaya.estimates.models import Run
from himaya.kernel.actor import Actor
from tests.races.every_verb import FIRST, Race, Table, both, once

races = Table()
TABLE = b"A,B,n\n1,0,40\n0,1,50\n1,1,20\n"


def asked(by: Actor = FIRST) -> Run:
    return runs.ask(content=TABLE, origin=states.PUBLISHED, replicates=1000, seed=1, by=by)


def stands(row: Run, state: str) -> bool:
    return Run.objects.get(pk=row.pk).state == state


@races.of("runs.ask")
def two_estimates_are_asked_for() -> Race:
    return both(asked, "estimate.asked", lambda: Run.objects.filter(state=states.QUEUED).count() == 2)


@races.of("runs.cancel")
def an_estimate_is_stopped_once() -> Race:
    row = asked()
    return once(
        lambda by: runs.cancel(run_id=row.pk, by=by), "estimate.cancelled", lambda: stands(row, states.CANCELLED)
    )


@races.of("runs.resume")
def an_estimate_is_gone_on_with_once() -> Race:
    row = asked()
    runs.cancel(run_id=row.pk, by=FIRST)
    return once(lambda by: runs.resume(run_id=row.pk, by=by), "estimate.resumed", lambda: stands(row, states.QUEUED))
