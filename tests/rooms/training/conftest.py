"""The stage of this room: the cast with the people of the round tables and two trainers."""

import pytest

from tests.rooms.stages import sit_on_stage
from tests.rooms.training import at_hand

__all__ = ["sit_on_stage"]


@pytest.fixture(name="stage")
def _stage(the_cast: None, in_english: None) -> None:
    """Pure rules need no stage."""
    at_hand.people()
