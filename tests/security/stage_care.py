"""Of stepped care in the matrix: a step begun, a letter that was released and a draft, in one compartment."""

from uuid import UUID

from himaya.kernel.actor import Actor
from tests.rooms.health import stepped
from tests.security.matrix.rows import HEALTH_DRAFT, HEALTH_LETTER


def set_up(case_id: UUID, *, by: Actor) -> dict[str, str]:
    """By the clinician who was let in. The person is an adult."""
    stepped.begun(case_id, by=by)
    letter = stepped.drafted(case_id, by=by)
    stepped.answered(case_id, letter, by=by)
    return {HEALTH_LETTER: str(letter), HEALTH_DRAFT: str(stepped.drafted(case_id, by=by))}
