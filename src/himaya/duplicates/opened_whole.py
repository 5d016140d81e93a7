"""What this room opens of everybody at once: the identities of an institution, for a search that two people wanted."""

from datetime import datetime

from himaya.duplicates.models import Search
from himaya.kernel import wall
from himaya.kernel.models import AuditEvent


def moments(institution_id: str) -> list[datetime]:
    """When identities were opened, once for each attempt at a search; for the data authority's officer too, of whom
    the store says no search."""
    with wall.beyond(wall.EVERYTHING):
        rows = Search.objects.filter(institution_id=institution_id, opened_at__isnull=False)
        searches = [str(pk) for pk in rows.values_list("pk", flat=True)]
    begun = AuditEvent.objects.filter(object_type="duplicate_search", object_id__in=searches, action="duplicates.begun")
    return list(begun.values_list("at", flat=True))
