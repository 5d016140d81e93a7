"""Pages to read; open to everybody, but for the reading aid of interviewers."""

from django.urls import path

from himaya.web.reference import forms, indicators, nation, reading

app_name = "reference"
urlpatterns = [
    path("forms/", forms.in_force, name="instruments"),
    path("forms/<slug:name>/", forms.one, name="instrument"),
    path("institutions/", nation.institutions, name="institutions"),
    path("institutions/<slug:pack>/", nation.institutions, name="institutions_of"),
    path("indicators/", indicators.read, name="indicators"),
    path("indicators/reading/", reading.read, name="reading"),
    path("law/", nation.legal, name="legal"),
]
