"""Headers of every public page. No cookie is ever set, so a shared cache may keep a page for a minute."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_FIXED = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), payment=(), clipboard-read=()",
    "X-Frame-Options": "DENY",
}


class FixedHeaders:
    def __init__(self, handler: Callable[[HttpRequest], HttpResponse]) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.handler(request)
        for name, value in _FIXED.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "public, max-age=60")
        return response
