"""Ending what is open: every session of an account at once, wherever it runs."""

from uuid import UUID

from himaya.institutions import policy_accounts, queries_accounts
from himaya.institutions.actions import notices
from himaya.institutions.models import Account
from himaya.kernel.actor import Actor
from himaya.kernel.unit import unit


def end(*, account_id: UUID, by: Actor) -> Account:
    """End every session of one's own account, or of one that the actor helps; the next request of each is nobody's.

    The page of the holder keeps its own session by taking up the new proof. Somebody else's account is told.
    Raises NotPermitted, NotFound.
    """
    with unit(by=by) as u:
        if by.account_id != account_id:
            policy_accounts.check_helps(by)
            queries_accounts.account(by, account_id)
        account: Account = Account.objects.select_for_update().get(pk=account_id)
        account.sessions_ended += 1
        account.save(update_fields=["sessions_ended"])
        if by.account_id != account_id:
            notices.give(account_id=account_id, kind="sessions_ended", by=by)
        u.log("account.sessions_ended", object_type="account", object_id=account_id)
    return account
