"""Around every page: take the sheet from the form, put it back into the next one, change language on the way."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from himaya.instruments.models import Version
from himaya.kernel.errors import NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.account.views import remember_language
from himaya.web.frontline import standing, token
from himaya.web.frontline.sheet import Sheet
from himaya.web.middleware import actor_of

ASK = "ask"  # The pages of questions.
FIELD = "sheet"  # The hidden field with the token; `carry` is its name on the way through the sign-in page.


def taken(request: HttpRequest, text: str | None = None) -> Sheet:
    """The sheet that the page carried. Raises token.Unusable."""
    return token.unseal(request.POST.get(FIELD, "") if text is None else text)


def browser_of(request: HttpRequest) -> str:
    """What is alike in one browser and account, and in no other: the form cookie ends with the window."""
    get_token(request)
    return f"{request.META['CSRF_COOKIE']}|{actor_of(request).account_id or ''}"


def page(
    request: HttpRequest,
    template: str,
    sheet: Sheet,
    *,
    here: str,
    keeps: bool = False,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page that carries the sheet on. `here` names it to the next request; `keeps`: the tab keeps the answers."""
    carried = {
        "sheet": sheet,
        "sealed": token.seal(sheet),
        "here": here,
        "place": f"{ASK}.{sheet.screen}" if here == ASK else here,
        "kept": token.seal_kept(sheet, browser_of(request)) if keeps else "",
        **standing.of(Version.objects.filter(pk=sheet.version_id).first(), actor_of(request)),
    }
    response = render(request, f"frontline/{template}", {**carried, **context}, status=status)
    remember_language(response, language_asked(request))
    return response


def speak(request: HttpRequest) -> None:
    """A language asked for by one of the bar's buttons holds from here on."""
    asked = language_asked(request)
    if asked:
        translation.activate(asked)
        request.LANGUAGE_CODE = asked


def language_asked(request: HttpRequest) -> str:
    """The language that a button of the bar asks for, or ''."""
    code = request.POST.get("language", "") if request.method == "POST" else ""
    return code if code in dict(settings.LANGUAGES) else ""


def lost(request: HttpRequest, fault: token.Unusable) -> HttpResponse:
    """The page when a sheet cannot be read: nothing was stored, so there is only one way, to start again."""
    if fault.expired:
        sentence = _("This page has been open too long. For safety the answers can no longer be read.")
        status = 410
    else:
        sentence = _("The answers that this page carried cannot be read.")
        status = 400
        log_refusal(NotValid(code="sheet_unreadable"), by=actor_of(request), where="frontline")
    return render(request, "frontline/lost.html", {"sentence": sentence}, status=status)
