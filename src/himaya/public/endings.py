"""Endings in three languages: nothing at an address, what cannot be read, what failed."""

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.kernel import languages
from himaya.public import answering

NOTHING = _("There is no public page at this address. It may be misspelled, or what stood here was withdrawn.")
UNREADABLE = _("This could not be read. Go back to the first page and try again.")
FAILED = _("Something failed on our side, and nothing that you did. Please come back later.")


def nothing_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such address, page of a list or year: each the same."""
    return _ending(request, NOTHING, 404)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What no browser sends."""
    return _ending(request, UNREADABLE, 400)


def failed(request: HttpRequest) -> HttpResponse:
    """Something failed that nobody foresaw."""
    return _ending(request, FAILED, 500)


def _ending(request: HttpRequest, sentence: Promise, status: int) -> HttpResponse:
    first = request.path.removeprefix(answering.HANDED_ON).lstrip("/").partition("/")[0]
    language = first if first in languages.CODES else ""
    with answering.spoken(request, language):
        response = answering.answer(request, "ending.html", {"sentence": sentence}, language=language)
    response.status_code = status
    if status != 404:
        # What failed once is not kept by a cache for the next reader.
        response.headers["Cache-Control"] = "no-store"
    return response
