"""The addresses of this desk: random ids and words of the house, nothing else."""

from django.urls import path

from himaya.web.safety import contact, copies, plans

app_name = "safety"
urlpatterns = [
    path("cases/<uuid:case_id>/", plans.of_case, name="plan"),
    path("cases/<uuid:case_id>/contact/", contact.of_case, name="contact"),
    path("cases/<uuid:case_id>/copy/", copies.of_case, name="copy"),
    path("cases/<uuid:case_id>/sheet/", copies.sheet_of, name="sheet"),
]
