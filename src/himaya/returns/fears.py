"""What this room was told of fear and asylum, as a yes or no before a consulate. No word is opened."""

from uuid import UUID

from himaya.returns import states
from himaya.returns.models import ReturnLine

# What stands in clear of the four questions: that one of them was answered with yes. Which, and of whom, is sealed.
CLOSES, OPEN = "closes", "open"


def told(person_id: UUID) -> bool:
    """True once a yes was said in any file of the person. The caller looks beyond the wall."""
    return ReturnLine.objects.filter(person_id=person_id, kind=states.ASKED_FEAR, code=CLOSES).exists()
