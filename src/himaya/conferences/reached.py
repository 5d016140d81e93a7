"""What a desk had of a case by an agreement at a conference: the items that it heard on it, or hears now."""

from collections.abc import Collection, Iterator
from uuid import UUID

from himaya.conferences import queries, rules, states
from himaya.conferences.models import Heard, Hearer, Item, Seat


def reference(case_id: UUID, desk_id: str, ended: Collection[str]) -> str:
    """The reference by which only this desk knows the meeting, where it heard something of what ended; else nothing."""
    for item in (*_heard(case_id, desk_id), *_on(case_id, desk_id)):
        if not set(ended).isdisjoint(item.data_classes):
            seats = Seat.objects.filter(conference=item.conference, desk_id=desk_id)
            return queries.references(seats).get(desk_id, "")
    return ""


def _heard(case_id: UUID, desk_id: str) -> Iterator[Item]:
    rows = Heard.objects.filter(item__conference__case=case_id).select_related("item__conference").defer("decided")
    for row in rows.order_by("at"):
        if [desk_id, rules.AGREEMENT] in row.desks:
            yield row.item


def _on(case_id: UUID, desk_id: str) -> Iterator[Item]:
    """What is on in a meeting that runs: of whoever came in, no line says yet that they heard it."""
    rows = Hearer.objects.filter(desk=desk_id, basis=rules.AGREEMENT, item__state=states.ON)
    for row in rows.filter(item__conference__case=case_id).select_related("item__conference"):
        if desk_id in queries.present(row.item.conference, row.item.part):
            yield row.item
