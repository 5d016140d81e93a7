"""The way to hold a draft for a change, inside a unit. What is public is held after it (`publishing`)."""

from uuid import UUID

from himaya.coordination.locks import lock_row
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.yearbook import policy, states
from himaya.yearbook.models import Draft
from himaya.yearbook.words import MOVED


def lock_draft(actor: Actor, draft_id: UUID, verb: str) -> Draft:
    """Hold a draft that this verb may still move. Raises NotPermitted, NotFound, NotNow."""
    policy.check_reviews(actor)
    row = lock_row(Draft.objects.all(), draft_id)
    if row.state not in states.TRANSITIONS[verb][0]:
        raise NotNow(MOVED[row.state], code="draft_moved")
    return row
