"""A reset of an account that sits in two institutions, and of one that was closed or left its desk meanwhile."""

from uuid import UUID

import pytest

from himaya.institutions.actions import resets
from himaya.institutions.models import Account, AccountReset, Membership
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted
from tests import cast
from tests.pages import body
from tests.refusals import refused
from tests.rooms.staff.conftest import OFFICER, account
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("X4")
HOLDER, LEAD = cast.INSPECTOR, cast.LABOUR_LEAD
AUTHORITY = cast.actor("authority-officer", "oversight", "data_protection_officer")
SEVERAL = "This account sits in several institutions"


def asked(by: Actor) -> AccountReset:
    return resets.ask(account_id=account(HOLDER).pk, reason="everything_lost", by=by)


def seat(actor: Actor, desk: str, *roles: str) -> None:
    Membership.objects.create(account_id=actor.account_id, desk_id=desk, roles=list(roles), valid_from=clock.today())


@pytest.mark.parametrize("asker", [LEAD, cast.OPERATOR], ids=["lead", "administrator"])
def test_two_of_one_institution_hand_over_nothing_that_opens_another(sit: Sit, asker: Actor) -> None:
    """Planted fault: `check_approves` without `_check_covered`."""
    seat(HOLDER, "shelter", "front_line")
    row = asked(asker)
    assert SEVERAL in body(sit(OFFICER).get(f"/staff/resets/{row.pk}/"))
    with refused(NotPermitted, "not_all_covered"):
        resets.approve(reset_id=row.pk, knows_them=True, by=OFFICER)
    Account.objects.create(id=AUTHORITY.account_id, username="authority-officer")
    assert resets.approve(reset_id=row.pk, knows_them=True, by=AUTHORITY)


def test_whoever_administers_the_machine_covers_nothing_by_leading_a_desk_as_well() -> None:
    seat(HOLDER, "shelter", "front_line")
    seat(cast.OPERATOR, "shelter", "desk_lead")
    row = asked(cast.OPERATOR)
    with pytest.raises(NotPermitted):
        resets.approve(reset_id=row.pk, knows_them=True, by=OFFICER)


def test_a_seat_given_elsewhere_while_the_page_was_open_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted fault: `approve` without its second look, behind the lock."""
    row, held = asked(LEAD), resets._held

    def late(by: Actor, account_id: UUID) -> Account:
        seat(HOLDER, "shelter", "front_line")
        return held(by, account_id)

    monkeypatch.setattr(resets, "_held", late)
    with pytest.raises(NotPermitted):
        resets.approve(reset_id=row.pk, knows_them=True, by=OFFICER)


def test_one_of_each_institution_hands_over(sit: Sit) -> None:
    seat(HOLDER, "shelter", "front_line")
    row = asked(LEAD)
    assert SEVERAL not in body(sit(cast.SHELTER_LEAD).get(f"/staff/resets/{row.pk}/"))
    assert resets.approve(reset_id=row.pk, knows_them=True, by=cast.SHELTER_LEAD)


def test_an_account_closed_meanwhile_is_not_let_back_in(sit: Sit) -> None:
    """Planted fault: `approve` without `check_comes_back`."""
    row = asked(LEAD)
    Account.objects.filter(pk=HOLDER.account_id).update(is_active=False)
    assert "This account is closed" in body(sit(OFFICER).get(f"/staff/resets/{row.pk}/"))
    with refused(NotNow, "account_closed"):
        resets.approve(reset_id=row.pk, knows_them=True, by=OFFICER)


def test_an_account_without_a_desk_meanwhile_is_not_let_back_in(sit: Sit) -> None:
    """Planted fault: `approve` without `check_comes_back`."""
    row = asked(LEAD)
    Account.objects.create(id=AUTHORITY.account_id, username="authority-officer")
    seat(AUTHORITY, "oversight", "data_protection_officer")
    Membership.objects.filter(account_id=HOLDER.account_id).delete()
    assert "sits at no desk today" in body(sit(AUTHORITY).get(f"/staff/resets/{row.pk}/"))
    with refused(NotNow, "no_desk"):
        resets.approve(reset_id=row.pk, knows_them=True, by=AUTHORITY)
