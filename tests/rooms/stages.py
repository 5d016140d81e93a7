"""Fixtures that a room's `conftest.py` takes in by name when every test of the room needs them.

They are not in `tests/rooms/conftest.py`, because there they would come to every room, and most have no use for them.
"""

from functools import partial

import pytest

from tests.signed_in import Sit, signed_in


@pytest.fixture(autouse=True)
def everybody_has_the_cast(the_cast: None) -> None:
    """Every test of the room has the cast on stage, on a Tuesday morning."""


@pytest.fixture(autouse=True)
def everybody_is_on_stage(stage: None) -> None:
    """Every test of the room has the stage of the room, or that of the round tables."""


@pytest.fixture(name="sit")
def sit_on_stage(stage: None) -> Sit:
    """Who sits down has the stage: for rooms in which only some tests need it."""
    return signed_in


@pytest.fixture(name="sit")
def sit_at_the_tables(stage: None) -> Sit:
    """The same, and no code was shown just now: nothing at a round table asks for one."""
    return partial(signed_in, proven=False)


@pytest.fixture(name="sit")
def sit_without_a_fresh_code(the_cast: None) -> Sit:
    """Both factors are proved, but no code was shown just now: nothing in the room asks for one."""
    return partial(signed_in, proven=False)
