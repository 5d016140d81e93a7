"""A girl of fifteen, noticed at the hospital, taken over by child protection, helped by five institutions.

No consent gate and no guardian gate: her own word decides who learns of her, both ways. A second person stands behind
the one sharing without her agreement. What she takes back ends at once, and whoever has no part in it sees nothing.
"""

from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.journeys.girl_of_fifteen import (
    WORDS,
    Passage,
    asks_her,
    first_days,
    notices,
    plan,
    rights,
    takes_over,
    without_her_yes,
)
from tests.journeys.girl_of_fifteen_after import (
    calendar,
    conference,
    copy_refused,
    nothing_in_clear,
    only_their_own,
    sees_nothing,
    sees_who_read,
    takes_the_hospital_back,
)
from tests.journeys.passages import Worker, at
from tests.running import Live

pytestmark = [pytest.mark.browser]
PRODUCTION = pytest.param("live_production", marks=[pytest.mark.postgres])


@pytest.fixture(name="place", params=["live", PRODUCTION])
def _place(request: pytest.FixtureRequest) -> Live:
    place = request.getfixturevalue(request.param)
    assert isinstance(place, Live)
    return place


@pytest.mark.capability("E1", "E2", "E3", "E4", "E5", "E6")
def test_a_girl_is_protected_by_her_own_word(place: Live, browser: Browser) -> None:
    ours, theirs = ("ar", "fr") if place.database else ("fr", "ar")
    with ExitStack() as doors:

        def sits(who: str, language: str, *, phone: bool = False) -> Worker:
            return doors.enter_context(at(browser, place, who, language=language, phone=phone))

        one = Passage(
            nurse=sits("health", theirs, phone=True),
            child=sits("child", ours),
            lead=sits("child_lead", theirs, phone=True),
            law=sits("law", theirs, phone=True),
            words=WORDS[ours],
        )
        notices(one)
        takes_over(one)
        asks_her(one)
        first_days(one)
        plan(one)
        rights(one)
        without_her_yes(one)
        conference(one)
        calendar(one)
        copy_refused(one)
        guard = sits("child_guard", ours)
        sees_who_read(guard, one, place)
        others = [sits(who, theirs) for who in ("labour", "ngo", "secretariat", "guard", "justice")]
        sees_nothing(others, one)
        takes_the_hospital_back(one)
        only_their_own(one)
    nothing_in_clear(place, one)
