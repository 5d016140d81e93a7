"""Pages of this entrance."""

from django.urls import URLPattern

app_name = "secretariat"
urlpatterns: list[URLPattern] = []
