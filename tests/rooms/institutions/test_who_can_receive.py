"""Which desk can receive, best first, and what a desk says about its own places."""

from datetime import date, timedelta

import pytest

from himaya.institutions.actions import capacity
from himaya.institutions.models import Desk, Institution
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.services.calls import on_call_desk
from himaya.services.queries import offers_for
from tests import cast, factories

pytestmark = pytest.mark.usefixtures("the_cast")
SHELTERED = {"service": "emergency_shelter", "region": cast.NORTH, "at": factories.TUESDAY}


def receivers(**changes: object) -> list[str]:
    return [one.desk.pk for one in offers_for(**{**SHELTERED, **changes})]  # type: ignore[arg-type]


def test_only_desks_that_give_the_service_in_the_region() -> None:
    assert set(receivers()) == {"shelter", "hostel"}
    assert receivers(region=cast.SOUTH) == []
    assert receivers(service="labour_rights", region=cast.SOUTH) == ["labour-south", "lawyers"]


def test_the_open_desk_stands_before_the_closed_one_which_says_when_it_opens_and_who_answers_meanwhile() -> None:
    night = factories.TUESDAY + timedelta(hours=12)
    first, second = offers_for(**{**SHELTERED, "at": night})  # type: ignore[arg-type]
    assert (first.desk.pk, first.open_now) == ("shelter", True)
    assert (second.desk.pk, second.open_now) == ("hostel", False)
    assert second.opens_at is not None
    assert (second.opens_at.hour, second.opens_at.minute) == (8, 30)
    assert second.fallback is not None
    assert second.fallback.pk == "shelter"


def test_a_desk_that_speaks_the_language_stands_first() -> None:
    assert receivers(language="wo") == ["shelter", "hostel"]
    assert [one.speaks for one in offers_for(**SHELTERED, language="wo")] == [True, False]  # type: ignore[arg-type]


def test_a_desk_for_other_groups_stands_last_and_says_so() -> None:
    found = offers_for(**SHELTERED, age_group="adult", gender_group="man")  # type: ignore[arg-type]
    assert [one.desk.pk for one in found] == ["hostel", "shelter"]
    assert not found[0].why_not
    assert found[1].why_not
    assert receivers(age_group="maybe_child")[0] == "hostel"


def test_a_full_desk_stands_behind_one_with_places() -> None:
    Desk.objects.filter(pk="hostel").update(capacity_free=0)
    assert receivers() == ["shelter", "hostel"]


def test_a_desk_or_an_institution_that_ended_is_not_offered_and_a_lapsed_vetting_is_named() -> None:
    Desk.objects.filter(pk="hostel").update(vetted_until=date(2026, 1, 1))
    assert [bool(one.why_not) for one in offers_for(**SHELTERED)] == [False, True]  # type: ignore[arg-type]
    Desk.objects.filter(pk="hostel").update(closed_on=date(2026, 11, 24))
    assert receivers() == ["shelter"]
    Institution.objects.filter(pk="daw").update(valid_to=date(2026, 11, 23))
    assert receivers() == []


def sent_to(region: str, own: str = "shelter") -> str | None:
    found = on_call_desk("immediate_safety", region=region, own_desk=own, at=factories.TUESDAY)
    return found.pk if found else None


def test_the_desk_on_call_is_one_that_is_open_now_and_another() -> None:
    assert sent_to(cast.NORTH) == "police-north"
    assert sent_to(cast.NORTH, own="police-north") is None
    Desk.objects.filter(pk="police-north").update(hours={"sat": ["09:00-10:00"]})
    assert sent_to(cast.NORTH) is None
    assert sent_to(cast.SOUTH) is None


def test_against_a_danger_it_is_sent_to_the_nearest_on_call_be_it_the_police_or_not() -> None:
    Desk.objects.filter(pk="children").update(services=["immediate_safety"], on_call=True, own_region=cast.SOUTH)
    Desk.objects.filter(pk="police-north").update(own_region=cast.NORTH)
    assert sent_to(cast.NORTH) == "police-north"
    Desk.objects.filter(pk="children").update(own_region=cast.NORTH)
    assert sent_to(cast.NORTH) == "children"


@pytest.mark.parametrize("changed", [{"on_call": False}, {"reached_by": "phone"}])
def test_what_cannot_wait_is_sent_to_who_is_on_call_and_has_an_account(changed: dict[str, object]) -> None:
    Desk.objects.filter(pk="police-north").update(**changed)
    assert sent_to(cast.NORTH) is None


def test_a_desk_of_the_region_itself_stands_before_one_from_elsewhere_and_no_secret_place_is_near() -> None:
    Desk.objects.filter(pk="shelter").update(own_region=cast.SOUTH, regions=[cast.NORTH, cast.SOUTH])
    Desk.objects.filter(pk="hostel").update(own_region=cast.NORTH, services=["social_support", "emergency_shelter"])
    assert receivers() == ["hostel", "shelter"]
    assert [one.near for one in offers_for(**SHELTERED)] == [1, 1]  # type: ignore[arg-type]
    Desk.objects.update(services=["social_support"])
    asked = {**SHELTERED, "service": "social_support", "region": cast.NORTH}
    found = {one.desk.pk: one.near for one in offers_for(**asked)}  # type: ignore[arg-type]
    assert (found["hostel"], found["shelter"], found["ward"]) == (0, 2, 1)
    order = [one.desk.pk for one in offers_for(**asked)]  # type: ignore[arg-type]
    assert order[0] == "hostel"
    assert order.index("ward") < order.index("shelter")


def test_a_desk_says_how_many_places_are_free() -> None:
    capacity.update_places(desk_id="shelter", free=0, by=cast.SHELTER)
    assert Desk.objects.get(pk="shelter").capacity_free == 0
    event = AuditEvent.objects.get(action="capacity.updated")
    assert (event.object_id, event.code) == ("shelter", "0")


@pytest.mark.parametrize(("desk", "free"), [("shelter", -1), ("shelter", 15)])
def test_free_places_lie_within_the_total(desk: str, free: int) -> None:
    with pytest.raises(NotValid):
        capacity.update_places(desk_id=desk, free=free, by=cast.SHELTER)
    assert Desk.objects.get(pk="shelter").capacity_free == 3


def test_a_desk_without_places_counts_none() -> None:
    with pytest.raises(NotValid):
        capacity.update_places(desk_id="ward", free=1, by=cast.NURSE)


@pytest.mark.parametrize(
    ("worker", "refusal"), [(cast.NURSE, NotFound), (cast.actor("x", "shelter", "operator"), NotPermitted)]
)
def test_only_the_desk_itself_counts_its_places(worker: Actor, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        capacity.update_places(desk_id="shelter", free=1, by=worker)
