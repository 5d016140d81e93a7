"""Names and what stands for them go: of a session that nobody closed too, and the link to an account with them."""

from datetime import timedelta

import pytest

from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotNow
from himaya.training import states
from himaya.training.actions import session_names
from himaya.training.models import Enrolment, Participant, TestEntry, TestRound
from himaya.training.queries import certificates as queries
from tests import cast
from tests.refusals import refused
from tests.rooms.training import at_hand, certifying

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G3")]


def test_the_names_of_a_session_that_nobody_closed_go_two_years_after_its_last_half_day() -> None:
    session = at_hand.session()
    at_hand.named(session, username="inspector")
    with certifying.believed(clock.now() + timedelta(days=725)):
        assert session_names.erase_due(by=SYSTEM) == 0
    with certifying.believed(clock.now() + timedelta(days=735)):
        assert session_names.erase_due(by=SYSTEM) == 1
        assert session_names.erase_due(by=SYSTEM) == 0
        session.refresh_from_db()
        assert (session.state, session.names_erased_on) == (states.OPEN, clock.today())
        assert not Participant.objects.filter(name__isnull=False).exists()
        with refused(NotNow, "names_erased"):
            at_hand.named(session, "Karim Tazi")


def test_the_names_of_one_that_was_planned_long_ago_stay_two_years_after_its_last_half_day() -> None:
    first = clock.now() + timedelta(days=360)
    session = at_hand.session(half_days=at_hand.hours(first))
    at_hand.named(session)
    with certifying.believed(clock.now() + timedelta(days=800)):
        assert session_names.erase_due(by=SYSTEM) == 0


def test_with_the_names_the_account_goes_and_so_do_sheets_that_were_entered_once() -> None:
    made = certifying.issued(username="inspector")
    row = made.enrolment
    assert row.account_id == cast.INSPECTOR.account_id
    TestEntry.objects.create(
        round=TestRound.objects.get(), code="x", letter="a", responses={}, entered_on=clock.today()
    )
    with certifying.believed(clock.now() + (made.expires_on - clock.today()) + timedelta(days=740)):
        assert session_names.erase_due(by=SYSTEM) == 1
    row.refresh_from_db()
    assert row.account_id is None
    assert not TestEntry.objects.exists()
    assert not queries.own(cast.INSPECTOR).exists()
    assert Enrolment.objects.filter(institution_id="labour", state=states.NAMED).count() == 1
