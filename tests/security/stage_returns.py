"""Of going and staying in the matrix: the person chose to go, and the way is weighed."""

from uuid import UUID

from tests.rooms.returns import gone


def set_up(case_id: UUID) -> None:
    """On the case of the stage, by the inspector."""
    gone.to_weighing(case_id)
    gone.weighed(case_id)
