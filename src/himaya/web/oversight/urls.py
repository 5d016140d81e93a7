"""Pages of oversight. Addresses hold random ids and nothing else."""

from django.urls import path

from himaya.web.oversight import readers

app_name = "oversight"
urlpatterns = [
    path("", readers.find, name="find"),
    path("files/<uuid:case_id>/", readers.of_file, name="readers"),
    path("files/<uuid:case_id>/paper/", readers.paper, name="paper"),
]
