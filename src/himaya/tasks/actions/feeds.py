"""The verbs of a calendar address: made, which ends the one before, and withdrawn."""

import secrets

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.cases.policy import account_of
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.unit import unit
from himaya.tasks import feeding, policy
from himaya.tasks.models import CalendarFeed

# 192 bits: nobody comes upon an address by trying.
SECRET_BYTES = 24


def make(*, by: Actor) -> str:
    """A new address for the actor's own calendar; returns its secret part, which is shown once and kept nowhere."""
    policy.check_works(by)
    with unit(by=by) as u:
        mine = account_of(by)
        # Held, so that two addresses made at once leave one.
        Account.objects.select_for_update().get(pk=mine)
        _open_one(by).update(revoked_at=clock.now())
        secret = secrets.token_urlsafe(SECRET_BYTES)
        row = CalendarFeed.objects.create(account_id=mine, mark=feeding.mark_of(secret), made_at=clock.now())
        u.log("feed.made", object_type="feed", object_id=row.pk)
        return secret


def revoke(*, by: Actor) -> None:
    """The address shows nothing any more. Raises NotNow without one."""
    policy.check_works(by)
    with unit(by=by) as u:
        Account.objects.select_for_update().get(pk=account_of(by))
        row = _open_one(by).first()
        if row is None:
            raise NotNow(_("There is no calendar address any more. Nothing was changed."), code="no_feed")
        row.revoked_at = clock.now()
        row.save(update_fields=["revoked_at"])
        u.log("feed.revoked", object_type="feed", object_id=row.pk)


def _open_one(by: Actor) -> QuerySet[CalendarFeed]:
    return CalendarFeed.objects.filter(account_id=account_of(by), revoked_at__isnull=True)
