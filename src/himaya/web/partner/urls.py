"""The addresses of a one-time link: a secret, and nothing else."""

from django.urls import path

from himaya.web.partner import views

app_name = "partner"
urlpatterns = [
    path("done/", views.done, name="done"),
    path("<str:token>/", views.door, name="door"),
    path("<str:token>/read/", views.read, name="read"),
    path("<str:token>/read/<slug:verb>/", views.answer, name="answer"),
]
