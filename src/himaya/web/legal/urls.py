"""Pages of the law. Addresses hold random ids and words of the house, nothing else."""

from django.urls import path

from himaya.web.legal import register

app_name = "legal"
urlpatterns = [
    path("", register.register, name="register"),
    path("write/<slug:part>/", register.propose, name="propose"),
    path("entries/<uuid:entry_id>/<slug:verb>/", register.decide, name="decide"),
    path("override/", register.override, name="override"),
]
