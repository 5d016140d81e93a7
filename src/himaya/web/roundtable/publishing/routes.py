"""Addresses of what anybody may read, and how it becomes so."""

from django.urls import URLPattern, path

from himaya.web.roundtable.publishing import page

routes: list[URLPattern] = [
    path("public/", page.page, name="publishing"),
]
