"""Whom to call on the first line: the nearest that is there, never one’s own, never the police for a bed."""

import re
from collections.abc import Callable

import pytest

from himaya.institutions.models import Desk
from himaya.kernel import clock
from tests import cast, factories
from tests.rooms.frontline.test_handing_over import SERVICE, result
from tests.rooms.frontline.walking import Walk

pytestmark = [pytest.mark.capability("C1"), pytest.mark.capability("C2")]

NIGHT = factories.TUESDAY.replace(hour=1)
HOLIDAY = {"days": {"2026-11-24": []}}
URGENT = {**SERVICE, "urgency": "urgent"}


def numbers(way: Walk) -> list[str]:
    """The desks whose numbers can be pressed, in the order of the page."""
    owners = {desk.phone.replace(" ", ""): desk.pk for desk in Desk.objects.exclude(phone="")}
    return [owners[one] for one in re.findall(r'href="tel:(\d+)"', way.text)]


def hurt(way: Walk) -> Walk:
    return way.begin().answer(q01="yes", q03="assault", q06="adult")


def test_the_hospital_of_the_region_stands_before_one_from_elsewhere(walk: Callable[..., Walk]) -> None:
    cast.a_nearer_hospital()
    way = hurt(walk("health"))
    assert numbers(way)[0] == "ward-of-the-north"
    assert numbers(way.press("refuse"))[0] == "ward-of-the-north"
    way.press("way_back")
    assert way.text.index("05 00 00 08 99") < way.text.index(Desk.objects.get(pk="ward").phone)


def test_at_night_a_closed_desk_is_never_first_and_it_says_when_it_opens(walk: Callable[..., Walk]) -> None:
    cast.a_nearer_hospital()
    Desk.objects.filter(pk="ward-of-the-north").update(hours={"tue": ["08:30-16:30"]})
    with clock.stopped(NIGHT):
        way = hurt(walk("health"))
        assert numbers(way)[0] == "ward"
        assert numbers(way).index("ward") < numbers(way).index("ward-of-the-north")
        assert "opens at" in way.text


def test_on_a_holiday_the_page_says_that_nobody_is_there(walk: Callable[..., Walk]) -> None:
    Desk.objects.update(hours=HOLIDAY)
    way = walk().begin().answer(q01="yes", q02="yes", q06="adult")
    assert way.page.context["danger_calls"].now == []
    assert "Nobody can be called for this now" in way.text
    assert "No number is recorded here" in way.text


def test_at_night_a_bed_and_advice_are_not_answered_by_the_police(walk: Callable[..., Walk]) -> None:
    Desk.objects.filter(pk__in=["hostel", "lawyers"]).update(after_hours="police-north")
    with clock.stopped(NIGHT):
        way = walk().begin().answer(q01="yes", q06="adult", q08="yes", q19="safe_place")
        assert "police-north" not in numbers(way)
        assert "Desk police-north" not in way.text


def test_who_answers_in_place_of_a_closed_desk_is_named_as_such(walk: Callable[..., Walk]) -> None:
    with clock.stopped(NIGHT):
        way = walk().begin().answer(q01="yes", q06="adult", q19="justice")
        assert numbers(way)[0] == "shelter"
        assert "Answers at this hour for Desk lawyers" in way.text


def test_an_officer_with_a_child_sees_child_protection_first_and_never_their_own_number(
    sit: Callable[..., Walk],
) -> None:
    way = sit(cast.OFFICER, "police").begin("child").answer(q01="yes", q02="yes", q06="child", q08c="yes")
    assert numbers(way)[0] == "children"
    assert "police-north" not in numbers(way)
    assert numbers(way.offer_it()) == ["children"]
    way.hand(guardian="yes").hand(**{**URGENT, "service": "child_protection", "group": "girl"})
    assert numbers(way) == ["children"]


def test_a_child_in_danger_sees_child_protection_before_the_police_whoever_asks(walk: Callable[..., Walk]) -> None:
    way = walk("police").begin("child").answer(q01="yes", q02="yes", q06="child")
    # The child circuit's list, which names no police, and the numbers beside the danger.
    assert numbers(way) == ["children", "children", "police-north"]


def test_of_a_child_child_protection_stands_before_the_hospital(walk: Callable[..., Walk]) -> None:
    way = walk("health").begin("child").answer(q01="yes", q03="assault", q06="child")
    assert numbers(way) == ["children", "ward"]


def test_where_only_ones_own_desk_or_the_police_are_left_the_page_says_so(sit: Callable[..., Walk]) -> None:
    way = result(sit(cast.OFFICER, "police"), q02="yes")
    assert way.page.context["danger_calls"].now == []
    assert "Only your own desk is there for this now" in way.text
    way.offer_it()
    assert "Only your own desk is there for this now" in way.text
    assert "Call first, then send" not in way.text
    way = result(sit(cast.INSPECTOR), q02="yes").offer_it()
    assert numbers(way) == ["police-north"]
    assert "Only the police or justice can be called for this now." in way.text


def test_in_danger_the_police_stand_beside_the_danger_and_in_no_offer(walk: Callable[..., Walk]) -> None:
    way = walk().begin().answer(q01="yes", q02="yes", q03="assault", q06="adult")
    assert numbers(way)[0] == "police-north"
    assert "police-north" not in numbers(way)[1:]
    assert numbers(way)[1] == "ward"
    assert "police-north" not in numbers(way.press("refuse"))
    way.press("way_back")
    assert Desk.objects.get(pk="police-north").phone not in way.text


def test_a_child_in_no_danger_has_child_protection_called_and_no_police(sit: Callable[..., Walk]) -> None:
    way = sit(cast.INSPECTOR).begin("child").answer(q01="yes", q06="child", q08c="yes").offer_it()
    assert way.page.context["here"] == "ground"
    assert numbers(way) == ["children"]


@pytest.mark.parametrize("service", ["emergency_shelter", "immediate_safety"])
def test_for_what_was_agreed_to_no_police_number_is_shown(sit: Callable[..., Walk], service: str) -> None:
    way = result(sit(cast.INSPECTOR), q02="yes").offer_it().hand(route="consent").hand(**{**URGENT, "service": service})
    assert way.page.context["here"] == "desk"
    assert "police-north" not in numbers(way)
    asks_first = "The person did not agree to them: ask before you call." in way.text
    assert asks_first == (service == "immediate_safety")
    way.hand(desk="none")
    assert way.page.context["here"] == "unmet"
    assert "police-north" not in numbers(way)


@pytest.mark.parametrize(("language", "says"), [("fr", "Seul votre propre guichet"), ("ar", "مكتبكم وحده")])
def test_what_remains_is_said_in_the_language_of_the_page(sit: Callable[..., Walk], language: str, says: str) -> None:
    way = result(sit(cast.OFFICER, "police", language), q02="yes")
    assert says in way.text


WITHOUT = "Without an account it goes by telephone: call a number on this page."


@pytest.mark.parametrize("about", ["person", "child"])
def test_who_has_no_account_is_sent_to_the_telephone_and_who_has_one_is_not(
    walk: Callable[..., Walk], sit: Callable[..., Walk], about: str
) -> None:
    """A nurse at night met only a page that wanted a password. Seen red without the sentence, and with it for all."""
    answers = {"q01": "yes", "q03": "assault", "q06": "child" if about == "child" else "adult"}
    stranger = walk("health").begin(about).answer(**answers)
    assert WITHOUT in stranger.text
    assert numbers(stranger), "the numbers that it speaks of"
    assert WITHOUT not in sit(cast.NURSE, "health").begin(about).answer(**answers).text
    Desk.objects.update(phone="")
    assert WITHOUT not in walk("health").begin(about).answer(**answers).text, "where no number is known"
