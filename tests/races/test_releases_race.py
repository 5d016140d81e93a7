"""Different deeds on one release at the same moment, on PostgreSQL: whatever comes first, the screens stay true."""

from collections.abc import Callable
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from himaya.coordination import states
from himaya.coordination.actions import releases, reviews, suspensions
from himaya.coordination.models import Release, ReleaseStep, Suspension
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import Refusal
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import Unit
from tests.races.test_two_actors import MEETING_SECONDS, together
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination import releases_at_hand as hand
from tests.rooms.coordination.at_the_table import SECRETARY

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.usefixtures("store"),
    pytest.mark.capability("A0", "A7"),
]
Meet = Callable[[], None]


@pytest.fixture(name="meet")
def _meet(monkeypatch: pytest.MonkeyPatch, store: None) -> Meet:
    """Called when the stage is set: from then on two units wait for each other before the first line of their audit."""
    place, log = Barrier(2), Unit.log

    def late(*args: Any, **named: Any) -> None:
        try:
            place.wait(timeout=MEETING_SECONDS)
        except BrokenBarrierError:
            place.abort()
        log(*args, **named)

    return lambda: monkeypatch.setattr(Unit, "log", late)


def no_fault(found: list[object]) -> list[Refusal]:
    """The refusals among the outcomes; there is nothing else that went wrong."""
    faults = [one for one in found if isinstance(one, Exception)]
    refusals = [one for one in faults if isinstance(one, Refusal)]
    assert faults == refusals, found
    return refusals


def live_rows() -> list[Release]:
    return list(Release.objects.filter(state=states.LIVE))


def test_two_reviewers_sign_their_halves_at_once_and_the_gate_is_passed(meet: Meet) -> None:
    row = hand.up_to(states.REVIEW)
    meet()
    found = together(
        lambda: reviews.review(release_id=row.pk, part=states.SAFETY, note="Relu", by=at_the_table.HEALTH),
        lambda: reviews.review(release_id=row.pk, part=states.DATA_PROTECTION, note="Relu", by=hand.OFFICER),
    )
    assert no_fault(found) == []
    row.refresh_from_db()
    assert row.gate == states.TRANSLATION
    assert ReleaseStep.objects.filter(release=row, gate=states.REVIEW).count() == 2


def test_the_worker_and_the_secretariat_put_it_on_the_screens_once(meet: Meet) -> None:
    row = hand.scheduled()
    assert row.effective_at is not None
    with clock.stopped(row.effective_at):
        meet()
        moment = row.effective_at.isoformat()
        found = together(
            lambda: releases.go_live(release_id=row.pk, effective=moment, by=SYSTEM),
            lambda: releases.go_live(release_id=row.pk, by=SECRETARY),
        )
    assert len(no_fault(found)) <= 1
    assert live_rows() == [row]
    assert AuditEvent.objects.filter(action="release.live").count() == 1
    assert hand.in_force() == hand.version_of(row)


@pytest.mark.parametrize("uid", ["", hand.OTHER_UID])
def test_a_suspension_and_the_next_release_at_once_never_bring_the_clause_back(meet: Meet, uid: str) -> None:
    first = hand.live()
    asked = suspensions.ask(release_id=first.pk, uid=uid, reason="Fait peur", by=SECRETARY)
    second = hand.scheduled(hand.edition(first.document))
    assert second.effective_at is not None
    with clock.stopped(second.effective_at):
        meet()
        found = together(
            lambda: suspensions.confirm(suspension_id=asked.pk, by=hand.OFFICER),
            lambda: releases.go_live(release_id=second.pk, by=SECRETARY),
        )
    refused = no_fault(found)
    assert live_rows() == [second]
    if not uid:
        assert hand.in_force() == hand.version_of(second)
        return
    # Confirmed first, it went on in the next release; else it still waits there for its second person.
    carried = Suspension.objects.get(release=second)
    off = all(line.get("uid") != uid for line in hand.in_force().source["survey"])
    assert off == (carried.state == states.SUSPENSION_IN_FORCE) == (not refused)


def test_what_is_abandoned_at_its_moment_is_either_gone_or_live(meet: Meet) -> None:
    row = hand.scheduled()
    assert row.effective_at is not None
    with clock.stopped(row.effective_at):
        meet()
        found = together(
            lambda: releases.go_live(release_id=row.pk, by=SECRETARY),
            lambda: releases.abandon(release_id=row.pk, reason="Sans objet", by=hand.SECOND_SECRETARY),
        )
    assert len(no_fault(found)) == 1
    row.refresh_from_db()
    assert (row.state == states.LIVE) == (hand.in_force() == hand.version_of(row))


def test_the_end_of_a_review_and_its_refusal_do_not_both_stand(meet: Meet) -> None:
    row = hand.up_to(states.REVIEW)
    meet()
    found = together(
        lambda: reviews.review(release_id=row.pk, part=states.SAFETY, note="Relu", by=at_the_table.HEALTH),
        lambda: reviews.refuse(release_id=row.pk, part=states.SAFETY, reason="Fait peur", by=at_the_table.SOCIAL),
    )
    assert len(no_fault(found)) == 1
    row.refresh_from_db()
    signed = ReleaseStep.objects.filter(release=row, gate=states.REVIEW).exists()
    assert signed == (row.state == states.PREPARING)
