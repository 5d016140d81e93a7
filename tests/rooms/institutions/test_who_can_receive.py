"""Which desk can receive, best first, and what a desk says about its own places."""

from datetime import date, timedelta

import pytest

from himaya.institutions.actions import capacity
from himaya.institutions.models import Desk, Institution
from himaya.institutions.queries import desks_that_can_receive, on_call_desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests import cast, factories

SHELTERED = {"service": "emergency_shelter", "region": cast.NORTH, "at": factories.TUESDAY}


@pytest.fixture(autouse=True)
def _stage(db: None) -> object:
    with clock.stopped(factories.TUESDAY):
        cast.play()
        yield


def receivers(**changes: object) -> list[str]:
    return [one.desk.pk for one in desks_that_can_receive(**{**SHELTERED, **changes})]  # type: ignore[arg-type]


def test_only_desks_that_give_the_service_in_the_region() -> None:
    assert set(receivers()) == {"shelter", "hostel"}
    assert receivers(region=cast.SOUTH) == []
    assert receivers(service="labour_rights", region=cast.SOUTH) == ["labour-south", "lawyers"]


def test_the_open_desk_stands_before_the_closed_one_which_says_when_it_opens_and_who_answers_meanwhile() -> None:
    night = factories.TUESDAY + timedelta(hours=12)
    first, second = desks_that_can_receive(**{**SHELTERED, "at": night})  # type: ignore[arg-type]
    assert (first.desk.pk, first.open_now) == ("shelter", True)
    assert (second.desk.pk, second.open_now) == ("hostel", False)
    assert second.opens_at is not None
    assert (second.opens_at.hour, second.opens_at.minute) == (8, 30)
    assert second.fallback is not None
    assert second.fallback.pk == "shelter"


def test_a_desk_that_speaks_the_language_stands_first() -> None:
    assert receivers(language="wo") == ["shelter", "hostel"]
    assert [one.speaks for one in desks_that_can_receive(**SHELTERED, language="wo")] == [True, False]  # type: ignore[arg-type]


def test_a_desk_for_other_groups_stands_last_and_says_so() -> None:
    found = desks_that_can_receive(**SHELTERED, age_group="adult", gender_group="man")  # type: ignore[arg-type]
    assert [one.desk.pk for one in found] == ["hostel", "shelter"]
    assert not found[0].why_not
    assert found[1].why_not
    assert receivers(age_group="maybe_child")[0] == "hostel"


def test_a_full_desk_stands_behind_one_with_places() -> None:
    Desk.objects.filter(pk="hostel").update(capacity_free=0)
    assert receivers() == ["shelter", "hostel"]


def test_a_desk_or_an_institution_that_ended_is_not_offered_and_a_lapsed_vetting_is_named() -> None:
    Desk.objects.filter(pk="hostel").update(vetted_until=date(2026, 1, 1))
    assert [bool(one.why_not) for one in desks_that_can_receive(**SHELTERED)] == [False, True]  # type: ignore[arg-type]
    Desk.objects.filter(pk="hostel").update(closed_on=date(2026, 11, 24))
    assert receivers() == ["shelter"]
    Institution.objects.filter(pk="daw").update(valid_to=date(2026, 11, 23))
    assert receivers() == []


def test_the_desk_on_call_is_one_that_is_open_now() -> None:
    found = on_call_desk(cast.NORTH, "immediate_safety", factories.TUESDAY)
    assert found is not None
    assert found.pk == "police-north"
    Desk.objects.filter(pk="police-north").update(hours={"sat": ["09:00-10:00"]})
    assert on_call_desk(cast.NORTH, "immediate_safety", factories.TUESDAY) is None
    assert on_call_desk(cast.SOUTH, "immediate_safety", factories.TUESDAY) is None


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
