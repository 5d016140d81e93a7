"""The addresses of this desk: random ids and words of the house, nothing else."""

from django.urls import path

from himaya.web.crisis import of_case

app_name = "crisis"
urlpatterns = [path("cases/<uuid:case_id>/", of_case.of_case, name="of_case")]
