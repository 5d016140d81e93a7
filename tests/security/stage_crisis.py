"""Of a life in danger in the matrix: somebody asked, and a look is owed."""

from uuid import UUID

from tests.rooms.crisis import looked


def set_up(case_id: UUID) -> None:
    """On the case of the stage, by the inspector: every visitor of the matrix is a second look."""
    looked.begun(case_id)
