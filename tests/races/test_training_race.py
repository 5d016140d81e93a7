"""Different deeds on tests of trainings at the same moment, on PostgreSQL: whatever comes first, one is in use."""

from collections.abc import Callable
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from himaya.kernel import clock
from himaya.kernel.unit import Unit
from himaya.training import states
from himaya.training.actions import test_forms
from himaya.training.models import TestForm
from tests import factories
from tests.races.test_two_actors import MEETING_SECONDS, together
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import SECRETARY

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("G2")]


@pytest.fixture(name="meet")
def _meet(monkeypatch: pytest.MonkeyPatch, store: None) -> Callable[[], None]:
    """Called when the stage is set: from then on two units wait for each other before the first line of their audit."""
    place, log = Barrier(2), Unit.log

    def late(*args: Any, **named: Any) -> None:
        try:
            place.wait(timeout=MEETING_SECONDS)
        except BrokenBarrierError:
            place.abort()
        log(*args, **named)

    return lambda: monkeypatch.setattr(Unit, "log", late)


@pytest.mark.parametrize("older", [False, True])
def test_of_two_drafts_put_in_use_at_once_one_is_in_use(meet: Callable[[], None], *, older: bool) -> None:
    with clock.stopped(factories.TUESDAY):
        at_hand.people()
        if older:
            at_hand.form()
        first, second = (test_forms.draft(track="media", per_module=2, by=SECRETARY) for _one in range(2))
        meet()
        found = together(
            lambda: test_forms.put_in_use(form_id=first.pk, by=SECRETARY),
            lambda: test_forms.put_in_use(form_id=second.pk, by=SECRETARY),
        )
    assert found == [None, None]
    in_use = TestForm.objects.filter(state=states.FORM_IN_USE)
    assert in_use.count() == 2
    assert len(set(in_use.values_list("version", flat=True))) == 1
