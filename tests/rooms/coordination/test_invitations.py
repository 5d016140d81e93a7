"""An institution answers by name, by click, by mail or by letter; whoever may not, or comes second, is told why."""

from datetime import timedelta
from typing import Any

import pytest

from himaya.coordination import states
from himaya.coordination.actions import invitations, tables
from himaya.coordination.models import Invitation, RoundTable
from himaya.institutions.models import Delegate, Mandate
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import DAY, HEALTH, HEALTH_ALTERNATE, SECRETARY

pytestmark = pytest.mark.usefixtures("stage")


def answer(row: Invitation, by: Actor = HEALTH, **changes: Any) -> Invitation:
    base: dict[str, Any] = {
        "invitation_id": row.pk,
        "answer": states.PRESENT,
        "delegate_id": at_the_table.delegate("hospital").pk,
        "standing_in": "",
        "reason": "",
        "how": states.CLICK,
        "received_on": None,
        "seen": row.revision,
        "by": by,
    }
    return invitations.answer(**{**base, **changes})


def entered(row: Invitation, **changes: Any) -> Invitation:
    """What came in on paper, entered by the secretariat."""
    base = {"how": states.LETTER, "received_on": clock.today(), "by": SECRETARY}
    return answer(row, **{**base, **changes})


@pytest.fixture(name="table")
def _table() -> RoundTable:
    return at_the_table.convened()


@pytest.fixture(name="row")
def _row(table: RoundTable) -> Invitation:
    return at_the_table.invitation(table)


def test_a_delegate_answers_by_click_and_may_change_it(row: Invitation) -> None:
    done = answer(row)
    assert (done.answer, done.how, done.answered_by, done.revision) == (
        states.PRESENT,
        states.CLICK,
        at_the_table.delegate("hospital"),
        1,
    )
    changed = answer(done, answer=states.EXCUSED, reason="A congress", delegate_id=None)
    assert (changed.answer, changed.reason, changed.delegate, changed.revision) == ("excused", "A congress", None, 2)
    assert AuditEvent.objects.filter(action="invitation.answered").count() == 2


def test_the_alternate_may_be_the_one_who_comes(row: Invitation) -> None:
    alternate = at_the_table.delegate("hospital", states.ALTERNATE)
    assert answer(row, delegate_id=alternate.pk).delegate == alternate


def test_somebody_without_a_mandate_comes_as_a_representative_by_name(row: Invitation) -> None:
    done = answer(row, answer=states.REPRESENTED, delegate_id=None, standing_in="  Dr  Salma  Idrissi ")
    assert (done.answer, done.standing_in) == (states.REPRESENTED, "Dr Salma Idrissi")
    with refused(NotValid, "name_missing"):
        answer(done, answer=states.REPRESENTED, delegate_id=None, standing_in=" ")


def test_by_letter_the_secretariat_enters_the_day_and_the_delegate(table: RoundTable) -> None:
    row = at_the_table.invitation(table, "justice")
    done = entered(row, delegate_id=at_the_table.delegate("justice").pk)
    assert (done.how, done.received_on, done.answered_by) == (states.LETTER, clock.today(), None)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"how": states.CLICK}, "how_missing"),
        ({"received_on": None}, "received_on"),
        ({"received_on": DAY + timedelta(days=1)}, "received_on"),
        ({"answer": "perhaps"}, "answer_missing"),
        ({"delegate_id": None}, "delegate_missing"),
    ],
)
def test_what_is_missing_on_paper_is_named(row: Invitation, changes: dict[str, Any], code: str) -> None:
    with refused(NotValid, code):
        entered(row, **changes)
    assert Invitation.objects.get(pk=row.pk).answer == states.NO_ANSWER


def lapse(institution: str, *, days_before: int) -> Delegate:
    """The titular's mandate ends before the meeting."""
    last = DAY - timedelta(days=days_before)
    Mandate.objects.filter(institution_id=institution, role=states.TITULAR).update(valid_to=last)
    return at_the_table.delegate(institution)


def test_a_mandate_that_ends_before_the_meeting_does_not_answer(row: Invitation) -> None:
    lapse("hospital", days_before=1)
    with refused(NotPermitted, "no_valid_mandate", says="letter of designation"):
        answer(row)


def test_a_mandate_that_has_lapsed_already_is_told_so_too(row: Invitation) -> None:
    lapse("hospital", days_before=30)
    with refused(NotPermitted, "no_valid_mandate"):
        answer(row)


def test_by_letter_too_nobody_comes_on_a_lapsed_mandate(row: Invitation) -> None:
    who = lapse("hospital", days_before=1)
    with pytest.raises(NotPermitted):
        entered(row, delegate_id=who.pk)


def test_a_delegate_of_one_institution_does_not_answer_for_another(table: RoundTable) -> None:
    with refused(NotPermitted, "other_institution"):
        answer(at_the_table.invitation(table, "police"))


def test_for_a_stranger_the_invitation_does_not_exist(row: Invitation) -> None:
    with pytest.raises(NotFound):
        answer(row, by=at_the_table.MINORS)


def test_the_validating_authority_does_not_answer_invitations(row: Invitation) -> None:
    with pytest.raises(NotPermitted):
        answer(row, by=at_the_table.HEALTH_AUTHORITY)


def test_the_second_of_two_delegates_is_told_who_answered_what(row: Invitation) -> None:
    answer(row)
    with pytest.raises(NotNow) as refusal:
        answer(row, by=HEALTH_ALTERNATE, answer=states.EXCUSED, seen=0)
    sentence = str(refusal.value.sentence)
    assert "Delegate focal-health has answered" in sentence
    assert "will be present" in sentence
    assert Invitation.objects.get(pk=row.pk).answer == states.PRESENT


def test_after_the_opening_answers_stay_as_they_were(table: RoundTable, row: Invitation) -> None:
    with at_the_table.in_the_morning():
        tables.open(table_id=table.pk, chair_id=at_the_table.delegate("justice").pk, by=SECRETARY)
        with pytest.raises(NotNow) as refusal:
            answer(row)
    assert refusal.value.code == "table_in_session"


def test_the_system_reminds_once_and_only_who_has_not_answered(table: RoundTable, row: Invitation) -> None:
    answer(at_the_table.invitation(table, "police"), by=at_the_table.POLICE, answer="excused", delegate_id=None)
    for one in Invitation.objects.filter(table=table):
        for _ in range(2):
            invitations.remind(invitation_id=one.pk, sequence="0", by=SYSTEM)
    assert Invitation.objects.filter(reminded_at__isnull=False).count() == 7
    assert OutboxMessage.objects.filter(event="invitation.mail_due", ids__kind="reminder").count() == 7


def test_a_reminder_of_a_table_that_was_moved_since_says_nothing(row: Invitation) -> None:
    invitations.remind(invitation_id=row.pk, sequence="7", by=SYSTEM)
    row.refresh_from_db()
    assert row.reminded_at is None


def test_the_secretariat_reminds_as_often_as_it_likes_and_is_told_when_there_is_an_answer(row: Invitation) -> None:
    for _ in range(2):
        invitations.remind(invitation_id=row.pk, by=SECRETARY)
    answer(row)
    with pytest.raises(NotNow):
        invitations.remind(invitation_id=row.pk, by=SECRETARY)
    with pytest.raises(NotPermitted):
        invitations.remind(invitation_id=row.pk, by=HEALTH)
