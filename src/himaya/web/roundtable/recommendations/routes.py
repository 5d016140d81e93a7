"""Addresses of recommendations: the register, one recommendation, what is entered at a table."""

from django.urls import URLPattern, path

from himaya.web.roundtable.recommendations import export, listing, one, writing

routes: list[URLPattern] = [
    path("recommendations/", listing.page, name="recommendations"),
    path("recommendations/export/", export.page, name="recommendations_export"),
    path("recommendations/new/", writing.new, name="recommendation_new"),
    path("recommendations/<uuid:recommendation_id>/", one.page, name="recommendation"),
    path("recommendations/<uuid:recommendation_id>/edit/", writing.edit, name="recommendation_edit"),
    path("tables/<uuid:table_id>/recommendations/", writing.at_a_table, name="table_recommendations"),
]
