"""Recommendations behind the matrix: one that `member` leads and has answered, one that is only being formulated."""

from himaya.coordination import states_following as states
from himaya.coordination.models import Cycle
from tests.rooms.coordination.following_at_hand import recommendation
from tests.security.matrix import rows

OWN = "labour"


def set_up(cycle: Cycle) -> dict[str, str]:
    """Both in the cycle: whoever has no seat in it and is not named learns of neither."""
    made = {
        rows.RECOMMENDATION: recommendation(states.ANSWERED, lead=OWN, cycle=cycle),
        rows.FORMULATED: recommendation(states.FORMULATED, lead=OWN, cycle=cycle),
    }
    return {name: str(thing.pk) for name, thing in made.items()}
