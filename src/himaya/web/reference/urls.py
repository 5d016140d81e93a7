"""Pages to read; open to everybody, but for the reading aid of interviewers. Who read a law writes it down here."""

from django.urls import path

from himaya.web.reference import classification, exploitation, forms, indicators, law, nation, reading, trauma, trying

app_name = "reference"
urlpatterns = [
    path("forms/", forms.in_force, name="instruments"),
    path("forms/<slug:name>/", forms.one, name="instrument"),
    path("forms/<slug:name>/try/", trying.one, name="try"),
    path("institutions/", nation.institutions, name="institutions"),
    path("institutions/<slug:pack>/", nation.institutions, name="institutions_of"),
    path("indicators/", indicators.read, name="indicators"),
    path("indicators/reading/", reading.read, name="reading"),
    path("law/", law.legal, name="legal"),
    path("law/<slug:row>/", law.article, name="article"),
    path("classification/", classification.classification, name="classification"),
    path("exploitation/", exploitation.exploitation, name="exploitation"),
    path("trauma/", trauma.read, name="trauma"),
    path("exploitation/<slug:code>/", exploitation.form, name="exploitation_form"),
]
