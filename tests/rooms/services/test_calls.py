"""Whom to call, asked of the directory: the shipped demo nation, telephones, and the pages of a case."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from himaya.cases.models import Case
from himaya.institutions.actions import packs
from himaya.institutions.content import load_pack
from himaya.institutions.models import Desk
from himaya.institutions.rules_calls import DANGER, NOBODY, OWN
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.services import calls
from himaya.services.models import Offer
from tests import cast, factories
from tests.pages import body
from tests.rooms.plans import planned
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("E4")
NIGHT = factories.TUESDAY + timedelta(hours=16)


def called(*needs: str, own: str = "", region: str = cast.NORTH, age: str = "adult", **more: object) -> list[str]:
    found = calls.whom_to_call(*needs, age_group=age, own_desk=own, region=region, **more)  # type: ignore[arg-type]
    return [one.desk.pk for one in found.now]


def test_in_the_north_of_the_demo_nation_the_northern_hospital_comes_first_by_day_and_by_night() -> None:
    packs.load(pack=load_pack("demo"), by=SYSTEM)
    for at in (factories.TUESDAY, NIGHT):
        assert called("medical_care", region="nord", at=at)[:2] == ["hopital-nord", "hopital-centre"]
        assert called("medical_care", region="centre", at=at)[0] == "hopital-centre"
        for age in ("child", "maybe_child"):
            assert called(DANGER, region="nord", age=age, own="police-nord", at=at)[0] == "enfance-nord"
        assert not {"police-nord", "police-centre"} & set(called("emergency_shelter", region="centre", at=at))
    # Child protection of the south is closed at night: who answers in its place stands before the police.
    assert called(DANGER, region="sud", age="child", at=NIGHT) == ["enfance-nord", "garde-sud"]


def test_where_no_region_is_known_the_nearest_to_who_asks_comes_first_and_nobody_is_left_out() -> None:
    """Seen red: an officer of the North who had not said where was given the guard of the South."""
    packs.load(pack=load_pack("demo"), by=SYSTEM)
    everywhere = called("medical_care", region="")
    assert called("medical_care", region="", own="police-nord")[0] == "hopital-nord"
    assert called("medical_care", region="", own="police-centre")[0] == "hopital-centre"
    assert set(called("medical_care", region="", own="police-nord")) == set(everywhere)
    found = called(DANGER, region="", own="inspection-nord", at=NIGHT)
    assert found[0] == "police-nord"


def test_nobody_is_called_without_a_telephone_and_no_consulate_ever() -> None:
    assert called("medical_care") == []
    cast.telephones()
    assert called("medical_care") == ["ward"]
    cast.consulate()
    Desk.objects.filter(pk="consulate").update(phone="05 00 00 08 98")
    assert called("return_counselling") == []


def test_what_a_desk_says_of_one_service_counts_and_a_lapsed_vetting_too() -> None:
    cast.telephones()
    Offer.objects.create(desk_id="ward", service="medical_care", eligibility=["women"], languages=[])
    assert called("medical_care", gender_group="man") == []
    assert called("medical_care", gender_group="woman") == ["ward"]
    Desk.objects.filter(pk="ward").update(vetted_until="2026-01-01")
    assert called("medical_care") == []


def test_a_chain_of_desks_that_answer_for_one_another_ends() -> None:
    cast.telephones()
    Desk.objects.filter(pk="shelter").update(after_hours="hostel", hours={"tue": ["08:30-16:30"]})
    found = calls.whom_to_call("emergency_shelter", age_group="", own_desk="", region=cast.NORTH, at=NIGHT)
    assert (found.now, found.remains) == ((), NOBODY)
    assert {one.desk.pk for one in found.later} == {"shelter", "hostel"}


def test_a_paper_that_is_read_at_night_names_who_is_there_at_night() -> None:
    cast.telephones()
    assert calls.at_night(region=cast.NORTH, own_desk="shelter") == Desk.objects.get(pk="police-north")
    Desk.objects.filter(pk="police-north").update(hours=cast.OFFICE_HOURS)
    assert calls.at_night(region=cast.NORTH, own_desk="shelter") is None


def test_the_police_as_caller_have_only_themselves_and_are_told_so() -> None:
    cast.telephones()
    found = calls.whom_to_call(DANGER, age_group="adult", own_desk="police-north", region=cast.NORTH)
    assert (found.now, found.remains) == ((), OWN)


def numbers(page: str) -> list[str]:
    owners = {desk.phone.replace(" ", ""): desk.pk for desk in Desk.objects.exclude(phone="")}
    return [owners[one] for one in re.findall(r'href="tel:(\d+)"', page) if one in owners]


def a_case(age: str) -> Case:
    case = planned.opened()
    Case.objects.filter(pk=case.pk).update(age_group=age)
    return Case.objects.get(pk=case.pk)


def first_days(sit: Sit, case: Case, by: Actor = cast.INSPECTOR) -> str:
    said = {**planned.CALM, "danger": "yes", "health": "yes", "child": "unknown", "since": "", "instance": ""}
    client = sit(by)
    form = body(client.get(f"/plans/{case.pk}/first-days/"))
    said["instance"] = re.findall(r'name="instance" value="([^"]+)"', form)[0]
    client.post(f"/plans/{case.pk}/first-days/", said)
    return body(client.get(f"/plans/{case.pk}/first-days/")).split("To do now")[1].split("Ask again")[0]


@pytest.mark.parametrize("age", ["adult", "child", "maybe_child", ""])
def test_the_first_days_name_whom_to_call_for_each_step(sit: Sit, age: str) -> None:
    cast.a_nearer_hospital()
    page = first_days(sit, a_case(age))
    danger, health, child = (page.index(name) for name in ("Danger now", "Health that cannot wait", "A child"))
    assert numbers(page[danger:health]) == (["police-north"] if age == "adult" else ["children", "police-north"])
    assert numbers(page[health:child]) == ["ward-of-the-north", "ward"]
    # Beside "the child protection desk now" stand desks that protect children, and no police.
    assert numbers(page[child:]) == ["children"]


@pytest.mark.parametrize("age", ["adult", "child"])
def test_a_life_in_danger_shows_the_nearest_that_heals_and_for_a_child_child_protection_first(
    sit: Sit, age: str
) -> None:
    cast.a_nearer_hospital()
    page = body(sit(cast.INSPECTOR).get(f"/crisis/cases/{a_case(age).pk}/"))
    against = ["police-north"] if age == "adult" else ["children", "police-north"]
    assert numbers(page) == ["ward-of-the-north", "ward", *against]
    with clock.stopped(NIGHT):
        Desk.objects.filter(pk="ward-of-the-north").update(hours=cast.OFFICE_HOURS)
        page = body(sit(cast.INSPECTOR).get(f"/crisis/cases/{a_case(age).pk}/"))
        assert numbers(page)[0] == "ward"


def test_a_desk_that_heals_and_keeps_the_file_is_not_shown_its_own_number(sit: Sit) -> None:
    cast.telephones()
    own = Desk.objects.get(pk="labour-north")
    own.services, own.hours = ["medical_care", "immediate_safety"], "24/7"
    own.save()
    page = body(sit(cast.INSPECTOR).get(f"/crisis/cases/{a_case('adult').pk}/"))
    assert numbers(page) == ["ward", "police-north"]
    Desk.objects.filter(pk__in=["ward", "police-north"]).update(hours=cast.OFFICE_HOURS)
    with clock.stopped(NIGHT):
        page = body(sit(cast.INSPECTOR).get(f"/crisis/cases/{a_case('adult').pk}/"))
        assert numbers(page) == []
        assert page.count("Only your own desk is there for this now.") == 2


def test_at_night_the_directory_is_read_as_often_with_one_closed_desk_as_with_fifty() -> None:
    cast.telephones()
    asked = {"age_group": "adult", "own_desk": "", "region": cast.NORTH, "at": NIGHT}
    with CaptureQueriesContext(connection) as few:
        calls.whom_to_call("legal_aid", **asked)  # type: ignore[arg-type]
    lawyers = Desk.objects.get(pk="lawyers")
    for number in range(50):
        lawyers.pk = f"lawyers-{number}"
        lawyers.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        found = calls.whom_to_call("legal_aid", **asked)  # type: ignore[arg-type]
    assert [one.desk.pk for one in found.now] == ["shelter"]
    assert len(found.later) == 51
    assert len(many) == len(few)
