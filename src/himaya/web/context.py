"""What every page needs: the exercise banner, the desk's label, where the person may go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from himaya.cases import queries_grants
from himaya.institutions import accounts
from himaya.institutions.models import AccountNotice, Desk
from himaya.kernel.actor import Actor
from himaya.legal import gate
from himaya.tasks import queries as tasks
from himaya.web import desks, unattended
from himaya.web.guided import sitting
from himaya.web.middleware import actor_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html. `entrances` are the pages this actor may open, in order."""
    actor = actor_of(request)
    my_desk = _desk(actor)
    return {
        "exercise": settings.DEMO,
        "actor": actor,
        "unattended": unattended.Watched(request) if actor.account_id is not None else None,
        "my_desk": my_desk,
        "account_news": _is_told(actor),
        "entrances": desks.shown(actor),
        "notices_waiting": tasks.unread(actor, my_desk),
        "legal_word": gate.sentence(actor.institution_id) if actor.is_known else "",
        "way_back": sitting.way_back(request),
        "emergencies": queries_grants.emergencies_to_review(actor),
    }


def _is_told(actor: Actor) -> bool:
    """True when something about the account waits to be read."""
    return (
        actor.account_id is not None
        and AccountNotice.objects.filter(account_id=actor.account_id, read_at__isnull=True).exists()
    )


def _desk(actor: Actor) -> Desk | None:
    if actor.account_id is None:
        return None
    return next((m.desk for m in accounts.memberships(actor.account_id) if m.desk_id == actor.desk_id), None)
