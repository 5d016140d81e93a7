"""Accounts and where they sit. A role that may not stand beside another is refused."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from himaya.institutions import accounts, content
from himaya.institutions.actions import notices, passwords
from himaya.institutions.content_rows import RoleRow
from himaya.institutions.models import Account, Desk, Membership, RoleChange
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import unit


def add(
    *, username: str, password: str | None, desk_id: str, roles: Sequence[str], language: str, by: Actor
) -> Account:
    """Open an account at a desk; without a password nobody signs in to it by one.

    A password that is given here opens one page: that on which its holder chooses their own (`rules_passwords`).

    Raises NotValid (password, roles), NotNow (name taken), NotFound (desk).
    """
    with unit(by=by) as u:
        if Account.objects.filter(username=username).exists():
            raise NotNow(_("This account name is taken. Choose another."), code="username_taken")
        account = Account(username=username, language=language)
        if password is not None:
            passwords.check(password, account)
            account.password_handed_at = clock.now()
        account.set_password(password)
        account.save()
        sit(account=account, desk_id=desk_id, roles=roles, by=by)
        u.log("account.added", object_type="account", object_id=account.pk)
    return account


def sit(*, account: Account, desk_id: str, roles: Sequence[str], by: Actor) -> None:
    """Give an account its roles at a desk from today. Raises NotValid for roles that exclude one another.

    What the account holds at other desks counts: two desks are no way round a pair that one person never holds. The
    data protection officers are told, as of any change of roles: whoever runs the machine gives no seat in silence.
    """
    with unit(by=by) as u:
        desk = Desk.objects.select_related("institution").filter(pk=desk_id).first()
        if desk is None:
            raise NotFound(_("There is no such desk."), code="desk_unknown")
        # Held, so that of two who give a role each the second sees what the first gave.
        Account.objects.select_for_update().get(pk=account.pk)
        check_roles(roles, institution_kind=desk.institution.kind, held=accounts.memberships(account.pk))
        Membership.objects.create(account=account, desk=desk, roles=list(roles), valid_from=clock.today())
        RoleChange.objects.create(
            account=account, desk=desk, at=clock.now(), by_id=by.account_id, given=sorted(roles), opened=[]
        )
        for officer in notices.officers(desk.institution_id):
            if officer != account.pk:
                notices.give(account_id=officer, kind="roles_changed_here", by=by)
        u.log("membership.opened", object_type="account", object_id=account.pk, code=desk.pk)


def check_roles(roles: Sequence[str], *, institution_kind: str, held: Iterable[Membership] = ()) -> None:
    """Raises NotValid when a role is unknown, excludes another, or is closed to this kind of institution.

    `held` is what the same account holds elsewhere today.
    """
    known = {role.id: role for role in content.load_roles()}
    if not roles or any(role not in known for role in roles):
        raise NotValid(_("Choose roles from the list of roles."), code="role_unknown")
    others = list(held)
    chosen = {*roles, *(role for one in others for role in one.roles)}
    excluded = sorted(sorted(pair) for pair in content.incompatible_pairs() if pair <= chosen)
    if excluded:
        one, other = (_named(known[role]) for role in excluded[0])
        raise NotValid(
            _("One account never holds both: %(one)s, and %(other)s. Give one of them to somebody else.")
            % {"one": one, "other": other},
            code="roles_incompatible",
        )
    kinds = {institution_kind, *(one.desk.institution.kind for one in others)}
    closed = sorted(role for role in chosen if role in known and kinds & set(known[role].not_in))
    if closed:
        raise NotValid(
            _("This role is closed to this kind of institution: %(role)s.") % {"role": _named(known[closed[0]])},
            code="role_closed_here",
        )


def _named(role: RoleRow) -> str:
    return languages.pick(role.names.as_dict())
