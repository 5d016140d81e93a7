"""The addresses of this desk: random ids and words of the house, nothing else."""

from django.urls import path

from himaya.web.reasonings import case, signs

app_name = "reasonings"
urlpatterns = [
    path("cases/<uuid:case_id>/", case.of_case, name="of_case"),
    path("cases/<uuid:case_id>/signs/", signs.signs, name="signs"),
    path("cases/<uuid:case_id>/paper/", case.paper, name="paper"),
]
