"""What was counted as missing, by service, region and month: for `insight`, which hides small cells before any page."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Sum

from himaya.services.models import Gap


def since(first: date) -> Iterator[tuple[str, str, date, int]]:
    """Service, region, month and count, of all desks together."""
    rows = Gap.objects.filter(month__gte=first).values("service", "region", "month").annotate(n=Sum("count"))
    yield from ((row["service"], row["region"], row["month"], row["n"]) for row in rows)
