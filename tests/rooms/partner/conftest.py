"""The cast on a Tuesday morning."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from himaya.kernel import clock
from tests import cast, factories
from tests.rooms.casework.conftest import _sit

__all__ = ["_sit"]
Sit = Callable[..., Client]


@pytest.fixture(autouse=True)
def _the_cast(db: None) -> Iterator[None]:
    with clock.stopped(factories.TUESDAY):
        cast.play()
        yield
