"""Telling the holder of an account what happened to it. The house's own notices: no mail, no message, no place."""

from uuid import UUID

from himaya.institutions.models import AccountNotice
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.unit import unit


def give(*, account_id: UUID, kind: str, by: Actor) -> None:
    """Leave a notice for an account; the kind is a word of `web/account/words.py`."""
    with unit(by=by) as u:
        AccountNotice.objects.create(account_id=account_id, kind=kind, at=clock.now())
        u.log("notice.given", object_type="account", object_id=account_id, code=kind)


def read(*, account_id: UUID, by: Actor) -> None:
    """Mark everything the account was told so far as read; twice changes nothing."""
    with unit(by=by) as u:
        fresh = AccountNotice.objects.filter(account_id=account_id, read_at__isnull=True)
        if fresh.update(read_at=clock.now()):
            u.log("notice.read", object_type="account", object_id=account_id)
