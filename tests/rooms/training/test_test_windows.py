"""A test is opened and sent in its time only: what stays open past it would measure another time."""

from datetime import timedelta

import pytest

from himaya.kernel import clock
from himaya.kernel.actor import NOBODY
from himaya.kernel.errors import NotNow
from himaya.kernel.models import AuditEvent
from himaya.training import states
from himaya.training.actions import test_entries, test_rounds, test_sittings, training_sessions
from himaya.training.models import TestRound, TestSitting
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import SECRETARY, TRAINER
from tests.rooms.training.test_tests_pages import anybody
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G2")]


def test_the_test_after_is_neither_opened_nor_sent_before_the_last_half_day() -> None:
    session = at_hand.session()
    form = at_hand.form()
    last = session.half_days.get(number=2)
    with clock.stopped(last.starts_at - timedelta(minutes=1)), pytest.raises(NotNow, match="too_early"):
        test_rounds.start(session_id=session.pk, moment=states.POST, form_id=form.pk, by=TRAINER)
    row = at_hand.opened_test(session, states.POST, form)
    # Its hours were changed since.
    code = at_hand.code(session)
    with clock.stopped(last.starts_at - timedelta(minutes=1)):
        with pytest.raises(NotNow, match="too_early"):
            test_sittings.send(token=row.token, code=code, responses={}, gaps=True, by=NOBODY)
        page = anybody().post(f"/training/test/{row.token}/", {"do": "begin", "code": code})
    assert page.status_code == 409
    assert "from its last half-day on" in page.content.decode()
    with clock.stopped(last.starts_at):
        test_sittings.send(token=row.token, code=code, responses={}, gaps=True, by=NOBODY)
    assert TestSitting.objects.count() == 1


def test_closing_a_session_closes_the_test_before_it_and_no_other() -> None:
    session = at_hand.session()
    before, after = at_hand.opened_test(session), at_hand.opened_test(session, states.POST)
    at_hand.sat(before, at_hand.code(session), 2)
    at_hand.closed(session)
    before.refresh_from_db()
    assert (before.state, len((before.counted or {})["codes"])) == (states.ROUND_CLOSED, 1)
    assert AuditEvent.objects.filter(action="test_round.closed", code=states.PRE).count() == 1
    with pytest.raises(NotNow, match="test_closed"):
        at_hand.sat(before, at_hand.code(session), 2)
    at_hand.sat(after, at_hand.code(session), 2)
    # A sheet that was written in time is entered later.
    assert (
        test_entries.enter(round_id=before.pk, code=at_hand.code(session), letter="A", responses={}, by=SECRETARY)
        is False
    )


def test_a_session_that_is_cancelled_takes_no_answers() -> None:
    session = at_hand.session()
    before, after = at_hand.opened_test(session), at_hand.opened_test(session, states.POST)
    training_sessions.cancel(session_id=session.pk, reason="Reporté.", by=SECRETARY)
    assert set(TestRound.objects.values_list("state", flat=True)) == {states.ROUND_CLOSED}
    for row in (before, after):
        with pytest.raises(NotNow, match="test_closed"):
            at_hand.sat(row, at_hand.code(session), 2)
    assert not TestSitting.objects.exists()


def test_a_later_test_that_was_left_open_takes_no_answers_after_its_last_day() -> None:
    session = at_hand.session()
    before = at_hand.opened_test(session)
    at_hand.closed(session)
    last = session.half_days.get(number=2).ends_at
    with clock.stopped(last + timedelta(days=80)):
        months = at_hand.opened_test(session, states.AFTER_3)
        at_hand.sat(months, at_hand.code(session), 2)
    with clock.stopped(last + timedelta(days=122)), pytest.raises(NotNow, match="too_late"):
        at_hand.sat(months, at_hand.code(session), 2)
    assert TestSitting.objects.exclude(moment=before.moment).count() == 1


def test_what_cannot_be_opened_today_is_greyed_with_its_reason(sit: Sit) -> None:
    session = at_hand.session()
    at_hand.form()
    here = f"/training/sessions/{session.pk}/tests/"
    assert 'value="start"' in sit(TRAINER).get(here).content.decode()
    training_sessions.cancel(session_id=session.pk, reason="Salle indisponible", by=SECRETARY)
    page = sit(TRAINER).get(here).content.decode()
    assert 'value="start"' not in page
    assert "Tests belong to a session that is open or was held." in page


def test_a_later_test_says_from_which_day_it_is_taken(sit: Sit) -> None:
    session = at_hand.session()
    at_hand.opened_test(session)
    at_hand.closed(session)
    with clock.stopped(session.half_days.get(number=2).ends_at):
        page = sit(TRAINER).get(f"/training/sessions/{session.pk}/tests/").content.decode()
    assert page.count('aria-disabled="true"') == 3, "before, and both later ones"
    assert page.count("This test is taken from") == 2
