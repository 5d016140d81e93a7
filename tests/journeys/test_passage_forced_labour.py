"""A man out of forced labour on a building site, who wants help and no proceedings, through the desks that help him.

The labour inspection notices and keeps his case; hospital, lawyers and a partner without an account each see their own
part of it. Prosecution, police and secretariat see nothing at any moment. At the end he asks to stop; later he is back.
"""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from tests.journeys.forced_labour import (
    by_link,
    directory,
    everybody,
    first_has_it,
    hospital_takes_a_part,
    noticed,
    planned,
    yes_and_no,
)
from tests.journeys.forced_labour_after import (
    conference,
    nobody_else,
    nothing_in_clear,
    rights,
    stops_and_comes_back,
    tasks,
)
from tests.journeys.passages import at
from tests.running import Live

pytestmark = [pytest.mark.browser]
PRODUCTION = pytest.param("live_production", marks=[pytest.mark.postgres])


@pytest.fixture(name="place", params=["live", PRODUCTION])
def _place(request: pytest.FixtureRequest) -> Live:
    place = request.getfixturevalue(request.param)
    assert isinstance(place, Live)
    # In the demo a police desk looks too; nobody of the nation's own file sits at one.
    return place if place.database else replace(place, people={**place.people, "police": "police-nord"})


@pytest.mark.capability("E1", "E2", "E4", "E5", "A10")
def test_a_man_who_wants_no_proceedings_is_helped_by_five_desks_and_stops_when_he_likes(
    place: Live, browser: Browser
) -> None:
    with everybody(browser, place) as passage:
        noticed(passage)
        hospital_takes_a_part(passage)
        directory(passage)
        with at(browser, place, "sister", language="fr", phone=False) as sister:
            first_has_it(passage, sister)
        yes_and_no(passage)
        by_link(passage, browser)
        planned(passage)
        rights(passage)
        conference(passage)
        tasks(passage)
        stops_and_comes_back(passage)
        nobody_else(passage, browser)
    nothing_in_clear(place)
