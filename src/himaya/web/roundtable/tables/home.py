"""The first page of the round tables: the news of the table that matters now, then every cycle."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from himaya.coordination import policy, states
from himaya.coordination.queries import consulting, recommendations
from himaya.coordination.queries import tables as queries
from himaya.kernel.actor import Actor
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.tables import news


@require_safe
@at_the_table
def cycles(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What matters now, and every cycle with its tables."""
    tables = list(queries.table_list(actor))
    table = news.pressing(tables)
    found = news.next_step(table, actor) if table is not None else None
    rows: list[dict[str, Any]] = [
        {"row": cycle, "tables": [one for one in tables if one.cycle_id == cycle.pk]}
        for cycle in queries.cycle_list(actor)
    ]
    lapsed = not policy.is_secretariat(actor) and not policy.my_mandates(actor)
    context = {
        "headline": found.headline if found else _headline(bool(rows), lapsed=lapsed),
        "next": found,
        "unanswered": queries.unanswered(actor, but=table),
        "consultations": _consultations(actor),
        "followed": recommendations.waiting_for(actor),
        "cycles": rows,
        "lapsed": lapsed,
        "is_secretariat": policy.is_secretariat(actor),
    }
    return render(request, "roundtable/tables/cycles.html", context)


def _consultations(actor: Actor) -> list[dict[str, Any]]:
    """The open rounds: those that wait for one's own stance, or with what is still missing for the secretariat."""
    rows = list(consulting.visible(actor).filter(state=states.CONSULTATION_OPEN))
    if policy.is_secretariat(actor):
        return [{"row": one, "said": one.stances.count(), "asked": len(consulting.asked(one))} for one in rows]
    waiting = {
        one.consultation.pk
        for cycle in {one.draft.document.cycle for one in rows}
        for one in consulting.asked_of(actor.institution_id, cycle)
        if one.stance is None
    }
    return [{"row": one, "said": 0, "asked": 0} for one in rows if one.pk in waiting]


def _headline(any_cycle: bool, *, lapsed: bool) -> str:
    if lapsed:
        return _("Your mandate is not valid today")
    return _("No round table is planned") if any_cycle else _("No cycle of round tables is open")
