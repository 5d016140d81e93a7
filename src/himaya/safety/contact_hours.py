"""What this room knows of the hours at which a person may be reached, for whoever brings a call to mind."""

from datetime import datetime
from uuid import UUID

from himaya.kernel import clock
from himaya.safety import queries, rules


def not_before(case_id: UUID, at: datetime) -> datetime:
    """`at`, or the end of the quiet hours that it lies in. Hours that leave none hold nothing back: none are kept."""
    here = at.astimezone(clock.here())
    return rules.next_hour(queries.quiet_of(case_id), here) or here
