"""Two processes at the versions and at their counts, at the same moment, on PostgreSQL."""

from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from himaya.instruments import catalogue, field, usage
from himaya.instruments.actions import versions
from himaya.instruments.models import FieldCount, FieldNote, InForce, Usage, Version
from himaya.kernel.actor import SYSTEM
from himaya.kernel.unit import Unit, unit
from tests import cast, factories
from tests.races.test_two_actors import MEETING_SECONDS, together

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.usefixtures("store"),
    pytest.mark.capability("A7", "B6"),
]
NAME = "first-line-child"


def meet_before_saving(monkeypatch: pytest.MonkeyPatch) -> None:
    """From then on the first who has written waits for the other before anything is saved."""
    place, log = Barrier(2), Unit.log

    def late(*args: Any, **named: Any) -> None:
        try:
            place.wait(timeout=MEETING_SECONDS)
        except BrokenBarrierError:
            place.abort()
        log(*args, **named)

    monkeypatch.setattr(Unit, "log", late)


def test_two_starts_at_once_load_each_model_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """`versions.load_models` runs at every start, and two processes may start together."""
    child = catalogue.find(NAME)
    assert child is not None
    monkeypatch.setattr(catalogue, "all_instruments", lambda: [child])
    meet_before_saving(monkeypatch)
    found = together(lambda: versions.load_models(by=SYSTEM), lambda: versions.load_models(by=SYSTEM))
    assert [len(one) for one in found if isinstance(one, list)] == [1, 1], found
    assert Version.objects.filter(name=NAME).count() == 1
    assert InForce.objects.get(name=NAME).version.version == "2"


def test_two_workers_count_the_same_notes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    form = factories.version()
    for _form in range(field.TOGETHER):
        field.note(
            version_id=form.pk, institution_id="labour", readings={"FL-08": "yes"}, overridden=False, by=cast.INSPECTOR
        )
    meet_before_saving(monkeypatch)
    found = together(field.fold, field.fold)
    assert sorted(found, key=str) == [0, field.TOGETHER]
    assert FieldCount.objects.get(uid="FL-08").count == field.TOGETHER
    assert not FieldNote.objects.exists()


def test_records_that_open_and_move_at_once_are_all_counted() -> None:
    old, new = factories.version(), factories.next_version()

    def opened() -> None:
        with unit(by=SYSTEM):
            usage.began(old.pk, "labour")

    def moved(back: bool) -> None:
        with unit(by=SYSTEM):
            usage.moved(*((new.pk, old.pk) if back else (old.pk, new.pk)), "labour")

    assert together(opened, opened, opened) == [None] * 3
    assert together(lambda: moved(False), lambda: moved(False)) == [None] * 2
    assert together(lambda: moved(True), lambda: moved(False)) == [None] * 2
    assert dict(Usage.objects.values_list("version", "open")) == {old.pk: 1, new.pk: 2}
