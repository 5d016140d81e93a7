"""Of safety in the matrix: a plan of the case, of which nobody was asked whether they want a copy."""

from uuid import UUID

from himaya.cases.models import Case
from tests.rooms.safety import made


def set_up(case_id: UUID) -> None:
    """By the desk that holds it."""
    made.plan(Case.objects.get(pk=case_id))
