"""The addresses of this desk: random ids, years and words of the house, nothing else."""

from django.urls import path

from himaya.web.exchange import counted, taken

app_name = "exchange"
urlpatterns = [
    path("counted/", counted.counted, name="counted"),
    path("counted/table/", counted.table, name="table"),
    path("take/", taken.take, name="take"),
    path("taken/<uuid:taken_id>/", taken.taken, name="taken"),
]
