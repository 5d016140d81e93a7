"""The pages of the round tables are tested on the same stage as its verbs."""

import pytest
from django.test import Client

from tests import cast
from tests.rooms.coordination.conftest import Sit, _sit, _stage

__all__ = ["Sit", "_sit", "_stage"]


@pytest.fixture(autouse=True)
def _everybody_is_there(stage: None) -> None:
    """Every page needs the stage."""


@pytest.fixture(name="office")
def _office(sit: Sit) -> Client:
    """The secretariat at its desk."""
    return sit(cast.SECRETARY)
