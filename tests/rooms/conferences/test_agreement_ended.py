"""A desk that heard something at a conference on an agreement, without a referral, is told that it ended."""

from uuid import UUID

import pytest

from himaya.cases import queries_notices
from himaya.cases.actions import consents
from himaya.cases.models import Consent, WithdrawalNotice
from himaya.conferences import queries, rules
from himaya.conferences.actions import items, seats
from himaya.conferences.models import Seat
from himaya.kernel import clock
from tests import cast
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.conferences.conference_at_hand import BEGINS, CHAIR, Called

pytestmark = pytest.mark.capability("E1")


def hearing(*, comes: bool = True, basis: str = rules.AGREEMENT) -> tuple[Called, UUID]:
    """An item is on; the lawyers, who have no referral, are named for it."""
    one, thing = at_hand.running()
    at_hand.seat(one, "lawyers", comes=cast.LAWYER)
    at_hand.agree(one.case, "lawyers", "needs")
    items.name_hearers(item_id=thing, hearers=(("lawyers", basis),), by=CHAIR)
    if comes:
        seats.enter(conference_id=one.pk, by=cast.LAWYER)
    return one, thing


def told_after_the_end(one: Called) -> list[str]:
    line = Consent.objects.filter(case=one.case, recipient="lawyers").latest("number")
    consents.withdraw(consent_id=line.pk, by=CHAIR)
    return list(queries_notices.lines_that_ended(cast.LAWYER).values_list("reference", flat=True))


@pytest.mark.parametrize("heard", [True, False])
def test_it_is_told_under_the_reference_of_its_invitation_after_the_meeting_and_during_it(heard: bool) -> None:
    """Seen red while a conference was asked nothing, and with the reference of the case, which joins desks."""
    with clock.stopped(BEGINS):
        one, thing = hearing()
        if heard:
            items.hear(item_id=thing, decided="", by=CHAIR)
        mine = queries.references(Seat.objects.filter(desk="lawyers"))["lawyers"]
        assert told_after_the_end(one) == [mine] != [one.row.case_reference]


def test_a_desk_that_did_not_come_in_or_heard_of_something_else_is_not_told() -> None:
    with clock.stopped(BEGINS):
        one, thing = hearing(comes=False)
        items.hear(item_id=thing, decided="", by=CHAIR)
        at_hand.agree(one.case, "ward", "needs")
        assert told_after_the_end(one) == []
        assert not WithdrawalNotice.objects.exists()
