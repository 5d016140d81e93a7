"""The public pages: what Himaya is, which texts were adopted, how the recommendations stand.

Only the check of a certificate takes anything: its code, in the body of a form, which stands in no address and no log.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_safe

from himaya.kernel import days, languages
from himaya.public import answering, bundles, checking, showing

# The one page with a script: it checks a letter in the browser, so that nothing typed there is sent to anybody.
SCRIPTED = {**settings.SECURE_CSP, "script-src": [CSP.SELF]}
# The one page with a form: it goes back to itself.
TYPED = {**SCRIPTED, "form-action": [CSP.SELF]}
A_PAGE = 50
LONGEST_PLACE = 64


@dataclass(frozen=True)
class Model:
    """A form that nobody adopted: its title in the page's language, version and fingerprint."""

    title: str
    version: str
    hash: str


@require_safe
def page(request: HttpRequest, language: str = "") -> HttpResponse:
    """The first page in the language of its address, else in the browser's."""
    with answering.spoken(request, language):
        models, texts, follow_up = bundles.models(), bundles.read(bundles.TEXTS), bundles.read(bundles.FOLLOW_UP)
        context = {
            "models": None if models.away or not models.is_there else [_model(row) for row in models.rows],
            "made_on": days.in_words(models.made_on, languages.current()) if models.made_on else "",
            "texts": texts,
            "follow_up": follow_up,
            "as_of": showing.day(follow_up.body.get("as_of")),
        }
        return answering.answer(request, "page.html", context, language=language)


@require_safe
def texts(request: HttpRequest, language: str) -> HttpResponse:
    """Every adopted text with its decision and what institutions hold back from it."""
    with answering.spoken(request, language):
        found = bundles.read(bundles.TEXTS)
        context = {
            "found": found,
            "texts": list(showing.adopted(found.rows)),
            "made_on": days.in_words(found.made_on, languages.current()) if found.made_on else "",
        }
        return answering.answer(request, "texts.html", context, language=language, here="texts/")


@require_safe
def recommendations(request: HttpRequest, language: str, number: int = 1) -> HttpResponse:
    """How the recommendations stand, fifty to a page. Pages are addresses: nothing is asked, so nothing is noted."""
    with answering.spoken(request, language):
        found = bundles.read(bundles.FOLLOW_UP)
        pages = Paginator(found.rows, A_PAGE)
        if number not in pages.page_range:
            raise Http404
        part = pages.page(number)
        context = {
            "found": found,
            "counts": found.body.get("counts", {}),
            "rules": found.body.get("rules", {}),
            "table": found.body.get("table"),
            "table_on": showing.day((found.body.get("table") or {}).get("on")),
            "as_of": showing.day(found.body.get("as_of")),
            "rows": list(showing.recommended(part.object_list, found.body.get("words", {}))),
            "part": part,
        }
        here = "recommendations/" if number == 1 else f"recommendations/{number}/"
        return answering.answer(request, "recommendations.html", context, language=language, here=here)


@require_safe
@csp_override(SCRIPTED)
def attestations(request: HttpRequest, language: str) -> HttpResponse:
    """Checks a letter that somebody shows, with the phrase they say, in the browser alone. Nothing is asked of us."""
    with answering.spoken(request, language):
        found = bundles.read(bundles.LETTERS)
        context = {"found": found, "key": str(found.body.get("key", ""))}
        response = answering.answer(request, "attestations.html", context, language=language, here="attestations/")
        # No search leads from a letter that was found to this page, nor from it to what the site is for.
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


@require_http_methods(["GET", "HEAD", "POST"])
@csp_override(TYPED)
def certificates(request: HttpRequest, language: str) -> HttpResponse:
    """Checks a certificate by the code on its paper: course, hours, days, and whether it stands; never a name."""
    with answering.spoken(request, language):
        found, status = None, 200
        if request.method == "POST":
            found = checking.check(request.POST.get("code", ""), asks=_place(request))
            status = checking.STATUS.get(found.state, 200)
        response = answering.answer(
            request, "certificates.html", {"found": found}, language=language, here="certificates/"
        )
        response.status_code = status
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


def _place(request: HttpRequest) -> str:
    """Where a request comes from. Behind a socket file: what the proxies in front added, no more."""
    if peer := str(request.META.get("REMOTE_ADDR", "")):
        return peer
    hops = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")[-settings.HIMAYA_PROXIES :]
    return hops[0].strip()[:LONGEST_PLACE]


def _model(row: Mapping[str, Any]) -> Model:
    title = row.get("title")
    return Model(
        title=languages.pick(title) if isinstance(title, Mapping) else str(row.get("name", "")),
        version=str(row.get("version", "")),
        hash=str(row.get("hash", ""))[:12],
    )
