"""The part of the screen that changes by itself; asked for every few seconds while somebody looks at it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from himaya.coordination import policy, states
from himaya.coordination.models import RoundTable
from himaya.coordination.queries import tables as queries
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.web.middleware import actor_of
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.room.screen import screen

SIGNED_OUT = 401


@require_safe
def part(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """The changing part on a page of its own, for a projector too.

    Whoever was signed out meanwhile is told so in its place, and keeps what they typed.
    """
    if not actor_of(request).is_known:
        return render(request, "roundtable/room/signed_out.html", {"table_id": table_id}, status=SIGNED_OUT)
    return _part(request, table_id)


@at_the_table
def _part(request: HttpRequest, actor: Actor, table_id: UUID) -> HttpResponse:
    table = policy.table_of(actor, table_id)
    return render(request, "roundtable/room/now.html", context(actor, table, request.GET.get("point", "")))


def context(actor: Actor, table: RoundTable, seen: str, told: object = "") -> dict[str, Any]:
    """What the changing part shows. `seen` is the point that the rest of the page was made for."""
    found = screen(actor, table)
    here = str(found.point.item.pk) if found.point else ""
    return {
        "table": table,
        "screen": found,
        "told": told,
        "seen": seen,
        "moved_on": found.runs and seen not in ("", here),
        "live": table.state == states.IN_SESSION,
        "seen_at": days.hour_in_words(queries.local(table, clock.now()), languages.current()),
    }
