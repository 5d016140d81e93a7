"""The pages of the round tables are tested on the same stage as its verbs."""

import pytest
from django.test import Client

from tests import cast
from tests.rooms.stages import everybody_is_on_stage, sit_at_the_tables
from tests.signed_in import Sit

__all__ = ["everybody_is_on_stage", "sit_at_the_tables"]


@pytest.fixture(name="office")
def _office(sit: Sit) -> Client:
    """The secretariat at its desk."""
    return sit(cast.SECRETARY)
