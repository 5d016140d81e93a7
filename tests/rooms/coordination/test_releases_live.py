"""A release on the screens: at its moment and not before, once, in the place of the one before; and the way back."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from himaya.coordination import releasing, states
from himaya.coordination.actions import releases, suspensions
from himaya.coordination.models import Release, ReleaseStep, Suspension
from himaya.coordination.queries import release_rows
from himaya.instruments import queries as instruments
from himaya.instruments.models import InForce
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.ops import worker
from tests import cast
from tests.refusals import refused
from tests.rooms.coordination import releases_at_hand as hand
from tests.rooms.coordination.at_the_table import HEALTH, SECRETARY

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A7")]
ONE_SECOND = timedelta(seconds=1)


def moment_of(row: Release) -> datetime:
    row.refresh_from_db()
    assert row.effective_at is not None
    return row.effective_at


def live_at(row: Release) -> int:
    return AuditEvent.objects.filter(action="release.live", object_id=str(row.pk)).count()


def rolled_back(now: Release, to: Release) -> Release:
    row = releases.roll_back(release_id=now.pk, to_edition_id=to.edition_id, reason="Trop de malentendus", by=SECRETARY)
    row.refresh_from_db()
    return row


# --- the moment ------------------------------------------------------------------------------------------------------
def test_the_worker_puts_it_on_the_screens_at_its_moment_and_not_before() -> None:
    row = hand.scheduled()
    worker.drain(moment_of(row) - ONE_SECOND)
    assert hand.in_force() == hand.shipped()
    with clock.stopped(moment_of(row)):
        worker.drain(clock.now())
    row.refresh_from_db()
    assert (row.state, row.live_at) == (states.LIVE, row.effective_at)
    assert hand.in_force() == hand.version_of(row)
    assert not OutboxMessage.objects.filter(event="release.due").exists()


def test_nobody_is_early() -> None:
    row = hand.scheduled()
    with refused(NotNow, "release_not_due"):
        releases.go_live(release_id=row.pk, by=SECRETARY)
    with pytest.raises(NotPermitted):
        releases.go_live(release_id=row.pk, by=HEALTH)
    assert hand.in_force() == hand.shipped()


def test_a_moved_first_day_lets_the_first_moment_pass() -> None:
    row = hand.scheduled()
    first = moment_of(row)
    releases.schedule(release_id=row.pk, effective_on=hand.first_day(row) + timedelta(days=2), by=SECRETARY)
    with clock.stopped(first):
        worker.drain(clock.now())
        assert live_at(row) == 0
    with clock.stopped(first + 2 * ONE_SECOND):
        worker.drain(clock.now())
    assert live_at(row) == 1


def test_an_abandoned_release_does_nothing_at_its_moment() -> None:
    row = hand.scheduled()
    releases.abandon(release_id=row.pk, reason="Sans objet", by=SECRETARY)
    with clock.stopped(moment_of(row)):
        worker.drain(clock.now())
    assert hand.in_force() == hand.shipped()
    assert live_at(row) == 0


def test_a_second_word_about_the_same_moment_changes_nothing() -> None:
    row = hand.live()
    steps, moment = row.steps.count(), moment_of(row).isoformat()
    releases.go_live(release_id=row.pk, effective=moment, by=SYSTEM)
    assert (live_at(row), row.steps.count()) == (1, steps)
    with pytest.raises(NotNow):
        releases.go_live(release_id=row.pk, by=SECRETARY)


# --- one at a time ---------------------------------------------------------------------------------------------------
def test_the_next_release_takes_the_place_of_the_one_before_with_all_its_forms() -> None:
    first = hand.live()
    second = hand.live(hand.edition(first.document, hand.replaced()))
    first.refresh_from_db()
    assert (first.state, second.state) == (states.SUPERSEDED, states.LIVE)
    assert first.ended_at == second.live_at
    for name in hand.FORMS:
        assert hand.in_force(name) == hand.version_of(second, name)
    assert release_rows.live_release(second.document) == second


def test_what_did_not_change_stays_as_it_is_in_force() -> None:
    first = hand.live()
    since = InForce.objects.get(name=hand.NGO_FORM)
    put = AuditEvent.objects.filter(action="version.put_in_force").count()
    again = hand.edition(first.document, only_the_inspection)
    hand.live(again)
    assert InForce.objects.get(name=hand.NGO_FORM).version_id == since.version_id
    assert AuditEvent.objects.filter(action="version.put_in_force").count() == put + 1


def only_the_inspection(content: dict[str, Any]) -> dict[str, Any]:
    """Only the form of the inspection changes: one of its lines leaves it."""
    new = hand.reworded(words="Texte 1")(content)
    layout = next(one for one in new["forms"] if one["name"] == hand.LABOUR_FORM)
    layout["rows"] = [row for row in layout["rows"] if row.get("use") != hand.OTHER_UID]
    return new


def test_a_suspended_clause_does_not_come_back_by_the_way_of_the_next_release() -> None:
    first = hand.live()
    asked = suspensions.ask(release_id=first.pk, uid=hand.OTHER_UID, reason="Fait peur", by=SECRETARY)
    suspensions.confirm(suspension_id=asked.pk, by=hand.SECOND_SECRETARY)
    second = hand.live(hand.edition(first.document))
    assert all(row.get("uid") != hand.OTHER_UID for row in hand.in_force().source["survey"])
    asked.refresh_from_db()
    carried = Suspension.objects.get(release=second)
    assert (asked.state, carried.state) == (states.SUSPENSION_OVER, states.SUSPENSION_IN_FORCE)
    assert carried.stand_ins[hand.LABOUR_FORM] == hand.in_force().pk
    assert (carried.asked_by, carried.confirmed_by) == (asked.asked_by, asked.confirmed_by)


def test_a_pilot_tries_a_release_without_what_is_suspended_today() -> None:
    first = hand.live()
    asked = suspensions.ask(release_id=first.pk, uid=hand.OTHER_UID, reason="Fait peur", by=SECRETARY)
    suspensions.confirm(suspension_id=asked.pk, by=hand.SECOND_SECRETARY)
    row = hand.begin_pilot(hand.up_to(states.PILOT, hand.opened(hand.edition(first.document))))
    found = instruments.in_force(hand.LABOUR_FORM, desk_id="labour-north")
    assert found not in (hand.in_force(), hand.version_of(row))
    assert all(line.get("uid") != hand.OTHER_UID for line in found.source["survey"])


# --- back ------------------------------------------------------------------------------------------------------------
def test_a_roll_back_is_a_new_release_that_passes_samples_impact_and_first_day() -> None:
    first = hand.live()
    second = hand.live(hand.edition(first.document, hand.replaced()))
    third = rolled_back(second, first)
    assert (third.number, third.edition_id, third.rolls_back) == (3, first.edition_id, second)
    assert (third.state, third.gate) == (states.PREPARING, states.GOLDEN)
    taken = ReleaseStep.objects.filter(release=third)
    assert {one.how for one in taken} == {releasing.TAKEN_OVER}
    assert {one.detail["from"] for one in taken} == {1}
    seen = []
    while third.state == states.PREPARING:
        seen.append(third.gate)
        third = hand.pass_gate(third, third.gate)
    assert seen == [states.GOLDEN, states.IMPACT, states.EFFECTIVE]
    with clock.stopped(moment_of(third)):
        releases.go_live(release_id=third.pk, by=SECRETARY)
    second.refresh_from_db()
    assert second.state == states.SUPERSEDED
    assert hand.in_force() == hand.version_of(first)


def test_one_goes_back_only_from_what_is_on_the_screens_to_what_was() -> None:
    first = hand.live()
    second = hand.live(hand.edition(first.document))
    for wrong in (second.edition_id, hand.edition(hand.document()).pk):
        with refused(NotValid, "edition_never_live"):
            releases.roll_back(release_id=second.pk, to_edition_id=wrong, reason="Retour", by=SECRETARY)
    first.refresh_from_db()
    with pytest.raises(NotNow):
        rolled_back(first, first)
    with pytest.raises(NotValid):
        releases.roll_back(release_id=second.pk, to_edition_id=first.edition_id, reason=" ", by=SECRETARY)
    rolled_back(second, first)
    with refused(NotNow, "release_under_way"):
        rolled_back(second, first)
    with pytest.raises(NotPermitted):
        releases.roll_back(release_id=second.pk, to_edition_id=first.edition_id, reason="Retour", by=cast.LABOUR_LEAD)
