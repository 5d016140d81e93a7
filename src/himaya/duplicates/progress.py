"""How far a search is, said by whoever holds its ticket, and whether it may go on. Not a verb: it changes nothing."""

from django.db.models import QuerySet

from himaya.duplicates import states
from himaya.duplicates.actions.searches import Claimed
from himaya.duplicates.models import Search
from himaya.kernel import clock


def reach(claimed: Claimed, stage: str, done: int, of: int) -> bool:
    """Say how far it is; False when it was stopped or taken over, and the worker must let go of what it holds."""
    return bool(_held(claimed).update(stage=stage, done=done, of=of, heard_at=clock.now()))


def beat(claimed: Claimed) -> bool:
    """Say that it lives, between two words of the work; False as above."""
    return bool(_held(claimed).update(heard_at=clock.now()))


def _held(claimed: Claimed) -> QuerySet[Search]:
    return Search.objects.filter(pk=claimed.id, state=states.RUNNING, attempts=claimed.attempt)
