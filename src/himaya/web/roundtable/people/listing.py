"""Who sits at the table and who speaks for whom: the list, and one institution with its mandates and its history."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from himaya.coordination import policy
from himaya.coordination.queries import people as queries
from himaya.coordination.queries.people import Line
from himaya.institutions import queries_mandates
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.people import showing


@require_safe
@at_the_table
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The institutions of the table: those to look at first."""
    lines = queries.people(actor)
    seated = [line for line in lines if line.seats]
    context = {
        "headline": _headline(seated),
        "to_look_at": showing.lines(line for line in lines if line.to_look_at),
        "seated": showing.lines(line for line in seated if not line.to_look_at),
        "others": showing.lines(line for line in lines if not line.seats and not line.to_look_at),
        "keeps_the_list": policy.is_secretariat(actor),
    }
    return render(request, "roundtable/people/people.html", context)


@require_safe
@at_the_table
def institution(request: HttpRequest, actor: Actor, institution_id: str) -> HttpResponse:
    """One institution: who speaks for it today, its seats, and, folded, what was before."""
    return render(request, "roundtable/people/institution.html", of_one(actor, institution_id))


def of_one(actor: Actor, institution_id: str) -> dict[str, Any]:
    """What the page of one institution shows to this actor."""
    line = queries.one(actor, institution_id)
    row = line.institution
    stands = row.valid_to is None or row.valid_to >= clock.today()
    return {
        **showing.line(line),
        "stands": stands,
        "changes": policy.is_secretariat(actor) and row.valid_to is None,
        "keeps_the_list": policy.is_secretariat(actor),
        "delegates": queries_mandates.delegates_of(row.pk) if line.whole else [],
        "predecessors": row.predecessors.order_by("valid_from", "pk"),
        "successors": queries_mandates.successors(row),
        "past": showing.past(line),
    }


def _headline(seated: list[Line]) -> str:
    voices = [line for line in seated if line.has_voice]
    without = sum(1 for line in voices if line.titular_missing)
    if not voices:
        return _("No institution has a seat yet")
    if without:
        return ngettext(
            "%(n)s institution at the table has no titular today",
            "%(n)s institutions at the table have no titular today",
            without,
        ) % {"n": without}
    return ngettext(
        "The only institution at the table has its titular",
        "All %(n)s institutions at the table have their titular",
        len(voices),
    ) % {"n": len(voices)}
