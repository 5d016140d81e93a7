"""Every test of this room has the cast on stage, on a Tuesday morning."""

from collections.abc import Iterator

import pytest

from himaya.kernel import clock
from tests import cast, factories


@pytest.fixture(name="stage")
def _stage(db: None) -> Iterator[None]:
    with clock.stopped(factories.TUESDAY):
        cast.play()
        yield
