"""Every URL of the public process. `public/` is where the embedded mode's web process hands its pages on."""

from django.urls import include, path

from himaya.public import views

_pages = [
    path("", views.page, name="page"),
    path("fr/", views.page, {"language": "fr"}, name="page_fr"),
    path("ar/", views.page, {"language": "ar"}, name="page_ar"),
    path("en/", views.page, {"language": "en"}, name="page_en"),
]
urlpatterns = [*_pages, path("public/", include((_pages, "handed_on")))]
