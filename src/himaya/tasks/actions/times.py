"""The verbs of an account's own times: quiet hours, being away, having read what waits."""

from datetime import date, time

from django.utils.translation import gettext_lazy as _

from himaya.cases.policy import account_of
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.unit import unit
from himaya.tasks import policy
from himaya.tasks.models import Times


def set_quiet(*, start: time, end: time, by: Actor) -> None:
    """From when to when the holder of an account is not told of what can wait; the same time twice: never quiet."""
    policy.check_works(by)
    with unit(by=by) as u:
        row = _held(by)
        row.quiet_from, row.quiet_to = start, end
        row.save(update_fields=["quiet_from", "quiet_to"])
        u.log("times.set", object_type="account", object_id=row.pk)


def go_away(*, until: date | None, by: Actor) -> None:
    """Away until a day, that day included: what is with them shows to the desk. None: back. Raises NotValid."""
    policy.check_works(by)
    if until is not None and until < clock.today():
        raise NotValid(_("Choose a day from today on, or leave it empty."), code="away_until")
    with unit(by=by) as u:
        row = _held(by)
        row.away_until = until
        row.save(update_fields=["away_until"])
        u.log("times.away", object_type="account", object_id=row.pk)


def read_notices(*, by: Actor) -> None:
    """Everything that waits up to now is read; twice changes nothing that matters."""
    policy.check_works(by)
    with unit(by=by) as u:
        row = _held(by)
        row.read_at = clock.now()
        row.save(update_fields=["read_at"])
        u.log("notices.read", object_type="account", object_id=row.pk)


def _held(by: Actor) -> Times:
    mine = account_of(by)
    Times.objects.get_or_create(account_id=mine)
    return Times.objects.select_for_update(of=("self",)).get(account_id=mine)
