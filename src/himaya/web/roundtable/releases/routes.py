"""Releases of adopted texts, and the register of harm."""

from django.urls import URLPattern, path

from himaya.web.roundtable.releases import harms, listing, one

routes: list[URLPattern] = [
    path("releases/", listing.listed, name="releases"),
    path("releases/<uuid:release_id>/", one.page, name="release"),
    path("harms/", harms.listed, name="harms"),
    path("harms/<uuid:harm_id>/", harms.one, name="harm"),
]
