"""Any form in force, tried as the long form shows it: filled in the browser alone, stored nowhere, sent to nobody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from himaya.instruments import queries
from himaya.instruments.compiled import compile_document
from himaya.kernel import languages
from himaya.web.long_form import long_form


@require_safe
def one(request: HttpRequest, name: str) -> HttpResponse:
    """The form, with no address to save to and none to finish at."""
    version = queries.in_force(name)
    context = {
        "version": version,
        "title": languages.pick({"fr": version.title_fr, "ar": version.title_ar, "en": version.title_en}),
        "long_form": long_form(compile_document(version.source), get_language() or "fr", pages="group"),
        "model_not_adopted": not version.adoption,
    }
    return render(request, "reference/try.html", context)
