"""A hand-over keeps person, screening and agreement and sends what was agreed: all of it or nothing, once."""

import pytest
from tests import cast, factories

from himaya.cases import access, queries
from himaya.cases.models import Case, Consent, Referral
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.persons.models import IndexToken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cast() -> None:
    cast.play()


def test_a_consented_hand_over_opens_a_case_and_sends_one_referral() -> None:
    done = factories.hand_over()
    case = Case.objects.get(pk=done.case_id)
    assert (case.reference, case.route, case.age_group, case.next_step) == (done.reference, "consent", "adult", "offer")
    referral = Referral.objects.get()
    assert done.referral_ids == (referral.pk,)
    assert (referral.state, referral.from_desk_id, referral.to_desk_id) == ("sent", "labour-north", "shelter")
    assert set(Consent.objects.get().data_classes) == {*factories.AGREED, "reference", "region"}
    assert IndexToken.objects.filter(person=case.person_id).exists()
    actions = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["person.added", "case.opened", "referral.sent"]
    assert set(OutboxMessage.objects.values_list("event", flat=True)) == {
        "referral.sent",
        "referral.reminder_due",
        "referral.overdue",
    }


def test_the_receiving_desk_reads_the_agreed_classes_and_no_other() -> None:
    referral_id = factories.referral_to_shelter()
    with access.open_referral(cast.SHELTER, referral_id, purpose="give_service") as opened:
        assert set(opened.packet) == {*factories.AGREED, "reference", "region"}
        assert opened.packet["first_name"] == "Zahra"
        assert opened.packet["needs"] == ["safe_place", "food_or_sleep"]
        assert opened.packet["safe_contact"]["phone"] == factories.PHONE
        assert "Canary" not in str(opened.packet["first_name"])


def test_case_and_inbox_lists() -> None:
    done = factories.hand_over()
    with access.open_case(cast.INSPECTOR, done.case_id, purpose="give_service") as opened:
        assert opened.person is not None
        assert opened.person.full_name == factories.SAID
        assert opened.submissions[0].answers["q08"] == "yes"
        assert [entry.action for entry in opened.timeline] == ["sent"]
    assert [row.pk for row in queries.inbox(cast.SHELTER)] == list(done.referral_ids)
    assert [row.pk for row in queries.my_cases(cast.INSPECTOR)] == [done.case_id]
