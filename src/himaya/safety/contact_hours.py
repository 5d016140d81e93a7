"""What this room knows of how a person may be reached, for whoever brings a call to mind or plans a meeting."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from himaya.kernel import clock
from himaya.safety import queries, rules


def not_before(case_id: UUID, at: datetime) -> datetime:
    """`at`, or the end of the quiet hours that it lies in. Hours that leave none hold nothing back: none are kept."""
    here = at.astimezone(clock.here())
    return rules.next_hour(queries.quiet_of(case_id), here) or here


def closed_from(case_id: UUID, since: datetime, until: datetime) -> datetime | None:
    """The first moment from `since` until before `until` at which nobody may reach the person; None where all may."""
    return rules.first_quiet(queries.quiet_of(case_id), since.astimezone(clock.here()), until)


def nobody_calls(case_ids: Collection[UUID]) -> set[UUID]:
    """Of these files, those whose person was promised that nobody calls."""
    return {case for case, never in queries.never_called(case_ids).items() if never}


def unsaid(case_ids: Collection[UUID]) -> set[UUID]:
    """Of these files, those whose rules are from before that promise was kept in clear: only reading them tells."""
    return {case for case, never in queries.never_called(case_ids).items() if never is None}
