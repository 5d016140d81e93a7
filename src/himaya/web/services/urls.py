"""The addresses of this desk. Words of its own pages come first; no desk is called by one of them."""

from django.urls import URLPattern, path

from himaya.web.services import directory, gaps, hours, keeping, own, proposing, providers

app_name = "services"
urlpatterns: list[URLPattern] = [
    path("", directory.listed, name="directory"),
    path("nobody/", directory.nobody, name="nobody"),
    path("own/", own.own, name="own"),
    path("own/places/", own.places, name="places"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("keeping/", keeping.keeping, name="keeping"),
    path("keeping/add/", providers.add, name="provider_add"),
    path("proposals/<uuid:proposal_id>/<slug:verb>/", proposing.decide, name="decide"),
    path("<slug:desk_id>/", directory.one, name="desk"),
    path("<slug:desk_id>/hours/", hours.edit, name="hours"),
    path("<slug:desk_id>/propose/", proposing.propose, name="propose"),
    path("<slug:desk_id>/vet/", keeping.vet, name="vet"),
    path("<slug:desk_id>/change/", providers.change, name="provider_change"),
    path("<slug:desk_id>/change/close/", providers.close, name="provider_close"),
]
