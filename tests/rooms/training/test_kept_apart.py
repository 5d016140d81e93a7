"""Whoever trains or takes part grades nothing there, and nobody gives themselves a session or its names."""

import pytest

from himaya.institutions.models import Account, Membership
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.kernel.models import AuditEvent
from himaya.training import people, policy
from himaya.training.actions import test_entries, training_sessions
from himaya.training.models import Enrolment, SessionTrainer
from tests.pages import body
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import SECRETARY
from tests.rooms.training.raising import OTHER_SECRETARY
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G1", "G2")]


def test_whoever_was_taken_off_still_grades_no_test_of_theirs(sit: Sit) -> None:
    session = at_hand.session()
    row, said = at_hand.opened_test(session), {"code": at_hand.code(session), "letter": "A", "responses": {}}
    Membership.objects.filter(account_id=SECRETARY.account_id).update(roles=["secretariat", "trainer"])
    name = Account.objects.get(pk=SECRETARY.account_id).username
    made = training_sessions.add_trainer(session_id=session.pk, username=name, by=OTHER_SECRETARY)
    training_sessions.remove_trainer(session_id=session.pk, trainer_id=made.pk, by=OTHER_SECRETARY)
    with pytest.raises(NotPermitted, match="own_test"):
        test_entries.enter(round_id=row.pk, **said, by=SECRETARY)  # type: ignore[arg-type]
    assert b"/entry/" not in sit(SECRETARY).get(f"/training/sessions/{session.pk}/tests/").content
    # Entered once more, and the store knows both times.
    training_sessions.add_trainer(session_id=session.pk, username=name, by=OTHER_SECRETARY)
    assert SessionTrainer.objects.filter(session=session, account_id=SECRETARY.account_id).count() == 2
    did = AuditEvent.objects.filter(action__startswith="training_session.trainer_").order_by("pk")
    assert [one.code for one in did][-3:] == [str(SECRETARY.account_id)] * 3


def test_nobody_enters_or_takes_themselves_off_as_a_trainer(sit: Sit) -> None:
    session = at_hand.session()
    Membership.objects.filter(account_id=SECRETARY.account_id).update(roles=["secretariat", "trainer"])
    name = Account.objects.get(pk=SECRETARY.account_id).username
    with pytest.raises(NotPermitted, match="own_trainer"):
        training_sessions.add_trainer(session_id=session.pk, username=name, by=SECRETARY)
    made = training_sessions.add_trainer(session_id=session.pk, username=name, by=OTHER_SECRETARY)
    with pytest.raises(NotPermitted, match="own_trainer"):
        training_sessions.remove_trainer(session_id=session.pk, trainer_id=made.pk, by=SECRETARY)
    page = body(
        sit(SECRETARY).post(f"/training/sessions/{session.pk}/", {"do": "remove_trainer", "trainer": str(made.pk)}), 403
    )
    assert "Ask a colleague of the secretariat" in page


def test_whoever_was_taken_off_reads_no_name_any_more() -> None:
    session = at_hand.session()
    row = at_hand.named(session)
    training_sessions.add_trainer(session_id=session.pk, username="trainer-2", by=SECRETARY)
    theirs = session.trainers.get(account_id=at_hand.OTHER_TRAINER.account_id)
    assert people.visible(at_hand.OTHER_TRAINER, session) == [row]
    training_sessions.remove_trainer(session_id=session.pk, trainer_id=theirs.pk, by=SECRETARY)
    assert people.visible(at_hand.OTHER_TRAINER, session) == []
    with pytest.raises(NotFound):
        policy.session_of(at_hand.OTHER_TRAINER, session.pk)
    with pytest.raises(NotFound, match="gone"):
        training_sessions.remove_trainer(session_id=session.pk, trainer_id=theirs.pk, by=SECRETARY)


def test_whoever_takes_part_enters_no_sheet_of_their_session() -> None:
    session = at_hand.session()
    row, said = at_hand.opened_test(session), {"code": at_hand.code(session), "letter": "A", "responses": {}}
    Enrolment.objects.filter(pk=at_hand.named(session).pk).update(account_id=SECRETARY.account_id)
    with pytest.raises(NotPermitted, match="own_test"):
        test_entries.enter(round_id=row.pk, **said, by=SECRETARY)  # type: ignore[arg-type]
    assert test_entries.enter(round_id=row.pk, **said, by=OTHER_SECRETARY) is False  # type: ignore[arg-type]
