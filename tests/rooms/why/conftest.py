"""The cast with the people of the round tables on a Tuesday morning, and a browser at any desk or at none."""

import pytest
from django.test import Client

from tests import factories
from tests.rooms.stages import sit_at_the_tables

__all__ = ["sit_at_the_tables"]


@pytest.fixture(autouse=True)
def _everybody_is_there(stage: None) -> None:
    """Every page needs the stage, and a form in force."""
    factories.version()


@pytest.fixture(name="anybody")
def _anybody() -> Client:
    """Somebody without an account."""
    return Client(headers={"accept-language": "en"})
