"""Addresses that take a form and are no page: whoever comes back to one is led to the page that it belongs to."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import Resolver404, resolve
from django.views.decorators import http

_FORM_ONLY = "takes_a_form_only"
_NO_WAY_BACK = "nobody_is_led_back_here"


def require_POST[**P, R: HttpResponseBase](view: Callable[P, R]) -> Callable[P, R]:
    """Django's `require_POST`, and a mark that `page_of` knows."""
    guarded: Callable[P, R] = http.require_POST(view)
    setattr(guarded, _FORM_ONLY, True)
    return guarded


def no_way_back[**P, R: HttpResponseBase](view: Callable[P, R]) -> Callable[P, R]:
    """Mark a page that does something by being opened: `page_of` leads to the first page instead."""
    setattr(view, _NO_WAY_BACK, True)
    return view


def page_of(address: str) -> str:
    """The address itself where it shows a page; else the nearest one above it. Addresses here are hierarchical.

    A page that answers a refused form stands at the form's address; a change of language or a sign-in comes back to it.
    """
    path = address.partition("?")[0]
    while path != "/":
        try:
            view = resolve(path).func
            if getattr(view, _NO_WAY_BACK, False):
                return "/"
            if not getattr(view, _FORM_ONLY, False):
                return address if path == address.partition("?")[0] else path
        except Resolver404:
            if path == address.partition("?")[0]:
                return address
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return "/"
