"""What the paper of a report is made of: a frozen edition, whole, and nothing that may have changed since."""

from typing import Any
from uuid import UUID

from himaya.coordination.models import ReportEdition
from himaya.kernel import clock
from himaya.kernel.errors import NotFound


def edition(object_id: UUID, _institution_id: str) -> dict[str, Any]:
    """The content with its number, the day on which it was frozen, and its hash. Raises NotFound."""
    row = ReportEdition.objects.filter(pk=object_id).first()
    if row is None:
        raise NotFound
    return {
        "content": row.content,
        "number": row.number,
        "frozen_on": row.frozen_at.astimezone(clock.here()).date().isoformat(),
        "sha256": row.sha256,
    }
