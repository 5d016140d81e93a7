"""Every test of this room has the cast on stage, with the people who decide and ask; and nobody named."""

import pytest

from tests.rooms.determinations import determination_at_hand as at_hand


@pytest.fixture(autouse=True)
def _everybody_is_there(the_cast: None) -> None:
    at_hand.seat_everybody()
