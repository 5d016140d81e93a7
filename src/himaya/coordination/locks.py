"""The ways to hold one record of this room for a change, inside a unit. A record that is not yours is not there."""

from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from himaya.coordination import policy
from himaya.coordination.models import AgendaItem, Cycle, Decision, RoundTable
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound


def lock_cycle(actor: Actor, cycle_id: UUID) -> Cycle:
    """Hold a cycle. Raises NotFound."""
    policy.cycle_of(actor, cycle_id)
    return Cycle.objects.select_for_update().get(pk=cycle_id)


def lock_table(actor: Actor, table_id: UUID) -> RoundTable:
    """Hold a table. Everything that happens at one table holds the table first, so that two never lock each other out.

    Raises NotFound.
    """
    policy.table_of(actor, table_id)
    return RoundTable.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=table_id)


def lock_item(actor: Actor, item_id: UUID) -> AgendaItem:
    """Hold a point of the agenda, and its table before it. Raises NotFound."""
    table_id = AgendaItem.objects.filter(pk=item_id).values_list("table_id", flat=True).first()
    if table_id is None:
        raise NotFound
    lock_table(actor, table_id)
    return AgendaItem.objects.select_for_update(of=("self",)).select_related("table__cycle").get(pk=item_id)


def lock_decision(actor: Actor, decision_id: UUID) -> Decision:
    """Hold a decision, and its table before it. Raises NotFound."""
    table_id = Decision.objects.filter(pk=decision_id).values_list("table_id", flat=True).first()
    if table_id is None:
        raise NotFound
    lock_table(actor, table_id)
    rows = Decision.objects.select_for_update(of=("self",))
    return rows.select_related("table__cycle", "table__chair", "item", "document").get(pk=decision_id)


def lock_row[M: Model](rows: "QuerySet[M]", pk: object, *, gone: Promise | None = None) -> M:
    """Hold one row of an already narrowed list. Raises NotFound; `gone` says so where the row was on a page before."""
    found = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise NotFound(gone, code="gone" if gone else "")
    return found
