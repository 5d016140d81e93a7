"""The addresses of this desk: random ids and words of the house, nothing else."""

from django.urls import path

from himaya.web.returns import of_case, sheets

app_name = "returns"
urlpatterns = [
    path("cases/<uuid:case_id>/", of_case.of_case, name="of_case"),
    path("cases/<uuid:case_id>/weigh/", sheets.weigh, name="weigh"),
    path("cases/<uuid:case_id>/partner/", sheets.partner, name="partner"),
]
