"""Every URL of the public process. `public/` is where the embedded mode's web process hands its pages on."""

from django.urls import URLPattern, include, path

from himaya.public import data, figures, views


def _in(language: str) -> list[URLPattern]:
    spoken = {"language": language}
    return [
        path(f"{language}/", views.page, spoken, name=f"page_{language}"),
        path(f"{language}/texts/", views.texts, spoken, name=f"texts_{language}"),
        path(f"{language}/recommendations/", views.recommendations, spoken, name=f"recommendations_{language}"),
        path(f"{language}/recommendations/<int:number>/", views.recommendations, spoken),
        path(f"{language}/figures/", figures.register, spoken, name=f"figures_{language}"),
        path(f"{language}/figures/<int:year>/", figures.one_year, spoken),
        path(f"{language}/certificates/", views.certificates, spoken, name=f"certificates_{language}"),
        path(f"{language}/attestations/", views.attestations, spoken, name=f"attestations_{language}"),
    ]


_pages = [
    path("", views.page, name="page"),
    *(one for language in ("fr", "ar", "en") for one in _in(language)),
    path("texts.json", data.texts, name="texts_json"),
    path("reservations.json", data.reservations, name="reservations_json"),
    path("figures/<int:year>.json", figures.as_json),
    path("figures/<int:year>.csv", figures.as_csv),
    path("recommendations.json", data.recommendations, name="recommendations_json"),
]
urlpatterns = [*_pages, path("public/", include((_pages, "handed_on")))]
handler400 = "himaya.public.endings.unreadable"
handler404 = "himaya.public.endings.nothing_here"
handler500 = "himaya.public.endings.failed"
