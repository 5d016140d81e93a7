"""The addresses of this desk: random ids and words of the house, nothing else."""

from django.urls import path

from himaya.web.relations import of_case, suspects

app_name = "relations"
urlpatterns = [
    path("cases/<uuid:case_id>/", of_case.of_case, name="of_case"),
    path("suspects/", suspects.register, name="suspects"),
]
