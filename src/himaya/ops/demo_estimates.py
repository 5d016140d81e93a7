"""Two estimates in the demo: one that is ready, from invented counts of three lists, and one that was stopped."""

from datetime import timedelta

from himaya.estimates import states
from himaya.estimates.actions import runs
from himaya.estimates.models import Run
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.ops import demo_scene, estimates_worker

ACCOUNT = "secretariat"
# Invented, like the country: nobody was counted.
COUNTED = """Inspection,Associations,Permanence,n
1,0,0,142
0,1,0,211
0,0,1,97
1,1,0,18
1,0,1,9
0,1,1,26
1,1,1,4
"""
STOPPED = """Permanence,Associations,Accueil,n
1,0,0,97
0,1,0,211
0,0,1,64
1,1,0,30
1,0,1,7
0,1,1,12
"""


def seed() -> None:
    """By the secretariat, three days ago and two."""
    by = demo_scene.somebody(ACCOUNT)
    with clock.stopped(clock.now() - timedelta(days=3)):
        _ask(COUNTED, by)
        # Made here: nobody waits for the worker before the first page is shown.
        estimates_worker.make_one(clock.now())
    with clock.stopped(clock.now() - timedelta(days=2)):
        stopped = _ask(STOPPED, by)
        runs.cancel(run_id=stopped.pk, by=by)


def _ask(text: str, by: Actor) -> Run:
    return runs.ask(content=text.encode(), origin=states.PUBLISHED, replicates=runs.REPLICATES[0], seed=1, by=by)
