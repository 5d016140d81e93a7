"""Addresses of a reply link: its secret part and random ids. Nobody's name, no institution."""

from django.urls import path

from himaya.web.reply import evidence, views

app_name = "reply"
urlpatterns = [
    path("<str:token>/", views.desk, name="desk"),
    path("<str:token>/evidence/<uuid:evidence_id>/", evidence.file, name="evidence"),
    path("<str:token>/<uuid:recommendation_id>/", views.one, name="one"),
    path("<str:token>/<uuid:recommendation_id>/evidence/", evidence.add, name="evidence_add"),
]
