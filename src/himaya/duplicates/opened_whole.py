"""What this room opens of everybody at once: the identities of an institution, for a search that two people wanted."""

from datetime import datetime

from himaya.duplicates.models import Search
from himaya.kernel import wall


def moments(institution_id: str) -> list[datetime]:
    """When identities were first opened for each search; for the data authority's officer too, of whom the store says
    no search."""
    with wall.beyond(wall.EVERYTHING):
        rows = Search.objects.filter(institution_id=institution_id, opened_at__isnull=False)
        return [at for at in rows.values_list("opened_at", flat=True) if at is not None]
