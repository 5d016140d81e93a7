"""The part of the page that changes by itself: which item is on, how long is left, whether one's desk may hear it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from himaya.conferences import access, policy, queries, rules, states, words
from himaya.conferences.models import Conference, Item
from himaya.conferences.queries import Sight
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.gate import only


@require_GET
@only(policy.check_works)
def part(request: HttpRequest, actor: Actor, conference_id: UUID) -> HttpResponse:
    """The same for whoever leads and for an invited desk, each with what is theirs. Opens nothing, logs nothing."""
    try:
        row, sight = access.held(actor, conference_id), None
    except NotFound:
        row = access.invited(actor, conference_id)
        sight = queries.sight(row, actor.desk_id)
    return render(request, "conferences/now.html", context(actor, row, sight, seen=request.GET.get("seen", "")))


def context(actor: Actor, row: Conference, sight: Sight | None, *, seen: str | None = None) -> dict[str, Any]:
    """What the changing part shows, to a desk with a sight, or to the one that holds the case. `seen` is what the rest
    of the page was made for."""
    if sight is not None and not sight.goes_on:
        return _off(row, seen)
    items, chairing = queries.items_of(row), sight is None
    if sight is not None:
        hears = queries.hearing(row, items, actor.desk_id)
        items = queries.in_the_room(row, items, hears, actor.desk_id) if queries.open_to_desks(row) else []
    # Who sits in one part does not learn whether there is another.
    stands = sight.stands if sight is not None else queries.standing(row)
    # An item of a part that was taken back while it was on is on for nobody.
    on = next((one for one in items if one.state == states.ON and one.part in stands), None)
    waiting = [one for one in items if one.state == states.WAITING and one.part in stands] if chairing else []
    ends_at, now = rules.ends_at(row.begins_at, row.minutes), clock.now()
    left = ends_at - now
    mark = f"{row.state}.{on.number if on else 0}.{len(items)}.{len(stands)}.{row.begins_at:%j%H%M}"
    return {
        "conference": row,
        "chairing": chairing,
        "running": row.state == states.RUNNING,
        "live": row.state in states.LIVE,
        "goes_on": True,
        "state": words.STATES[row.state],
        "on": _line(on),
        "next": _line(waiting[0] if waiting else None),
        # Begun before its hour it has more minutes than it was called for: then the hour of its end is said.
        "early": now < row.begins_at,
        "ends_at": ends_at,
        "left": max(0, int(left.total_seconds() // 60)),
        "item_left": _item_left(row, on),
        "mark": mark,
        "moved": seen not in (None, "", mark),
        "parts": [words.PARTS[one] for one in stands],
    }


def _off(row: Conference, seen: str | None) -> dict[str, Any]:
    """Cancelled, or no part of the desk stands: the same words, and no further asking."""
    return {
        "conference": row,
        "chairing": False,
        "goes_on": False,
        "state": words.STATES[states.CANCELLED],
        "mark": states.CANCELLED,
        "moved": seen not in (None, "", states.CANCELLED),
    }


def _line(item: Item | None) -> dict[str, Any] | None:
    return {"row": item, "topic": words.TOPICS[item.topic], "part": words.PARTS[item.part]} if item else None


def _item_left(row: Conference, item: Item | None) -> int:
    if item is None or item.opened_at is None:
        return 0
    until = item.opened_at + timedelta(minutes=row.per_item)
    return max(0, int((until - clock.now()).total_seconds() // 60))
