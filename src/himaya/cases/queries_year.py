"""Counts of a whole year by one column of the tallies, all desks together. Exact: rooms above hide small ones."""

from datetime import date

from django.db.models import Min, Sum

from himaya.cases import policy
from himaya.cases.models import Tally
from himaya.kernel.actor import Actor

COLUMNS = ("audience", "region", "answer")


def by_desk(actor: Actor, kind: str, column: str, year: int) -> list[tuple[str, date, str, int]]:
    """Desk (empty: without an account), month, value of the column, count. Raises NotPermitted as the others."""
    policy.check_counts(actor)
    if column not in COLUMNS:
        raise ValueError("no column of a yearly table")
    rows = Tally.objects.filter(clause="", kind=kind, month__gte=date(year, 1, 1), month__lte=date(year, 12, 31))
    return list(rows.order_by().values_list("desk_id", "month", column).annotate(n=Sum("count")))


def counted_since(actor: Actor, kind: str) -> date | None:
    """The first month in which something of a kind was counted; None where nothing was. Raises NotPermitted."""
    policy.check_counts(actor)
    first: date | None = Tally.objects.filter(clause="", kind=kind).aggregate(first=Min("month"))["first"]
    return first
