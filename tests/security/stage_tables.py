"""The round tables behind the matrix: one cycle in which two of three institutions have a seat, each thing once."""

from uuid import UUID

from himaya.coordination import policy, states
from himaya.institutions.models import Account, Delegate, Mandate, Membership
from himaya.kernel import clock

# A role of the content and the mandate that its account holds.
MANDATES = {
    "focal_point": states.TITULAR,
    "focal_point_alternate": states.ALTERNATE,
    "validating_authority": states.VALIDATING,
}


def seat_somebody(account_id: UUID, username: str, role: str, desk: str) -> Account:
    """An account at a desk; whoever speaks for an institution also holds a mandate since yesterday's year."""
    account = Account.objects.create(id=account_id, username=username)
    membership = Membership.objects.create(account=account, desk_id=desk, roles=[role], valid_from=clock.today())
    if role in policy.SPEAKS:
        institution = membership.desk.institution
        delegate = Delegate.objects.create(institution=institution, name_latin=username, account=account)
        Mandate.objects.create(
            institution=institution,
            delegate=delegate,
            role=MANDATES[role],
            valid_from=clock.today().replace(year=clock.today().year - 1),
        )
    return account


def set_up() -> dict[str, str]:
    """The things that rows may name."""
    return {}
