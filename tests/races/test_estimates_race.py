"""Two workers at one estimate, at the same moment, on PostgreSQL: one makes it, and one that gets on keeps it."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from himaya.estimates import estimating, states
from himaya.estimates.actions import making
from himaya.estimates.actions.making import Claimed
from himaya.estimates.models import Part, Run
from himaya.kernel import clock
from tests import factories
from tests.races.every_verb_estimates import asked
from tests.races.test_two_actors import MEETING_SECONDS, together

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("H5")]
SILENT = factories.TUESDAY + making.CLAIM_LASTS + timedelta(minutes=1)


@pytest.fixture(name="meet")
def _meet() -> Callable[[], None]:
    """Two wait for each other, unless a lock keeps one of them away."""
    place = Barrier(2)

    def meet() -> None:
        try:
            place.wait(timeout=MEETING_SECONDS)
        except BrokenBarrierError:
            place.abort()

    return meet


def claimed() -> Claimed:
    asked()
    found = making.claim(clock.now())
    assert found is not None
    return found


def test_two_workers_never_claim_the_same_estimate(monkeypatch: pytest.MonkeyPatch, meet: Callable[[], None]) -> None:
    asked()
    look = making._next

    def late(now: Any) -> Run | None:
        found = look(now)
        meet()
        return found

    monkeypatch.setattr(making, "_next", late)
    found = together(*[lambda: making.claim(clock.now())] * 2)
    assert sorted(type(one).__name__ for one in found) == ["Claimed", "NoneType"], found


def test_one_that_keeps_a_part_is_not_taken_over_at_that_moment(
    monkeypatch: pytest.MonkeyPatch, meet: Callable[[], None]
) -> None:
    """It was silent for long, and is heard again while another worker looks for what was left."""
    slow, create = claimed(), Part.objects.create

    def late(**values: Any) -> Part:
        meet()
        meet()
        return create(**values)

    def look() -> Claimed | None:
        meet()
        try:
            return making.claim(SILENT)
        finally:
            meet()

    monkeypatch.setattr(Part.objects, "create", late)
    kept, found = together(lambda: making.keep(slow, estimating.MAIN, 0, slow.table.counts), look)
    assert (kept, found) == (True, None)


def test_one_that_was_taken_over_at_that_moment_keeps_nothing(
    monkeypatch: pytest.MonkeyPatch, meet: Callable[[], None]
) -> None:
    slow, look = claimed(), making._next

    def late(now: Any) -> Run | None:
        found = look(now)
        meet()
        return found

    def keep() -> bool:
        meet()
        return making.keep(slow, estimating.MAIN, 0, slow.table.counts)

    monkeypatch.setattr(making, "_next", late)
    found, kept = together(lambda: making.claim(SILENT), keep)
    assert isinstance(found, Claimed), found
    assert kept is False
    assert (Run.objects.get().done, Part.objects.count()) == (0, 0)


def test_one_that_gets_on_for_an_hour_keeps_its_estimate() -> None:
    """Two workers, one estimate: every ten minutes a part is kept, and every time the other one finds nothing to do."""
    slow = claimed()
    for number in range(6):
        at = factories.TUESDAY + timedelta(minutes=10 * (number + 1))
        with clock.stopped(at):
            kept, found = together(
                lambda number=number: making.keep(slow, estimating.MAIN, number, slow.table.counts),  # type: ignore[misc]
                lambda at=at: making.claim(at),  # type: ignore[misc]
            )
        assert (kept, found) == (True, None), number
    row = Run.objects.get()
    assert (row.state, row.done, row.claimed_at) == (states.RUNNING, 6, slow.ticket)
