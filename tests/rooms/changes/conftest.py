"""What changes for a desk is tested on the stage of the round tables."""

import pytest

from tests.rooms.coordination.conftest import Sit, _sit, _stage

__all__ = ["Sit", "_sit", "_stage"]


@pytest.fixture(autouse=True)
def _everybody_is_there(stage: None) -> None:
    """Every page needs the stage."""
