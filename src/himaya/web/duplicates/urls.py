"""The addresses of this desk: random ids and words of the house, nothing else."""

from django.urls import path

from himaya.web.duplicates import looking, searching

app_name = "duplicates"
urlpatterns = [
    path("", searching.all_of_it, name="all"),
    path("pairs/<uuid:pair_id>/", looking.pair, name="pair"),
]
