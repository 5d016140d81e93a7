"""Addresses of imports, clusters, follow-up actions."""

from django.urls import URLPattern, path

from himaya.web.roundtable.gathering import clusters, imports, works

routes: list[URLPattern] = [
    path("recommendations/import/", imports.bring, name="recommendations_import"),
    path("recommendations/import/template/<slug:form>/", imports.template, name="import_template"),
    path("recommendations/imports/<uuid:batch_id>/", imports.one, name="import_batch"),
    path("clusters/", clusters.listed, name="clusters"),
    path("clusters/<uuid:cluster_id>/", clusters.one, name="cluster"),
    path("follow-up-actions/", works.listed, name="follow_up_actions"),
    path("follow-up-actions/<uuid:action_id>/", works.one, name="follow_up_action"),
]
