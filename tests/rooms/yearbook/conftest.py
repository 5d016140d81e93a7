"""The stage of this room: the cast with two more secretaries and a data officer."""

import pytest

from tests.rooms.stages import sit_on_stage
from tests.rooms.yearbook import at_hand

__all__ = ["sit_on_stage"]


@pytest.fixture(name="stage")
def _stage(the_cast: None, in_english: None) -> None:
    """Pure rules need no stage."""
    at_hand.people()
