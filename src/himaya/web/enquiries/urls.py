"""The addresses of this desk: random ids and words of the house, nothing else."""

from django.urls import path

from himaya.web.enquiries import asking, holding, protocol

app_name = "enquiries"
urlpatterns = [
    path("", holding.waiting, name="waiting"),
    path("cases/<uuid:case_id>/", asking.of_case, name="of_case"),
    path("told/<uuid:told_id>/", holding.told, name="told"),
    path("protocol/", protocol.parties, name="protocol"),
]
