"""Every test of this room has the cast on stage, on a Tuesday morning."""

from collections.abc import Iterator

import pytest

from himaya.interviews import policy
from tests import worlds
from tests.rooms.interviews.interview_at_hand import LEADER
from tests.rooms.stages import everybody_has_the_cast

__all__ = ["everybody_has_the_cast"]


@pytest.fixture(name="able")
def _able() -> Iterator[set[object]]:
    """Who holds the qualification: the shelter's interviewer, until a test says otherwise."""
    able: set[object] = {LEADER.account_id}
    with worlds.changed(policy, "qualified", lambda account, kind, on: account in able, told=able):
        yield able


@pytest.fixture(name="everybody_is_able")
def _everybody_is_able() -> Iterator[None]:
    """Everybody holds the qualification."""
    with worlds.changed(policy, "qualified", lambda account, kind, on: True, told="everybody"):
        yield
