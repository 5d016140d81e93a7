"""What every public page shares: its language, the frame around it, and no cookie."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from himaya.kernel import languages

HANDED_ON = "/public/"


def spoken(request: HttpRequest, language: str) -> Any:
    """In the language of the address, else in the browser's."""
    wanted = language or translation.get_language_from_request(request)[:2]
    return translation.override(wanted if wanted in languages.CODES else "fr")


def answer(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, language: str, here: str = ""
) -> HttpResponse:
    """The page, with what every page has. `here` is its address after the language, for the same page in another."""
    whole = {
        **context,
        "exercise": settings.DEMO,
        # Both places at which these pages stand: on their own address, and handed on by the embedded mode.
        "root": HANDED_ON if request.path.startswith(HANDED_ON) else "/",
        "here": here,
        "language": languages.current(),
        "rtl": translation.get_language_bidi(),
    }
    response = render(request, f"public/{template}", whole)
    response.headers["Content-Language"] = languages.current()
    if not language:
        patch_vary_headers(response, ["Accept-Language"])
    return response
