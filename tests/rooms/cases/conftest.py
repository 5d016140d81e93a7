"""The stage of this room is the cast alone, on a Tuesday morning."""

from collections.abc import Iterator

import pytest

from himaya.cases.actions import erasures
from tests import worlds


@pytest.fixture(name="stage")
def _stage(the_cast: None) -> None:
    """Usage: `pytestmark = pytest.mark.usefixtures("stage")`. Pure rules need no stage."""


@pytest.fixture(name="nothing_to_fold")
def _nothing_to_fold() -> Iterator[None]:
    """A test's own transaction cannot be folded into files; tests/races and the byte search do that."""
    with worlds.changed(erasures, "fold_in", lambda tables: True, told=True):
        yield
