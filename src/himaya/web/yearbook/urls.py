"""The addresses of this desk: random ids, and no year that is not public."""

from django.urls import path

from himaya.web.yearbook import drafts, home

app_name = "yearbook"
urlpatterns = [path("", home.home, name="home"), path("<uuid:draft_id>/", drafts.one, name="draft")]
