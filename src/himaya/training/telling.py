"""Telling those whom a session or a certificate concerns. The notices of the house: of which kind, never what or where.

In the unit of the change itself; whoever makes it is not told.
"""

from collections.abc import Iterable
from uuid import UUID

from himaya.coordination import states as table_states
from himaya.institutions import queries_mandates
from himaya.institutions.actions import notices
from himaya.institutions.models import Mandate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.training import states
from himaya.training.models import TrainingSession

# Words of `web/account/words.py`.
OPENED, MOVED, CANCELLED, TRAINS = "training_opened", "training_moved", "training_cancelled", "training_trains"
TAKEN_BACK = "certificate_taken_back"


def whom_it_concerns(session: TrainingSession, kind: str, *, by: Actor) -> None:
    """Trainers and those who come, where they have an account, and whoever names people for their institutions.

    A session that was never opened is known to its trainers alone.
    """
    told = {one for one in session.trainers.filter(ended_on__isnull=True).values_list("account_id", flat=True) if one}
    if session.state != states.PLANNED:
        coming = session.enrolments.filter(state=states.NAMED)
        told |= {one for one in coming.values_list("account_id", flat=True) if one}
        told |= _naming({*coming.values_list("institution_id", flat=True)})
    tell(told, kind, by=by)


def whoever_may_name(session: TrainingSession, kind: str, *, by: Actor) -> None:
    """The focal points of the institutions at which its line aims."""
    tell(_naming({*session.line.targets.values_list("institution_id", flat=True)}), kind, by=by)


def tell(accounts: Iterable[UUID], kind: str, *, by: Actor) -> None:
    """One notice each, in one order for everybody."""
    for account_id in sorted(set(accounts) - {by.account_id}, key=str):
        notices.give(account_id=account_id, kind=kind, by=by)


def _naming(institutions: set[str]) -> set[UUID]:
    rows = Mandate.objects.filter(
        queries_mandates.valid_on(clock.today()),
        institution_id__in=institutions,
        role__in=table_states.SPEAKING,
        delegate__account__isnull=False,
    )
    return {one for one in rows.values_list("delegate__account_id", flat=True) if one}
