"""Every test of this room has the cast on stage, on a Tuesday morning; deriving the words of a letter costs little."""

from collections.abc import Iterator

import pytest

from himaya.attestations import phrases
from tests import worlds
from tests.rooms.stages import everybody_has_the_cast

__all__ = ["everybody_has_the_cast"]


@pytest.fixture(autouse=True)
def _quickly_derived() -> Iterator[None]:
    """A derivation costs half a second and 128 MiB by design; the room of letters has tests that pay for it."""
    with worlds.changed(phrases, "COST", 4, told=4):
        yield
