"""The guided path of the demo."""

from django.urls import path

from himaya.web.guided import views

app_name = "guided"
urlpatterns = [
    path("", views.path, name="path"),
    path("steps/<slug:name>/", views.step, name="step"),
]
