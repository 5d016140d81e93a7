"""Accounts, where they sit, how their roles changed and whether a reset is open; narrowed to the actor."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.institutions import policy_accounts, rules_resets, words
from himaya.institutions.models import Account, AccountReset, Desk, Membership, RoleChange
from himaya.institutions.queries import standing_desks
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow

SHOWN = 20


def accounts(actor: Actor) -> QuerySet[Account]:
    """The accounts that the actor may know, by name."""
    return Account.objects.filter(policy_accounts.visible_accounts(actor)).order_by("username")


def account(actor: Actor, account_id: UUID) -> Account:
    """One of them. Raises NotFound."""
    found = accounts(actor).filter(pk=account_id).first()
    if found is None:
        raise NotFound
    return found


def seats_of(ids: list[UUID]) -> dict[UUID, list[Membership]]:
    """Where each of the accounts sits today."""
    today = clock.today()
    rows = Membership.objects.filter(account_id__in=ids, valid_from__lte=today).exclude(valid_to__lt=today)
    found: dict[UUID, list[Membership]] = {one: [] for one in ids}
    for row in rows.select_related("desk__institution").order_by("valid_from", "id"):
        found[row.account_id].append(row)
    return found


def desks(account_id: UUID) -> list[Desk]:
    """The desks at which somebody can be seated, and those where this account sits, though they closed meanwhile."""
    standing = list(standing_desks().order_by("institution_id", "id"))
    mine = [row.desk for row in seats_of([account_id])[account_id]]
    return standing + [one for one in mine if one not in standing]


def desk(desk_id: str) -> Desk:
    """One desk with its institution. Raises NotFound."""
    found = Desk.objects.select_related("institution").filter(pk=desk_id).first()
    if found is None:
        raise NotFound(_("There is no such desk. Choose one from the list."), code="desk_unknown")
    return found


def changes(account_id: UUID) -> list[RoleChange]:
    """The newest changes of an account's roles."""
    rows = RoleChange.objects.filter(account_id=account_id).select_related("desk__institution", "by")
    return list(rows.order_by("-at", "-id")[:SHOWN])


def standing(row: AccountReset) -> str:
    """How a reset stands at this moment."""
    return rules_resets.standing(
        state=row.state, answer_until=row.answer_until, way_until=row.way_until, now=clock.now()
    )


def check_comes_back(account: Account) -> None:
    """Raises NotNow for an account that is closed, or sits at no desk today: nobody is let back into it."""
    if not account.is_active:
        raise NotNow(words.ACCOUNT_CLOSED, code="account_closed")
    if not seats_of([account.pk])[account.pk]:
        raise NotNow(words.RESET_NO_DESK, code="no_desk")


def open_reset(account_id: UUID) -> AccountReset | None:
    """The reset of an account that still waits or can still be used."""
    rows = AccountReset.objects.filter(account_id=account_id, state__in=rules_resets.OPEN)
    found = rows.select_related("asked_by", "approved_by").first()
    return found if found is not None and standing(found) in rules_resets.OPEN else None


def resets_waiting(actor: Actor) -> list[AccountReset]:
    """The resets that wait for a second person, of accounts that the actor may know."""
    rows = AccountReset.objects.filter(account__in=accounts(actor), state=rules_resets.WAITING)
    found = rows.select_related("account", "asked_by").order_by("asked_at")
    return [row for row in found if standing(row) == rules_resets.WAITING]


def reset(actor: Actor, reset_id: UUID) -> AccountReset:
    """One reset of an account that the actor may know. Raises NotFound."""
    rows = AccountReset.objects.filter(account__in=accounts(actor), pk=reset_id)
    found = rows.select_related("account", "asked_by", "approved_by").first()
    if found is None:
        raise NotFound
    return found
