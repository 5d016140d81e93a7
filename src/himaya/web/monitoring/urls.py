"""Pages of monitoring indicators, and the files of what they show."""

from django.urls import path

from himaya.web.monitoring import declarations, files, pages

app_name = "monitoring"
urlpatterns = [
    path("", pages.home, name="home"),
    path("declarations/", declarations.listed, name="declarations"),
    path("file/<slug:ending>/", files.of_all, name="file"),
    path("one/<slug:indicator>/", pages.one, name="one"),
    path("one/<slug:indicator>/file/<slug:ending>/", files.of_one, name="one_file"),
]
