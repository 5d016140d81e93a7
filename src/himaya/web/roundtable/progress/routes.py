"""Addresses of progress: reports of a recommendation, its evidence, the links to answer by."""

from django.urls import URLPattern, path

from himaya.web.roundtable.progress import evidence, links, pages, reports

routes: list[URLPattern] = [
    path("recommendations/<uuid:recommendation_id>/progress/", pages.page, name="progress"),
    path("progress-reports/<uuid:report_id>/", reports.one, name="progress_report"),
    path("recommendations/<uuid:recommendation_id>/evidence/", evidence.add, name="evidence_add"),
    path("evidence/<uuid:evidence_id>/", evidence.file, name="evidence"),
    path("evidence/<uuid:evidence_id>/withdraw/", evidence.withdraw, name="evidence_withdraw"),
    path("reply-links/", links.page, name="reply_links"),
]
