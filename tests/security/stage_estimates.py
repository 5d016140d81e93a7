"""Estimates behind the matrix: one that was stopped."""

from himaya.estimates import states
from himaya.estimates.actions import runs
from tests import cast
from tests.security.matrix import rows

TABLE = b"A,B,n\n1,0,40\n0,1,50\n1,1,20\n"


def set_up() -> dict[str, str]:
    """By the verbs."""
    row = runs.ask(content=TABLE, origin=states.PUBLISHED, replicates=1000, seed=1, by=cast.SECRETARY)
    runs.cancel(run_id=row.pk, by=cast.SECRETARY)
    return {rows.ESTIMATE: str(row.pk)}
