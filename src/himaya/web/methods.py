"""Addresses that take a form and are no page: whoever comes back to one is led to the page that it belongs to."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import Resolver404, resolve
from django.views.decorators import http

_FORM_ONLY = "takes_a_form_only"


def require_POST[**P, R: HttpResponseBase](view: Callable[P, R]) -> Callable[P, R]:
    """Django's `require_POST`, and a mark that `page_of` knows."""
    guarded: Callable[P, R] = http.require_POST(view)
    setattr(guarded, _FORM_ONLY, True)
    return guarded


def page_of(address: str) -> str:
    """The address itself where it shows a page; else the nearest one above it. Addresses here are hierarchical.

    A page that answers a refused form stands at the form's address; a change of language or a sign-in comes back to it.
    """
    path = address.partition("?")[0]
    while path != "/":
        try:
            if not getattr(resolve(path).func, _FORM_ONLY, False):
                return address if path == address.partition("?")[0] else path
        except Resolver404:
            if path == address.partition("?")[0]:
                return address
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return "/"
