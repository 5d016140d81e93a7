"""What changes for a desk. An address holds the random id of a release, nothing else."""

from django.urls import path

from himaya.web.changes import views

app_name = "changes"
urlpatterns = [
    path("", views.listed, name="all"),
    path("<uuid:release_id>/", views.one, name="one"),
]
