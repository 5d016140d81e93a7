"""Every URL of the web process. The matrix in tests/security/ has a row for each, or the build fails."""

from django.urls import include, path

from himaya.web import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("account/", include("himaya.web.account.urls")),
]
