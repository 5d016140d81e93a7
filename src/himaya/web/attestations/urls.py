"""The addresses of this desk: random ids and words of the house, nothing else."""

from django.urls import path

from himaya.web.attestations import checks, letters, offer

app_name = "attestations"
urlpatterns = [
    path("check/", checks.check, name="check"),
    path("cases/<uuid:case_id>/", letters.of_case, name="of_case"),
    path("cases/<uuid:case_id>/offer/", offer.offer, name="offer"),
    path("cases/<uuid:case_id>/made/", offer.made, name="made"),
]
