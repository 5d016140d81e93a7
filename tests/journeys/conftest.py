"""Where a journey is made: the demo, and a nation's installation on PostgreSQL."""

from collections.abc import Mapping

import pytest

from tests.journeys.hands import SEATS
from tests.running import Live

PRODUCTION = pytest.param("live_production", marks=[pytest.mark.postgres])


@pytest.fixture(name="place", params=["live", PRODUCTION])
def _place(request: pytest.FixtureRequest) -> tuple[Live, Mapping[str, str]]:
    place = request.getfixturevalue(request.param)
    assert isinstance(place, Live)
    return place, SEATS[request.param]


@pytest.fixture(name="language")
def _language(place: tuple[Live, Mapping[str, str]]) -> str:
    """French in the demo, Arabic in a nation: each language once, each place once."""
    return "ar" if place[0].database else "fr"
