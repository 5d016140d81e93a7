"""A desk that had lines of a plan and no referral is told that the agreement ended, and counts in the proof."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from himaya.cases import proofs, queries_notices
from himaya.cases.actions import acknowledgements, consents, referrals
from himaya.cases.models import Consent, Exclusion, Referral, WithdrawalNotice
from himaya.institutions.models import Account
from himaya.kernel import clock, statements
from himaya.kernel.errors import NotFound, NotNow
from himaya.kernel.models import AuditEvent
from himaya.ops import reactions
from himaya.plans import queries
from himaya.plans.actions import lines
from himaya.plans.models import Line
from himaya.tasks import mailing
from himaya.tasks.actions import mailboxes
from himaya.tasks.models import DeskMailbox
from tests import cast, factories
from tests.rooms.plans import planned
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("E1", "E2")


def notices() -> list[WithdrawalNotice]:
    return list(WithdrawalNotice.objects.filter(referral=None))


def test_it_is_told_under_the_reference_it_knows_and_in_the_same_moment() -> None:
    """Seen red while only referrals were told of: the desk found an emptied page and nothing else."""
    case, one, agreement = planned.given_without_a_referral()
    consents.withdraw(consent_id=agreement, by=cast.INSPECTOR)
    (notice,) = notices()
    back = Consent.objects.get(word="withdrawn")
    assert (notice.desk_id, notice.reference, notice.line_id) == ("lawyers", one.reference, back.pk)
    assert list(queries_notices.lines_that_ended(cast.LAWYER)) == [notice]
    assert AuditEvent.objects.filter(action="withdrawal.told", object_id=str(case.pk)).count() == 1
    told = consents.prove(consent_id=back.pk, by=cast.INSPECTOR)
    assert (told.told, told.acknowledged) == (1, 0)
    for other in (cast.SHELTER, cast.INSPECTOR, cast.LABOUR_LEAD, cast.SECRETARY):
        assert not queries_notices.lines_that_ended(other).exists()
        with pytest.raises(NotFound):
            acknowledgements.give_by_notice(notice_id=notice.pk, by=other)
    acknowledgements.give_by_notice(notice_id=notice.pk, by=cast.LAWYER)
    with pytest.raises(NotNow):
        acknowledgements.give_by_notice(notice_id=notice.pk, by=cast.LAWYER)
    assert not queries_notices.lines_that_ended(cast.LAWYER).exists()
    proof = consents.prove(consent_id=back.pk, by=cast.INSPECTOR)
    read = proofs.read(proof.note, [statements.public_key()])
    assert read is not None
    assert read.signed
    assert (read.lines["recipients-told"], read.lines["recipients-acknowledged"]) == ("1", "1")


def test_its_address_is_told_that_something_waits() -> None:
    """Seen red: the notice waited until somebody opened the first page."""
    lead = cast.actor("counsel-lead", "lawyers", "desk_lead")
    Account.objects.create(id=lead.account_id, username="counsel-lead")
    mailboxes.add(address="box@example.org", language="en", by=lead)
    mailboxes.verify(code=mailing.code_of(DeskMailbox.objects.get()), by=lead)
    _case, _one, agreement = planned.given_without_a_referral()
    consents.withdraw(consent_id=agreement, by=cast.INSPECTOR)
    reactions.follow_withdrawal({"consent": str(Consent.objects.get(word="withdrawn").pk)})
    assert DeskMailbox.objects.get().owed_at is not None


def test_a_desk_with_a_referral_on_that_agreement_is_told_once_by_it() -> None:
    case, _one, agreement = planned.given_without_a_referral("shelter", "emergency_shelter")
    consents.withdraw(consent_id=agreement, by=cast.INSPECTOR)
    assert [one.referral.to_desk_id for one in WithdrawalNotice.objects.filter(case=case) if one.referral] == [
        "shelter"
    ]
    assert notices() == []


def test_a_desk_whose_referral_ended_before_is_told_of_its_lines() -> None:
    case, one, _agreement = planned.given_without_a_referral("shelter", "emergency_shelter")
    referrals.stand_down(referral_id=Referral.objects.get(case=case).pk, by=cast.INSPECTOR)
    consents.withdraw(consent_id=Consent.objects.filter(recipient="shelter").latest("number").pk, by=cast.INSPECTOR)
    (notice,) = notices()
    assert (notice.desk_id, notice.reference) == ("shelter", one.reference)


def test_what_ended_by_its_day_and_is_taken_back_then_is_told_too_and_what_was_given_again_each_time() -> None:
    case, one, _agreement = planned.given_without_a_referral()
    planned.consent(case, "lawyers", until=clock.today())
    with clock.stopped(factories.TUESDAY + timedelta(days=3)):
        consents.withdraw(consent_id=Consent.objects.latest("number").pk, by=cast.INSPECTOR)
        assert len(notices()) == 1
        planned.consent(case, "lawyers")
        consents.withdraw(consent_id=Consent.objects.latest("number").pk, by=cast.INSPECTOR)
    assert [two.reference for two in notices()] == [one.reference] * 2


def test_a_line_that_was_given_and_is_offered_again_was_seen() -> None:
    _case, one, agreement = planned.given_without_a_referral()
    lines.refuse(line_id=one.pk, by=cast.INSPECTOR)
    lines.offer_again(line_id=one.pk, by=cast.INSPECTOR)
    consents.withdraw(consent_id=agreement, by=cast.INSPECTOR)
    assert len(notices()) == 1


def test_nobody_is_told_of_what_they_never_had() -> None:
    """A line that was only proposed."""
    case = planned.opened()
    planned.asked(case)
    planned.line(planned.goal(case), "lawyers", "legal_aid")
    consents.withdraw(consent_id=planned.consent(case, "lawyers"), by=cast.INSPECTOR)
    assert notices() == []


def test_a_desk_that_loses_its_lines_though_a_danger_stands_is_told() -> None:
    """A no ends sight on every basis. Seen red: what another basis carried was left out, and nobody was told."""
    case, one, agreement = planned.given_without_a_referral()
    factories.send_again(
        factories.HandedOver(case.pk, case.reference, ()),
        wish=factories.wish(service="legal_aid", to_desk_id="lawyers", data_classes=("first_name", "needs")),
        basis="danger",
    )
    consents.withdraw(consent_id=agreement, by=cast.INSPECTOR)
    assert not queries.sees(cast.LAWYER, Line.objects.get(pk=one.pk))
    assert [two.reference for two in notices()] == [one.reference]


def test_whoever_takes_no_part_in_the_case_is_not_told() -> None:
    case, _one, agreement = planned.given_without_a_referral()
    Exclusion.objects.create(
        case=case,
        account_id=cast.LAWYER.account_id,
        reason="family",
        excluded_by=cast.LABOUR_LEAD.account_id,
        excluded_at=clock.now(),
    )
    consents.withdraw(consent_id=agreement, by=cast.INSPECTOR)
    (notice,) = notices()
    assert not queries_notices.lines_that_ended(cast.LAWYER).exists()
    with pytest.raises(NotFound):
        acknowledgements.give_by_notice(notice_id=notice.pk, by=cast.LAWYER)


def test_the_store_takes_no_notice_to_nobody_or_to_two() -> None:
    case, _one, agreement = planned.given_without_a_referral()
    consents.withdraw(consent_id=agreement, by=cast.INSPECTOR)
    (notice,) = notices()
    for change in ({"desk": None}, {"institution": "mizan"}, {"line": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            WithdrawalNotice.objects.filter(pk=notice.pk).update(**change)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_its_inbox_shows_the_reference_until_one_tap_says_that_it_was_read(sit: Sit, language: str) -> None:
    case, one, agreement = planned.given_without_a_referral()
    consents.withdraw(consent_id=agreement, by=cast.INSPECTOR)
    (notice,) = notices()
    browser = sit(cast.LAWYER, language)
    address = f"/casework/withdrawals/notices/{notice.pk}/read/"
    shown = browser.get("/casework/").content.decode()
    assert address in shown
    for secret in (planned.ACTION, planned.GOAL, str(case.pk), case.reference, "Zahra"):
        assert secret not in shown
    assert sit(cast.SHELTER).post(address).status_code == 404
    assert browser.post(address).status_code == 302
    assert address not in browser.get("/casework/").content.decode()
    consents_page = sit(cast.INSPECTOR, "en").get(f"/casework/cases/{case.pk}/consents/").content.decode()
    assert "has read it" in consents_page
    assert one.reference
