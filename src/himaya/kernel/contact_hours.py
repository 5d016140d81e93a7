"""From which moment a person may be reached, as rooms know it.

A room above that keeps the hours at which nobody may call or write has a module `contact_hours` with a function
`not_before`. Whoever brings a call to mind, or types an hour for one, learns it here and imports no room.
"""

from datetime import datetime
from uuid import UUID

from himaya.kernel import rooms


def not_before(case_id: UUID, at: datetime) -> datetime:
    """`at`, or the next moment at which the person of a file may be reached. Aware, and in the nation's time zone."""
    return max((room.not_before(case_id, at) for room in rooms.modules("contact_hours")), default=at)
