"""The desk of a reply link is tested on the stage of the round tables, by a browser that nobody signed in."""

import pytest
from django.test import Client

from tests.rooms.coordination.conftest import Sit, _sit, _stage

__all__ = ["Sit", "_sit", "_stage"]


@pytest.fixture(autouse=True)
def _everybody_is_there(stage: None) -> None:
    """Every page needs the stage."""


@pytest.fixture(name="visitor")
def _visitor() -> Client:
    """Somebody with a browser and no account, who reads English here."""
    return Client(headers={"accept-language": "en"})
