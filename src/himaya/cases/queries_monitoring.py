"""Counts for the monitoring indicators, exact, and of nobody: `insight` hides small ones before anybody sees them.

The caller has checked who asks. No case, referral or person is read: of these only the counts survive.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Min, Sum

from himaya.cases.models import Tally


def by_desk(kinds: Iterable[str], months: Iterable[date]) -> list[tuple[str, str, date, int]]:
    """Kind, desk (empty: without an account), month, count."""
    rows = Tally.objects.filter(clause="", kind__in=list(kinds), month__in=list(months)).order_by()
    return list(rows.values_list("kind", "desk_id", "month").annotate(n=Sum("count")))


def by_answer(kind: str, months: Iterable[date]) -> list[tuple[str, str, int]]:
    """Desk, answer, count, of all these months together."""
    rows = Tally.objects.filter(clause="", kind=kind, month__in=list(months)).order_by()
    return list(rows.values_list("desk_id", "answer").annotate(n=Sum("count")))


def by_region(kind: str, months: Iterable[date]) -> dict[str, int]:
    """Count by region (empty: not said), of all desks together."""
    rows = Tally.objects.filter(clause="", kind=kind, month__in=list(months)).order_by()
    return dict(rows.values_list("region").annotate(n=Sum("count")))


def begun(kinds: Iterable[str]) -> date | None:
    """The first month in which one of these was counted; None where none was yet."""
    first: date | None = Tally.objects.filter(kind__in=list(kinds)).aggregate(first=Min("month"))["first"]
    return first
