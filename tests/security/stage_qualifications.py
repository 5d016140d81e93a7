"""Qualifications at the own desk: somebody to enter one for, and two of a third: one that waits, one in force."""

from datetime import timedelta

from himaya.institutions.actions import qualifications
from himaya.institutions.actions.qualifications import Certificate
from himaya.institutions.models import Account, Membership
from himaya.institutions.rules_qualifications import IDENTIFICATION_INTERVIEW
from himaya.kernel import clock
from tests import cast, factories
from tests.security.matrix.rows import IN_FORCE, INTERVIEWER, QUALIFICATION


def set_up() -> dict[str, str]:
    """The things that rows name."""
    new, held = (_interviewer(name) for name in ("interviewer-new", "interviewer-held"))
    today = clock.today()
    row = qualifications.enter(
        account_id=held.pk,
        kind=IDENTIFICATION_INTERVIEW,
        institution_id="labour",
        first=today,
        last=today + timedelta(days=90),
        certificate=Certificate("Training centre", "C-5", today),
        by=cast.OPERATOR,
    )
    in_force = factories.qualify(held.pk, number="C-4", answered_by_id=cast.INSPECTOR_SOUTH.account_id)
    return {INTERVIEWER: str(new.pk), QUALIFICATION: str(row.pk), IN_FORCE: str(in_force.pk)}


def _interviewer(name: str) -> Account:
    account: Account = Account.objects.create(id=cast.actor(name, "labour-north").account_id, username=name)
    Membership.objects.create(account=account, desk_id="labour-north", roles=["interviewer"], valid_from=clock.today())
    return account
