"""A desk that gave a case away is owed nothing of it, and sees none of its tasks, though it once sent its referrals."""

from uuid import UUID

import pytest

from himaya.cases.actions import closures, referrals
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Grant, Referral
from himaya.ops import worker
from himaya.tasks import queries
from himaya.tasks.models import Task
from tests import cast, factories
from tests.rooms.tasks.test_moved import at, hand

pytestmark = pytest.mark.capability("E5", "E6")


def sent_back_by_the_next_holder() -> UUID:
    """A referral that the desk to which the case then went had declined, for its sender to look again."""
    done = factories.hand_over()
    referrals.decline(referral_id=done.referral_ids[0], reason="no_place", by=cast.SHELTER)
    wish = factories.wish(service="labour_rights", to_desk_id="labour-south", data_classes=("first_name", "needs"))
    one = factories.send_again(done, wish=wish)
    referrals.decline(referral_id=one, reason="no_place", by=cast.INSPECTOR_SOUTH)
    worker.drain()
    hand(done.case_id)
    worker.drain()
    assert Referral.objects.get(pk=one).from_desk_id == "labour-north"
    return done.case_id


def test_what_came_back_before_the_case_went_on_waits_at_the_desk_that_holds_it() -> None:
    """Seen red: opened again, the case asked its old desk to look for another place, and its own desk for nothing."""
    case_id = sent_back_by_the_next_holder()
    assert at("labour-north") == []
    before = at("labour-south")
    assert [kind for kind, _who in before] == ["look_again", "look_again"]
    closures.close(case_id=case_id, ending=Ending("goals_reached", knowing=True), by=cast.INSPECTOR_SOUTH)
    worker.drain()
    closures.reopen(case_id=case_id, reason="person_came_back", by=cast.INSPECTOR_SOUTH)
    worker.drain()
    assert at("labour-north") == []
    assert at("labour-south") == before


def test_a_desk_that_gave_the_case_away_sees_no_task_of_it() -> None:
    """Seen red: a referral that it had sent opened the list to it."""
    case_id = sent_back_by_the_next_holder()
    left = Task.objects.filter(about_id=Referral.objects.get(from_desk="labour-north").pk, state="open")
    assert len(queries.of_the_desk(cast.INSPECTOR_SOUTH)) == 2
    assert left.update(desk="labour-north") == 1
    assert not Grant.objects.filter(case_id=case_id, desk="labour-north", revoked_at__isnull=True).exists()
    assert queries.of_the_desk(cast.INSPECTOR) == []
    assert left.update(desk="labour-south") == 1
    assert len(queries.of_the_desk(cast.INSPECTOR_SOUTH)) == 2
