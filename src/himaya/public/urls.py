"""Every URL of the public process."""

from django.urls import path

from himaya.public import views

urlpatterns = [
    path("", views.page, name="page"),
    path("fr/", views.page, {"language": "fr"}, name="page_fr"),
    path("ar/", views.page, {"language": "ar"}, name="page_ar"),
    path("en/", views.page, {"language": "en"}, name="page_en"),
]
