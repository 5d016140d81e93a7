"""What goes along with a case inside one institution: every referral on which its holder can still act."""

from collections.abc import Callable
from uuid import UUID

import pytest

from himaya.cases import policy, states
from himaya.cases.actions import consents, handovers, needs, referrals
from himaya.cases.models import Case, Consent, HandOver, Referral
from himaya.institutions.models import Desk
from himaya.kernel.errors import NotNow
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.cases.test_handovers import offered

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("E5")]


def part(one: UUID) -> None:
    referrals.accept_in_part(referral_id=one, services_taken=["social_support"], by=cast.SHELTER)


def report(one: UUID, *, by: object = cast.SHELTER) -> None:
    referrals.report_back(referral_id=one, delivered="no", on=None, next_action="none", by=by)  # type: ignore[arg-type]


def accept(one: UUID) -> None:
    referrals.accept(referral_id=one, by=cast.SHELTER)


COURSES: dict[str, tuple[Callable[[UUID], None], ...]] = {
    "sent": (),
    "asked": (lambda one: referrals.ask(referral_id=one, question="Canary?", by=cast.SHELTER),),
    "accepted": (accept,),
    "accepted_in_part": (part,),
    "reported_back": (accept, report),
    "declined": (lambda one: referrals.decline(referral_id=one, reason="no_place", by=cast.SHELTER),),
}


@pytest.mark.parametrize("state", COURSES)
def test_the_new_holder_withdraws_whatever_stood_and_the_old_desk_reads_none_of_it(state: str) -> None:
    """Seen red while what had ended stayed with the old desk: the withdrawal found no referral and all rolled back."""
    done = factories.hand_over()
    one = done.referral_ids[0]
    for deed in COURSES[state]:
        deed(one)
    handovers.accept(handover_id=offered(done.case_id), by=cast.INSPECTOR_SOUTH)
    row = Referral.objects.get(pk=one)
    assert (row.state, row.from_desk_id) == (state, "labour-south")
    for left in (cast.INSPECTOR, cast.LABOUR_LEAD):
        assert not Referral.objects.filter(policy.visible_referrals(left)).exists()
    consents.withdraw(consent_id=Consent.objects.get().pk, by=cast.INSPECTOR_SOUTH)
    row = Referral.objects.get(pk=one)
    assert row.state == ("withdrawn" if state in states.TRANSITIONS["withdraw"][0] else state)


def test_what_came_back_is_sent_on_by_the_new_holder() -> None:
    done = factories.hand_over()
    COURSES["declined"][0](done.referral_ids[0])
    handovers.accept(handover_id=offered(done.case_id), by=cast.INSPECTOR_SOUTH)
    again = factories.send_again(done, by=cast.INSPECTOR_SOUTH, follows=done.referral_ids[0])
    assert Referral.objects.get(pk=again).follows_id == done.referral_ids[0]


def to_the_sister(done: factories.HandedOver) -> UUID:
    """A referral of the same case to the other desk of the institution."""
    wish = factories.wish(service="labour_rights", to_desk_id="labour-south", data_classes=("first_name", "needs"))
    return factories.send_again(done, wish=wish)


SOUTHS: dict[str, tuple[Callable[[UUID], None], ...]] = {
    "sent": (),
    "accepted": (lambda one: referrals.accept(referral_id=one, by=cast.INSPECTOR_SOUTH),),
    "in_part": (
        lambda one: referrals.accept_in_part(
            referral_id=one, services_taken=["labour_rights"], by=cast.INSPECTOR_SOUTH
        ),
        lambda one: report(one, by=cast.INSPECTOR_SOUTH),
    ),
}


@pytest.mark.parametrize("state", SOUTHS)
def test_a_desk_that_still_owes_something_of_the_case_takes_it_over_once_that_has_ended(state: str) -> None:
    """It cannot be both who sent it and who has it: neither its clock nor its open part may fall away in silence."""
    done = factories.hand_over()
    early = offered(done.case_id)
    one = to_the_sister(done)
    for deed in SOUTHS[state]:
        deed(one)
    with refused(NotNow, "referral_runs"):
        handovers.accept(handover_id=early, by=cast.INSPECTOR_SOUTH)
    handovers.take_back(handover_id=early, by=cast.LABOUR_LEAD)
    with refused(NotNow, "referral_runs"):
        offered(done.case_id)
    assert Case.objects.get(pk=done.case_id).desk_id == "labour-north"
    if state == "in_part":
        needs.settle(referral_id=one, how="not_needed", by=cast.INSPECTOR)
    else:
        referrals.stand_down(referral_id=one, by=cast.INSPECTOR)
    handovers.accept(handover_id=offered(done.case_id), by=cast.INSPECTOR_SOUTH)
    assert HandOver.objects.filter(state="accepted").count() == 1


def test_what_the_new_holder_once_received_is_its_own_and_the_desk_that_sent_it_reads_it_no_longer() -> None:
    done = factories.hand_over()
    one = to_the_sister(done)
    referrals.accept(referral_id=one, by=cast.INSPECTOR_SOUTH)
    report(one, by=cast.INSPECTOR_SOUTH)
    handovers.accept(handover_id=offered(done.case_id), by=cast.INSPECTOR_SOUTH)
    assert not Referral.objects.filter(policy.visible_referrals(cast.INSPECTOR), pk=one).exists()
    assert Referral.objects.filter(policy.visible_referrals(cast.INSPECTOR_SOUTH)).count() == 2
    line = Consent.objects.filter(recipient_id="labour-south").get()
    consents.withdraw(consent_id=line.pk, by=cast.INSPECTOR_SOUTH)
    assert Referral.objects.get(pk=one).state == "withdrawn"


def test_a_case_that_moves_twice_takes_everything_along_each_time() -> None:
    done = factories.hand_over()
    one = to_the_sister(done)
    referrals.accept(referral_id=one, by=cast.INSPECTOR_SOUTH)
    report(one, by=cast.INSPECTOR_SOUTH)
    handovers.accept(handover_id=offered(done.case_id), by=cast.INSPECTOR_SOUTH)
    south = Desk.objects.get(pk="labour-south")
    Desk.objects.create(id="labour-east", institution_id="labour", kind=south.kind, services=south.services)
    third = cast.Actor(
        kind="account",
        account_id=cast.NURSE.account_id,
        desk_id="labour-east",
        institution_id="labour",
        roles=frozenset({"desk_lead"}),
    )
    handovers.accept(handover_id=offered(done.case_id, "labour-east", by=cast.INSPECTOR_SOUTH), by=third)
    assert set(Referral.objects.values_list("from_desk_id", flat=True)) == {"labour-east"}
