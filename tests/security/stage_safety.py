"""Of safety in the matrix: a plan of whose copy nobody was asked; and that of a child, whose sheet the desk keeps."""

from uuid import UUID

from himaya.cases.models import Case
from tests.rooms.safety import made


def set_up(case_id: UUID, child_id: UUID) -> None:
    """By the desk that holds both."""
    made.plan(Case.objects.get(pk=case_id))
    child = Case.objects.get(pk=child_id)
    made.plan(child)
    made.copy(child, "staff")
