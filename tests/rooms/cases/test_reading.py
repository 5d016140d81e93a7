"""Who may hold a case or a referral, what of it they see, and the audit row that stands before the first letter."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from himaya.cases import access, queries
from himaya.cases.actions import referrals
from himaya.cases.models import Case, Referral
from himaya.kernel.actor import NOBODY, Actor
from himaya.kernel.errors import NotFound, NotOpened, NotValid
from himaya.kernel.models import AuditEvent, AuditSubject
from tests import cast, factories

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("X2", "X3")]
STRANGERS = [*cast.NOT_OF_THE_CASE, NOBODY]


@pytest.mark.parametrize("stranger", [*STRANGERS, cast.SHELTER], ids=lambda one: str(one.desk_id))
def test_a_case_is_absent_for_every_other_desk_with_the_same_words_and_work(stranger: Actor) -> None:
    """Seen red with NotPermitted for a case that is there and not the actor's."""
    done = factories.hand_over()
    work = []
    for case_id in (done.case_id, uuid4()):
        with (
            CaptureQueriesContext(
                connection,
            ) as made,
            pytest.raises(NotFound),
            access.open_case(stranger, case_id, purpose="give_service"),
        ):
            pass
        work.append(len(made))
    assert work[0] == work[1]
    assert queries.case_by_reference(stranger, done.reference) is None
    assert not queries.desk_cases(stranger).exists()


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda one: str(one.desk_id))
def test_a_referral_is_absent_for_every_third_desk_with_the_same_words_and_work(stranger: Actor) -> None:
    referral_id = factories.referral_to_shelter()
    work = []
    for asked_for in (referral_id, uuid4()):
        with (
            CaptureQueriesContext(connection) as made,
            pytest.raises(NotFound),
            access.open_referral(stranger, asked_for, purpose="give_service"),
        ):
            pass
        work.append(len(made))
    assert work[0] == work[1]
    assert queries.referral_by_reference(stranger, Referral.objects.get().reference) is None
    assert not queries.inbox(stranger).exists()
    assert not queries.sent(stranger).exists()


def test_one_reading_leaves_one_audit_row_that_names_the_person_and_the_purpose() -> None:
    done = factories.hand_over()
    person_id = Case.objects.get().person_id
    before = AuditEvent.objects.count()
    with access.open_case(cast.INSPECTOR, done.case_id, purpose="contact_person") as opened:
        event = AuditEvent.objects.order_by("id").last()
        assert event is not None
        assert (event.action, event.purpose, event.desk_id) == ("case.read", "contact_person", "labour-north")
        assert (event.object_type, event.object_id) == ("case", str(opened.case.pk))
        assert list(AuditSubject.objects.filter(event=event).values_list("subject_id", flat=True)) == [person_id]
        assert opened.person is not None
        assert opened.person.phone == factories.PHONE
    assert AuditEvent.objects.count() == before + 1


def test_a_purpose_that_reveals_nobody_opens_no_identity() -> None:
    done = factories.hand_over()
    with access.open_case(cast.INSPECTOR, done.case_id, purpose="answer_referral") as opened:
        assert opened.person is None
        assert opened.submissions[0].answers["q08"] == "yes"
    with access.open_referral(cast.SHELTER, done.referral_ids[0], purpose="answer_referral") as received:
        assert set(received.packet) == {"age_group", "language", "needs", "reference", "region"}
        assert set(received.masked) == {"first_name", "safe_contact", "telephone"}


def test_following_a_delay_opens_no_content() -> None:
    done = factories.hand_over()
    referrals.ask(referral_id=done.referral_ids[0], question="Canary?", by=cast.SHELTER)
    with access.open_referral(cast.SHELTER, done.referral_ids[0], purpose="supervise_delay") as received:
        assert (received.packet, received.question) == ({}, "")
    with access.open_case(cast.INSPECTOR, done.case_id, purpose="supervise_delay") as opened:
        assert (opened.person, opened.submissions) == (None, [])
        assert opened.referrals


@pytest.mark.parametrize("purpose", ["", "curiosity"])
def test_a_reading_without_a_purpose_of_the_list_is_refused(purpose: str) -> None:
    done = factories.hand_over()
    with pytest.raises(NotValid), access.open_case(cast.INSPECTOR, done.case_id, purpose=purpose):
        pass
    with pytest.raises(NotValid), access.open_referral(cast.SHELTER, done.referral_ids[0], purpose=purpose):
        pass


def test_the_sender_does_not_read_the_packet_again() -> None:
    referral_id = factories.referral_to_shelter()
    with access.open_referral(cast.INSPECTOR, referral_id, purpose="give_service") as opened:
        assert (opened.packet, opened.masked, opened.receiving) == ({}, (), False)


def test_no_page_can_reach_past_the_packet() -> None:
    referral_id = factories.referral_to_shelter()
    with access.open_referral(cast.SHELTER, referral_id, purpose="give_service") as opened, pytest.raises(NotOpened):
        _ = opened.referral.packet_identity


@pytest.mark.parametrize("verb", ["decline", "no_service", "redirect"])
def test_a_desk_that_does_not_take_it_no_longer_reads_it(verb: str) -> None:
    referral_id = factories.referral_to_shelter()
    needs = {"decline": {"reason": "no_place"}, "redirect": {"to_desk_id": "hostel"}, "no_service": {}}[verb]
    getattr(referrals, verb)(referral_id=referral_id, by=cast.SHELTER, **needs)
    with access.open_referral(cast.SHELTER, referral_id, purpose="give_service") as opened:
        assert opened.packet == {}


def test_a_colleague_of_the_desk_opens_the_case_and_another_desk_of_the_institution_does_not() -> None:
    done = factories.hand_over()
    with access.open_case(cast.INSPECTOR_COLLEAGUE, done.case_id, purpose="give_service"):
        pass
    with pytest.raises(NotFound), access.open_case(cast.INSPECTOR_SOUTH, done.case_id, purpose="give_service"):
        pass
    person_id = Case.objects.get().person_id
    assert [desk.pk for desk in queries.desks_that_hold(cast.INSPECTOR_SOUTH, person_id)] == ["labour-north"]
    assert not queries.desks_that_hold(cast.NURSE, person_id).exists()
