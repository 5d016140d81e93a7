"""Every test of this room has the cast on stage, on a Tuesday morning, and reads refusals in English."""

import pytest


@pytest.fixture(autouse=True)
def _everybody_is_there(the_cast: None, in_english: None) -> None:
    """Refusals are read in English here, whatever the house speaks."""
