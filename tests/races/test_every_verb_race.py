"""Every verb of a round table and of its institutions, done twice at the same moment, on PostgreSQL.

The two wait for each other just before they write the audit, when all is written and nothing is saved yet. With the
lock they cannot both be there, so the meeting times out and the first goes on; without it both would have acted.
"""

from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from himaya.kernel import clock
from himaya.kernel.errors import NotPermitted, Refusal
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import Unit
from tests.races.all_races import RACES
from tests.races.every_verb import Staged
from tests.races.test_two_actors import MEETING_SECONDS, together
from tests.rooms.coordination import at_the_table

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.usefixtures("store"),
    pytest.mark.capability(
        "A0", "A1", "A2", "A3", "A5", "A6", "A7", "A8", "D1", "D2", "D3", "D4", "D5", "E6", "E7", "H5", "H6", "X2"
    ),
]


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


@pytest.mark.parametrize("staged", RACES, ids=lambda one: f"{one.verb}-{one.stage.__name__}")
def test_two_who_do_the_same_at_once(staged: Staged, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.stopped(staged.at):
        at_the_table.people()
        race = staged.stage()
        before = AuditEvent.objects.filter(action=race.action).count()
        meet_before_saving(monkeypatch)
        found = together(*race.deeds)
        faults = [one for one in found if isinstance(one, Exception)]
        assert [one for one in faults if not isinstance(one, Refusal)] == [], found
        told = [one for one in faults if isinstance(one, Refusal)]
        # Whoever may not do it at all would be refused alone too, and shows nothing of two who may.
        assert {one.code for one in told if isinstance(one, NotPermitted)} <= {"with_a_colleague"}, told
        assert all(str(one.sentence) != str(one.sentence_default) for one in told), told
        assert len(found) - len(faults) == race.succeed, found
        assert AuditEvent.objects.filter(action=race.action).count() - before == race.rows
        assert AuditEvent.objects.filter(action="refused").count() == len(faults)
        assert race.holds()
