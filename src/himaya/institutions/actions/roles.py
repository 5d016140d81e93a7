"""Giving and taking roles: what a change would open and close is known first, and kept in codes beside the change."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.institutions import accounts, policy_accounts, queries_accounts, rules_roles
from himaya.institutions.actions import notices
from himaya.institutions.actions.accounts import check_roles
from himaya.institutions.models import Account, Desk, Membership, RoleChange
from himaya.kernel import clock
from himaya.kernel.actor import NOBODY, Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import unit

# What is open to somebody, in codes: asked of the policies themselves, which stand above this room.
Opens = Callable[[Actor], frozenset[str]]


def foresee(*, account_id: UUID, desk_id: str, roles: Sequence[str], opens: Opens) -> rules_roles.Difference:
    """What these roles at this desk would give and take; nothing is changed. No role at all takes the seat away.

    Raises NotFound (desk), NotValid (roles that exclude one another, or nothing that changes).
    """
    desk = queries_accounts.desk(desk_id)
    sits = accounts.memberships(account_id)
    here = {role for one in sits if one.desk_id == desk_id for role in one.roles}
    if roles:
        elsewhere = [one for one in sits if one.desk_id != desk_id]
        check_roles(roles, institution_kind=desk.institution.kind, held=elsewhere)
    found = rules_roles.difference(
        before=here,
        after=roles,
        open_before=opens(_as(account_id, desk, here)),
        open_after=opens(_as(account_id, desk, roles)),
    )
    if found.is_none:
        raise NotValid(
            _("These are the roles that the account has there already. Change one of them."), code="no_change"
        )
    return found


def change(
    *, account_id: UUID, desk_id: str, roles: Sequence[str], seen: Sequence[str], opens: Opens, by: Actor
) -> RoleChange:
    """Give an account exactly these roles at a desk from now on. `seen`: those it had when the difference was shown.

    The holder and the data protection officers of the institution are told. Raises NotPermitted (not an
    administrator, one's own account), NotFound, NotValid (roles), NotNow (somebody was faster).
    """
    policy_accounts.check_sets_roles(by)
    policy_accounts.check_not_own(by, account_id)
    with unit(by=by) as u:
        # Held, so that of two who give a role each the second sees what the first gave.
        if not Account.objects.select_for_update().filter(pk=account_id).exists():
            raise NotFound
        today = clock.today()
        rows = [one for one in accounts.memberships(account_id) if one.desk_id == desk_id]
        if {role for one in rows for role in one.roles} != set(seen):
            raise NotNow(
                _("Somebody changed these roles meanwhile. Look at the account again before you decide."),
                code="roles_moved",
            )
        found = foresee(account_id=account_id, desk_id=desk_id, roles=roles, opens=opens)
        # Until yesterday: a role that was taken opens nothing more today.
        Membership.objects.filter(pk__in=[one.pk for one in rows]).update(valid_to=today - timedelta(days=1))
        if roles:
            Membership.objects.create(account_id=account_id, desk_id=desk_id, roles=sorted(roles), valid_from=today)
        row = RoleChange.objects.create(
            account_id=account_id,
            desk_id=desk_id,
            at=clock.now(),
            by_id=by.account_id,
            given=found.given,
            taken=found.taken,
            opened=found.opened,
            closed=found.closed,
        )
        notices.give(account_id=account_id, kind="roles_changed", by=by)
        for officer in notices.officers(queries_accounts.desk(desk_id).institution_id):
            notices.give(account_id=officer, kind="roles_changed_here", by=by)
        u.log("membership.changed", object_type="account", object_id=account_id, code=desk_id)
    return row


def view_as(*, account_id: UUID, by: Actor) -> Account:
    """Note that an administrator looked at what is open to an account; nothing of it is opened.

    Raises NotPermitted, NotFound.
    """
    policy_accounts.check_sets_roles(by)
    with unit(by=by) as u:
        found = queries_accounts.account(by, account_id)
        u.log("account.viewed_as", object_type="account", object_id=account_id)
    return found


def _as(account_id: UUID, desk: Desk, roles: Sequence[str] | set[str]) -> Actor:
    """The account as it would act there: for asking the policies, never for acting."""
    if not roles:
        return NOBODY
    return Actor(
        kind="account",
        account_id=account_id,
        desk_id=desk.pk,
        institution_id=desk.institution_id,
        roles=frozenset(roles),
    )
