"""Signals from the field, beside a cycle: its next table is where they go."""

from django.urls import URLPattern, path

from himaya.web.roundtable.signals import page

routes: list[URLPattern] = [
    path("cycles/<uuid:cycle_id>/signals/", page.signals, name="signals"),
]
