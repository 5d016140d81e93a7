"""A recorded world is the one that the factory would have made, and whatever might not be is made for real."""

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from himaya.institutions.models import Region
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.ids import new_id
from himaya.kernel.unit import unit
from tests import factories
from tests.worlds import Worlds, copied

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
NAMES = dict.fromkeys(("name_fr", "name_ar", "name_en"), "Canary")


class Stage:
    """Factories that count how often they ran, under records of their own."""

    def __init__(self) -> None:
        self.worlds = Worlds()
        self.worlds.stored = True
        self.ran = 0

    def call(self, factory: Callable[..., object], *said: object, **more: object) -> object:
        def counted(*said: object, **more: object) -> object:
            self.ran += 1
            return factory(*said, **more)

        counted.__module__, counted.__qualname__ = factory.__module__, factory.__qualname__
        return self.worlds.call(counted, said, more)

    def anew(self) -> None:
        """The next test: its rows are gone."""
        Region.objects.all().delete()
        self.worlds.begin()


@pytest.fixture(name="stage")
def _stage() -> Iterator[Stage]:
    stage = Stage()
    with connection.execute_wrapper(stage.worlds.sees), clock.stopped(factories.TUESDAY):
        yield stage


def region(name: str) -> Region:
    return Region.objects.create(id=name, **NAMES)


def rolled_back(name: str) -> str:
    region(name)
    try:
        with transaction.atomic():
            region(f"{name}-not")
            raise ValueError
    except ValueError:
        region(f"{name}-instead")
    return name


def names() -> list[str]:
    return list(Region.objects.order_by("id").values_list("id", flat=True))


def test_the_second_call_writes_what_the_first_wrote_and_returns_as_much(stage: Stage) -> None:
    first = stage.call(region, "a")
    stage.anew()
    second = stage.call(region, "a")
    assert (stage.ran, names()) == (1, ["a"])
    assert second == first
    assert second is not first


def test_what_was_rolled_back_is_not_written(stage: Stage) -> None:
    """Seen red with a savepoint that cuts nothing off."""
    stage.call(rolled_back, "a")
    stage.anew()
    stage.call(rolled_back, "a")
    assert (stage.ran, names()) == (1, ["a", "a-instead"])


@pytest.mark.parametrize("more", ["argument", "row", "clock", "language"])
def test_another_world_is_another_record(stage: Stage, more: str) -> None:
    """Seen red for each of the four, left out of the key."""
    stage.call(region, "a")
    stage.anew()
    if more == "row":
        region("there before")
    later = factories.TUESDAY + timedelta(hours=more == "clock")
    with clock.stopped(later), translation.override("ar" if more == "language" else translation.get_language()):
        stage.call(region, "b" if more == "argument" else "a")
    assert stage.ran == 2


def test_a_factory_that_makes_up_an_id_makes_up_another_the_next_time(stage: Stage) -> None:
    """Seen red with a key that does not count."""
    assert stage.call(new_id) != stage.call(new_id)


def test_an_id_is_the_same_whether_it_comes_from_a_record_or_not(stage: Stage) -> None:
    first = stage.call(new_id)
    stage.worlds.records.clear()
    stage.anew()
    assert stage.call(new_id) == first


def test_a_call_that_writes_a_file_is_never_a_record(stage: Stage, tmp_path: Path) -> None:
    """The interpreter says so to whoever asked: seen red with a plugin that asks for nothing."""

    sys.addaudithook(lambda event, said: stage.worlds.notices(event, said))

    def kept() -> None:
        (tmp_path / "one").write_text("kept")

    stage.call(kept)
    stage.anew()
    stage.call(kept)
    assert stage.ran == 2


def test_what_is_patched_or_set_otherwise_or_done_inside_a_unit_is_done_for_real(stage: Stage) -> None:
    stage.call(region, "a")
    for how in ("patched", "setting", "unit", "counted"):
        stage.anew()
        before = stage.ran
        if how == "patched":
            stage.worlds.patched = 1
            stage.call(region, "a")
        elif how == "setting":
            with override_settings(TIME_ZONE="UTC"):
                stage.call(region, "a")
        elif how == "unit":
            with unit(by=SYSTEM):
                stage.call(region, "a")
        else:
            with CaptureQueriesContext(connection):
                stage.call(region, "a")
        assert stage.ran == before + 1, how


def test_a_client_is_no_value(stage: Stage) -> None:
    def opened(said: object) -> object:
        return said

    stage.call(opened, connection)
    stage.anew()
    stage.call(opened, connection)
    assert stage.ran == 2
    assert stage.worlds.records == {}


def test_rows_that_were_fetched_with_others_are_copied_with_them() -> None:
    """Seen red with Django's own copy, which asks the store again."""
    house, fetched = region("a"), Region.objects.all()
    assert len(fetched) == 1
    house._prefetched_objects_cache = {"others": fetched}  # type: ignore[attr-defined]
    (again,) = copied([house])
    with CaptureQueriesContext(connection) as asked:
        (other,) = again._prefetched_objects_cache["others"]
    assert (len(asked), other == fetched[0], other is fetched[0]) == (0, True, False)
