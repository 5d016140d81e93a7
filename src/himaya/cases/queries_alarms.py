"""What needs the eyes of a data protection officer: bounds of reading that were reached, decoys that were opened."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from himaya.cases import policy
from himaya.institutions.models import Account, Desk, Institution
from himaya.kernel import decoys
from himaya.kernel.actor import Actor
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import unit

MOST = 100
BUDGET = "budget_spent"


@dataclass(frozen=True)
class Alarm:
    """One alarm: when, which (`budget_spent` or `decoy_read`), at which desk; the account inside one's institution."""

    at: datetime
    kind: str
    desk: Desk | None
    account: str


def alarms(actor: Actor) -> list[Alarm]:
    """The newest alarms of the officer's institution; at the data authority, of all. Raises NotPermitted.

    The look is written into the audit. Outside the institution a worker is a desk, never a name (do-no-harm 5).
    """
    policy.check_oversees(actor)
    with unit(by=actor) as u:
        u.log("alarms.listed", object_type="institution", object_id=actor.institution_id)
    found = AuditEvent.objects.filter(Q(action="refused", code=BUDGET) | Q(action=decoys.READ))
    if not Institution.objects.filter(pk=actor.institution_id, kind=policy.AUTHORITY).exists():
        found = found.filter(institution_id=actor.institution_id)
    events = list(found.order_by("-id")[:MOST])
    desks = Desk.objects.select_related("institution").in_bulk({event.desk_id for event in events})
    inside = {event.account_id for event in events if event.institution_id == actor.institution_id}
    names = dict(Account.objects.filter(pk__in=inside).values_list("pk", "username"))
    return [
        Alarm(
            at=event.at,
            kind="decoy_read" if event.action == decoys.READ else BUDGET,
            desk=desks.get(event.desk_id),
            account=names.get(event.account_id, ""),
        )
        for event in events
    ]
