"""The one public page: what Himaya is, and which texts nobody has adopted yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from himaya.kernel import days, languages
from himaya.publications.models import Bundle

KIND = "models"
HANDED_ON = "/public/"


@dataclass(frozen=True)
class Model:
    """One published text: its title in the page's language, version, fingerprint and adoption ('' = none)."""

    title: str
    version: str
    hash: str
    adoption: str


@require_safe
def page(request: HttpRequest, language: str = "") -> HttpResponse:
    """The page in the language of its address, else in the browser's."""
    spoken = language or translation.get_language_from_request(request)[:2]
    with translation.override(spoken if spoken in languages.CODES else "fr"):
        models, made_on = _models()
        context = {
            "models": models,
            "made_on": days.in_words(made_on, languages.current()) if made_on else "",
            "exercise": settings.DEMO,
            # Both places at which this page stands: on its own address, and handed on by the embedded mode.
            "root": HANDED_ON if request.path.startswith(HANDED_ON) else "/",
            "language": languages.current(),
            "rtl": translation.get_language_bidi(),
        }
        response = render(request, "public/page.html", context)
        response.headers["Content-Language"] = languages.current()
    if not language:
        patch_vary_headers(response, ["Accept-Language"])
    return response


def _models() -> tuple[list[Model] | None, date | None]:
    """What the frozen bundle lists; None when nothing can be read just now."""
    try:
        bundle = Bundle.objects.filter(kind=KIND).first()
    except DatabaseError:
        return None, None
    if bundle is None:
        return None, None
    rows = bundle.body.get("instruments", []) if isinstance(bundle.body, Mapping) else []
    return [_model(row) for row in rows], bundle.made_on


def _model(row: Mapping[str, object]) -> Model:
    title = row.get("title")
    return Model(
        title=languages.pick(title) if isinstance(title, Mapping) else str(row.get("name", "")),
        version=str(row.get("version", "")),
        hash=str(row.get("hash", ""))[:12],
        adoption=str(row.get("adoption") or ""),
    )
