"""A version is tried at named desks, and is in force for nobody else."""

import pytest

from himaya.instruments import queries
from himaya.instruments.actions import pilots, versions
from himaya.instruments.models import Pilot, Version
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotFound, NotNow
from himaya.kernel.models import AuditEvent
from tests import cast, factories

pytestmark = [pytest.mark.django_db, pytest.mark.capability("A7", "B4")]
NAME = "first-line-labour"


@pytest.fixture(name="old")
def _old() -> Version:
    cast.play()
    return factories.version(NAME)


@pytest.fixture(name="new")
def _new(old: Version) -> Version:
    return factories.next_version(NAME, in_force=False, q08="Tried")


def test_the_desk_that_tries_a_version_uses_it_and_everybody_else_does_not(old: Version, new: Version) -> None:
    pilots.begin(version_id=new.pk, desk_id="labour-north", by=cast.SECRETARY)
    assert queries.in_force(NAME, desk_id="labour-north") == new
    assert queries.in_force(NAME, desk_id="labour-south") == old
    assert queries.in_force(NAME) == old
    assert queries.all_in_force(desk_id="labour-north") == [new]
    assert queries.all_in_force() == queries.all_in_force(desk_id="labour-south") == [old]
    assert queries.is_tried(new.pk, "labour-north")
    assert not queries.is_tried(new.pk, "labour-south")
    assert not queries.is_tried(new.pk, "")
    assert [one.desk_id for one in queries.pilots(new.pk)] == ["labour-north"]


def test_ending_a_pilot_brings_the_desks_back_to_the_version_in_force(old: Version, new: Version) -> None:
    for desk in ("labour-north", "labour-south"):
        pilots.begin(version_id=new.pk, desk_id=desk, by=cast.SECRETARY)
    assert pilots.end(version_id=new.pk, by=cast.SECRETARY) == 2
    assert pilots.end(version_id=new.pk, by=cast.SECRETARY) == 0
    assert queries.in_force(NAME, desk_id="labour-north") == old
    assert [one.until for one in queries.pilots(new.pk)] == [clock.today()] * 2
    assert AuditEvent.objects.filter(action="pilot.begun").count() == 2
    assert AuditEvent.objects.filter(action="pilot.ended").count() == 1


def test_putting_any_version_in_force_ends_the_pilots_of_that_form_alone(old: Version, new: Version) -> None:
    factories.version("first-line-child")
    other = factories.next_version("first-line-child", in_force=False)
    pilots.begin(version_id=new.pk, desk_id="labour-north", by=cast.SECRETARY)
    pilots.begin(version_id=other.pk, desk_id="labour-north", by=cast.SECRETARY)
    versions.put_in_force(version_id=new.pk, by=SYSTEM)
    assert list(Pilot.objects.filter(until=None).values_list("version", flat=True)) == [other.pk]
    assert queries.in_force(NAME, desk_id="labour-south") == new


def test_a_desk_tries_one_version_of_a_form_at_a_time(old: Version, new: Version) -> None:
    first = pilots.begin(version_id=new.pk, desk_id="labour-north", by=cast.SECRETARY)
    assert pilots.begin(version_id=new.pk, desk_id="labour-north", by=cast.SECRETARY) == first
    third = factories.next_version(NAME, in_force=False, q08="Another")
    with pytest.raises(NotNow, match="desk_has_pilot"):
        pilots.begin(version_id=third.pk, desk_id="labour-north", by=cast.SECRETARY)
    pilots.end(version_id=new.pk, by=cast.SECRETARY)
    pilots.begin(version_id=third.pk, desk_id="labour-north", by=cast.SECRETARY)
    assert queries.in_force(NAME, desk_id="labour-north") == third


def test_nothing_is_tried_that_is_in_force_or_is_not_there(old: Version) -> None:
    with pytest.raises(NotNow, match="version_in_force"):
        pilots.begin(version_id=old.pk, desk_id="labour-north", by=cast.SECRETARY)
    with pytest.raises(NotFound):
        pilots.begin(version_id=0, desk_id="labour-north", by=cast.SECRETARY)
    with pytest.raises(NotFound):
        pilots.begin(version_id=old.pk, desk_id="nowhere", by=cast.SECRETARY)
    with pytest.raises(NotFound):
        pilots.end(version_id=0, by=cast.SECRETARY)
    with pytest.raises(NotFound):
        versions.put_in_force(version_id=0, by=SYSTEM)
