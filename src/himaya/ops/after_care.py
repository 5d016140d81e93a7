"""What follows what in stepped care: something waits at the desk that keeps it, and nowhere else."""

from collections.abc import Mapping
from uuid import UUID

from himaya.health import queries_care
from himaya.kernel.actor import SYSTEM
from himaya.tasks.actions import raising_apart

Ids = Mapping[str, str]


def follow_reviews(ids: Ids) -> None:
    """A step was looked at, its time to be looked at has come, or its file was closed or opened again."""
    for desk in queries_care.desks_of(UUID(ids["case"])):
        raising_apart.bring_in_line(desk_id=desk, due_on=queries_care.earliest(desk), by=SYSTEM)
