"""The desk of a reply link is tested on the stage of the round tables, by a browser that nobody signed in."""

import pytest
from django.test import Client

from tests.rooms.stages import everybody_is_on_stage, sit_at_the_tables

__all__ = ["everybody_is_on_stage", "sit_at_the_tables"]


@pytest.fixture(name="visitor")
def _visitor() -> Client:
    """Somebody with a browser and no account, who reads English here."""
    return Client(headers={"accept-language": "en"})
