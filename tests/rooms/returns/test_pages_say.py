"""What the pages of a return say once it was said: not the same again, the day, nothing of who is left in peace."""

from datetime import timedelta

import pytest

from himaya.kernel import clock
from himaya.returns import rules
from himaya.safety.actions import safety_plans
from tests.pages import body
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.returns.gone import BY
from tests.rooms.returns.test_later_pages import at
from tests.signed_in import Sit

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


def test_the_way_that_was_not_chosen_stands_beside_the_others_once_it_was_weighed(sit: Sit) -> None:
    """Seen red without `other`: its sheet was asked for, kept, and never shown."""
    case = gone.case()
    gone.to_weighing(case.pk)
    gone.weighed(case.pk)
    page, beside = f"/returns/cases/{case.pk}/", "<dt>Another country</dt>"
    assert beside not in body(sit(BY).get(page))
    gone.weighed(case.pk, ways=(rules.THIRD,), retaliation="grave")
    told = body(sit(BY).get(page))
    assert beside + "<dd><b>Grave</b></dd>" in told
    assert told.count(beside) == len(rules.QUESTIONS)
    gone.chosen(case.pk, rules.THIRD, country="Canary island")
    assert "<dt>The country of origin</dt>" in body(sit(BY).get(page))


def test_whoever_goes_alone_and_wants_a_safety_plan_is_given_one_next(sit: Sit) -> None:
    """Seen red without `owes_a_plan`: the page led on with the return."""
    case = gone.case()
    gone.to_weighing(case.pk)
    page, wants = f"/returns/cases/{case.pk}/", "Write it with them now, before anything else."
    assert wants not in body(sit(BY).get(page))
    gone.alone(case.pk)
    assert wants in body(sit(BY).get(page))
    safety_plans.write(case_id=case.pk, parts={"warning_signs": "Canary"}, language="fr", by=BY)
    assert wants not in body(sit(BY).get(page))


def test_a_heading_leaves_open_whether_the_prosecutor_was_told(sit: Sit) -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    told = body(sit(BY).get(at(case, "documents")))
    assert "Telling the prosecutor" in told
    assert "The prosecutor was told" not in told
