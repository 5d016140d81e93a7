"""Telling the holder of an account what happened to it. The house's own notices: no mail, no message, no place."""

from uuid import UUID

from django.db.models import Q

from himaya.institutions.accounts import seats_today
from himaya.institutions.models import AccountNotice
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import unit

OFFICER, AUTHORITY = "data_protection_officer", "data_authority"


def give(*, account_id: UUID, kind: str, by: Actor) -> None:
    """Leave a notice for an account; the kind is a word of `web/account/words.py`."""
    with unit(by=by) as u:
        AccountNotice.objects.create(account_id=account_id, kind=kind, at=clock.now())
        u.log("notice.given", object_type="account", object_id=account_id, code=kind)


def tell_officers(*, event_id: int, kind: str, by: Actor) -> None:
    """Tell the data protection officers of the reader's institution, and those of the data authority.

    Once in each hour of the clock for an account and a kind: a captured session that goes on trying buries neither its
    own first alarm nor, by trying often enough, every later one.
    """
    with unit(by=by):
        event = AuditEvent.objects.get(pk=event_id)
        hour = event.at.replace(minute=0, second=0, microsecond=0)
        alike = AuditEvent.objects.filter(
            action=event.action, code=event.code, account_id=event.account_id, at__gte=hour, pk__lt=event.pk
        )
        if alike.exists():
            return
        for account_id in officers(event.institution_id):
            give(account_id=account_id, kind=kind, by=by)


def officers(institution_id: str) -> list[UUID]:
    """The accounts that watch over the readings of an institution today."""
    of_these = Q(desk__institution_id=institution_id) | Q(desk__institution__kind=AUTHORITY)
    sits = seats_today().filter(of_these)
    return sorted({row.account_id for row in sits if OFFICER in row.roles})


def read(*, account_id: UUID, by: Actor) -> None:
    """Mark everything the account was told so far as read; twice changes nothing."""
    with unit(by=by) as u:
        fresh = AccountNotice.objects.filter(account_id=account_id, read_at__isnull=True)
        if fresh.update(read_at=clock.now()):
            u.log("notice.read", object_type="account", object_id=account_id)
