"""The addresses of this desk: random ids and words of the house, nothing else."""

from django.urls import path

from himaya.web.returns import of_case

app_name = "returns"
urlpatterns = [path("cases/<uuid:case_id>/", of_case.of_case, name="of_case")]
