"""What every page needs: the exercise banner, the desk's label, where the person may go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from himaya.institutions import accounts
from himaya.kernel.actor import Actor
from himaya.web import desks
from himaya.web.guided import sitting
from himaya.web.middleware import actor_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html. `entrances` are the pages this actor may open, in order."""
    actor = actor_of(request)
    return {
        "exercise": settings.DEMO,
        "actor": actor,
        "my_desk": _desk(actor),
        "entrances": desks.entrances(actor),
        "way_back": sitting.way_back(request),
    }


def _desk(actor: Actor) -> object:
    if actor.account_id is None:
        return None
    return next((m.desk for m in accounts.memberships(actor.account_id) if m.desk_id == actor.desk_id), None)
