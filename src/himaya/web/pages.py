"""The first page, the neutral page, and what stands when a form has gone stale."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from himaya.web.middleware import refusal_page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is too old or came from elsewhere. Nothing was changed."""
    return refusal_page(
        request,
        _("This page had been open too long. Nothing was sent. Go back, reload the page and try again."),
        status=403,
    )


def home(request: HttpRequest) -> HttpResponse:
    """The first page: one clear action, and the demo desks when this is an exercise."""
    return render(request, "home.html", {})
