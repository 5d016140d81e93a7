"""What is missing, for the secretariat: numbers with small ones hidden, and one press to the next table."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.coordination.actions import gap_needs
from himaya.coordination.models import Cycle
from himaya.coordination.queries import gap_needs as queries
from himaya.coordination.queries.tables import seats_on
from himaya.insight import service_gaps, words_monitoring
from himaya.insight.rules_periods import Period
from himaya.insight.service_gaps import Missing
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.services import words
from himaya.web.services import showing
from himaya.web.services.gate import secretariat


@require_http_methods(["GET", "POST"])
@secretariat
def gaps(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The table. A POST enters one gap as a need of the chosen cycle."""
    if request.method != "POST":
        return _page(request, actor)
    service, region = request.POST.get("service", "")[:64], request.POST.get("region", "")[:64]
    found = {(row.service, row.region): row for row in service_gaps.of_last_quarters(actor).rows if row.is_a_need}
    try:
        cycle_id = UUID(request.POST.get("cycle", ""))
    except ValueError:
        raise NotFound from None
    try:
        if (service, region) not in found:
            raise NotValid(_("Choose a gap of the list."), code="gap_unknown")
        gap_needs.put(
            cycle_id=cycle_id,
            institution_id=request.POST.get("institution", "")[:64],
            service=service,
            region=region,
            evidence=_evidence(found[service, region]),
            by=actor,
        )
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="services:gaps")
        return _page(request, actor, told=str(refusal.sentence), status=refusal.status)
    messages.success(request, _("Entered as a need. It comes up at the next table of the cycle."))
    return redirect("services:gaps")


def _evidence(row: Missing) -> str:
    """Where the need comes from, in words: only what the page shows."""
    said = [_("Source: gaps of the directory of services.")]
    if row.nobody:
        said.append(_("No vetted desk gives it there today."))
    if row.left_out:
        said.append(_("Received there by nobody: %(groups)s.") % {"groups": _groups(row)})
    if row.shown:
        said.append(_("Counted about %(n)d times in four quarters, hidden numbers left out.") % {"n": row.shown})
    return " ".join(said)


def _groups(row: Missing) -> str:
    return " · ".join(str(words.GROUPS[group]) for group in row.left_out)


def _page(request: HttpRequest, actor: Actor, *, told: str = "", status: int = 200) -> HttpResponse:
    table = service_gaps.of_last_quarters(actor)
    cycles = queries.open_cycles(actor)
    cycle = cycles[0] if cycles else None
    put = queries.put_in(cycle) if cycle else {}
    regions = {item.value: item.label for item in showing.regions()}
    headings = [words_monitoring.period(Period(year, part)) for year, part in table.quarters]
    seats = _seats(cycle)
    usual = [actor.institution_id, cycle.organiser_id if cycle else ""]
    wished = [request.GET.get("for", "") or request.POST.get("institution", ""), *usual]
    by_value = {one.value: one for one in seats}
    context: dict[str, Any] = {
        "chosen_seat": next((by_value[one] for one in wished if one in by_value), None),
        "told": told,
        "table": table,
        "cycle": cycle,
        "seats": seats,
        "headings": headings,
        "rows": [
            {
                "row": row,
                "service": showing.service(row.service),
                "region": regions.get(row.region, _("region not said")),
                "cells": row.cells,
                "left_out": _groups(row),
                "need": put.get((row.service, row.region)),
                "known": row.region in regions,
            }
            for row in table.rows
        ],
    }
    return render(request, "services/gaps.html", context, status=status)


def _seats(cycle: Cycle | None) -> list[showing.Item]:
    """Who can bring a need to the table. The secretariat's own institution or the organiser does, unless it is said."""
    if cycle is None:
        return []
    seated = [row.institution for row in seats_on(cycle, clock.today()) if row.institution is not None]
    unique = {one.pk: one for one in seated}
    return [showing.Item(one.pk, one.name) for one in sorted(unique.values(), key=lambda one: one.name)]
