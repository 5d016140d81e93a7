"""What every page needs: the exercise banner, the desk's label, where the person may go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from himaya.cases import queries_grants
from himaya.institutions.models import AccountNotice
from himaya.kernel.actor import Actor
from himaya.legal import gate
from himaya.tasks import queries as tasks
from himaya.web import desks, unattended
from himaya.web.guided import sitting
from himaya.web.middleware import refused
from himaya.web.sessions import actor_of, desk_of
from himaya.web.training import way_back


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html. `entrances` are the pages this actor may open, in order."""
    actor = actor_of(request)
    return {
        "exercise": settings.DEMO,
        "actor": actor,
        "unattended": unattended.Watched(request) if actor.account_id is not None else None,
        "my_desk": desk_of(request),
        "way_back": sitting.way_back(request),
        "practice_played": way_back.played(request),
        **(_without_the_store(actor) if refused(request) else _asked(request, actor)),
    }


def _asked(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """What waits for the actor, and what every desk is told."""
    return {
        "legal_word": gate.sentence(actor.institution_id) if actor.is_known else "",
        "account_news": _is_told(actor),
        "entrances": desks.shown(actor),
        "notices_waiting": tasks.unread(actor, desk_of(request)),
        "emergencies": queries_grants.emergencies_to_review(actor),
    }


def _without_the_store(actor: Actor) -> dict[str, Any]:
    """The bar of a refusal: it also comes when the store is away, and what waits is told on the next page."""
    return {"entrances": desks.surely(actor)}


def _is_told(actor: Actor) -> bool:
    """True when something about the account waits to be read."""
    return (
        actor.account_id is not None
        and AccountNotice.objects.filter(account_id=actor.account_id, read_at__isnull=True).exists()
    )
