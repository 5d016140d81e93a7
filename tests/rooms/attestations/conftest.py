"""Every test of this room has the cast on stage; deriving the words of a letter costs little here."""

from collections.abc import Iterator

import pytest

from himaya.attestations import phrases
from tests import worlds
from tests.rooms.stages import everybody_has_the_cast

__all__ = ["everybody_has_the_cast"]


@pytest.fixture(autouse=True)
def _quickly_derived(request: pytest.FixtureRequest) -> Iterator[None]:
    """A derivation costs half a second and 128 MiB by design; only what is about that, or is deep, pays for it."""
    if "full_cost" not in request.fixturenames and request.node.get_closest_marker("deep") is None:
        with worlds.changed(phrases, "COST", 4, told=4):
            yield
    else:
        yield


@pytest.fixture(name="full_cost")
def _full_cost() -> None:
    """For a test that derives as the installation does."""
