"""What every figure counts: the indicators, and the figures of the reports, each with a place of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from himaya.coordination import report_skeletons
from himaya.insight import policy_monitoring as policy
from himaya.insight.monitoring_content import book
from himaya.web.sessions import actor_of


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All declarations. They state no number: anybody may read them."""
    known, reports = book(), report_skeletons.book()
    themes = [
        (label, [one for one in known.indicators.values() if one.theme == theme])
        for theme, label in known.themes.items()
    ]
    figures = [
        (one, reports.words[report_skeletons.PERIODS][one.period], reports.words[report_skeletons.QUERIES][one.query])
        for one in reports.figures.values()
        # One that comes from indicators is declared there.
        if not one.indicators
    ]
    context = {
        "themes": themes,
        "answers": known.answers,
        "figures": figures,
        "limits": known.limits,
        "reads": policy.reads(actor_of(request)),
    }
    return render(request, "monitoring/declarations.html", context)
