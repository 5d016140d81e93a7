"""What the pages of a return say once it was said: not the same again, the day, nothing of who is left in peace."""

from datetime import timedelta

import pytest

from himaya.kernel import clock
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.returns.conftest import Sit
from tests.rooms.returns.gone import BY
from tests.rooms.returns.test_later_pages import at, body

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F1")]


def test_what_was_said_is_not_asked_for_again(sit: Sit) -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    gone.weighed(case.pk, retaliation="grave")
    page = f"/returns/cases/{case.pk}/"
    say_it, look = "Say to the person that it is not arranged now", "Look for what is missing."
    told = body(sit(BY).get(page))
    assert (say_it in told, look in told) == (True, False)
    gone.not_now(case.pk)
    told = body(sit(BY).get(page))
    assert (say_it in told, look in told) == (False, True)


def test_a_colon_is_of_the_language(sit: Sit) -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    gone.weighed(case.pk, retaliation="grave")
    page = f"/returns/cases/{case.pk}/"
    assert "Représailles et pressions\u00a0: danger grave" in body(sit(BY, "fr").get(page))
    assert "Revenge and pressure: Grave" in body(sit(BY).get(page))


def test_the_page_of_the_journey_says_the_day(sit: Sit) -> None:
    case = gone.case()
    later.to_ready(case.pk, days=later.DAYS)
    said = f"The person travels on {(clock.today() + timedelta(days=later.DAYS)).day} "
    assert said in body(sit(BY).get(at(case, "travel")))


def test_nothing_is_said_of_how_to_reach_whoever_wishes_no_more_contact(sit: Sit) -> None:
    case = gone.case()
    later.to_received(case.pk)
    look = "Look first how the person may be reached"
    assert look in body(sit(BY).get(at(case, "after")))
    later.asked(case.pk, "no_more")
    assert look not in body(sit(BY).get(at(case, "after")))
