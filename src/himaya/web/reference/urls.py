"""Pages to read; open to everybody."""

from django.urls import path

from himaya.web.reference import forms, nation

app_name = "reference"
urlpatterns = [
    path("forms/", forms.in_force, name="instruments"),
    path("forms/<slug:name>/", forms.one, name="instrument"),
    path("institutions/", nation.institutions, name="institutions"),
    path("institutions/<slug:pack>/", nation.institutions, name="institutions_of"),
    path("law/", nation.legal, name="legal"),
]
