"""Addresses of reports: the list, one under way, its chapters, figures and frozen editions; costs of a cycle."""

from django.urls import URLPattern, path

from himaya.web.roundtable.reports import chapters, costs, editions, listing, one

routes: list[URLPattern] = [
    path("reports/", listing.listed, name="reports"),
    path("reports/<uuid:report_id>/", one.one, name="report"),
    path("reports/<uuid:report_id>/chapters/<slug:chapter>/", chapters.one, name="report_chapter"),
    path("reports/<uuid:report_id>/editions/<int:number>/", editions.one, name="report_edition"),
    path("reports/<uuid:report_id>/figures/<slug:figure_id>/", one.figure, name="report_figure"),
    path("cycles/<uuid:cycle_id>/costs/", costs.page, name="costs"),
]
