"""Sign in, set up the second factor, choose the desk and the language, leave."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import get_user, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from himaya.institutions import accounts
from himaya.institutions.models import Account
from himaya.kernel import clock, languages
from himaya.kernel.errors import NotFound, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web import known_browsers, sessions
from himaya.web.account import enrolment, own_password
from himaya.web.account import sign_in as entering
from himaya.web.methods import no_way_back, page_of, require_POST
from himaya.web.sessions import DESK, FACTORS, FULL_SIGN_IN, actor_of

# Where an answer sheet goes on after signing in; a dotted path, because the front line stands beside this folder.
CARRIED_TO = "himaya.web.frontline.views.continue_with"
# And the page of signing in that carries it, with its way back; none for a sheet that cannot be read.
CARRIED_BY = "himaya.web.frontline.views.sign_in_with"


def next_of(request: HttpRequest) -> str:
    """The page that was asked for before, when it is one of ours; else the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/"):
        return page_of(wanted)
    return "/"


@never_cache
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """One page for password and code. `carry` is an encrypted answer sheet that goes on after signing in."""
    carry = request.POST.get("carry", "")
    error: object = ""
    username = request.POST.get("username", "")
    if request.method == "POST" and "username" in request.POST:
        typed = entering.Typed(
            username=username.strip()[:64],
            password=request.POST.get("password", ""),
            code=request.POST.get("code", "").strip()[:32],
        )
        try:
            entering.sign_in(request, typed)
        except (NotValid, NotPermitted) as refusal:
            log_refusal(refusal, by=actor_of(request), where="account:sign_in")
            error = refusal.sentence
        else:
            return after_sign_in(request, carry)
    return in_language(request, lambda: sign_in_page(request, carry=carry, error=error, username=username))


def sign_in_page(request: HttpRequest, *, carry: str, error: object, username: str) -> HttpResponse:
    """The page with both ways in, keeping the name and the answer sheet."""
    page: HttpResponse | None = (
        import_string(CARRIED_BY)(request, carry, error=error, username=username) if carry else None
    )
    if page is not None:
        return page
    context = {"carry": carry, "next": next_of(request), "error": error, "username": username}
    return render(request, "account/sign_in.html", context, status=422 if error else 200)


def in_language(request: HttpRequest, page: Callable[[], HttpResponse]) -> HttpResponse:
    """The page in the language its own switch asks for: a redirect would lose the answer sheet that it carries."""
    chosen = request.POST.get("language", "")
    if chosen not in languages.CODES:
        return page()
    with translation.override(chosen):
        response = page()
    remember_language(response, chosen)
    return response


def after_sign_in(request: HttpRequest, carry: str) -> HttpResponse:
    """Set up the second factor when there is none, choose a password of one's own when the first one was handed out.

    Else go on with the answer sheet, or to the page asked for.
    """
    if request.session.get(FACTORS) != FULL_SIGN_IN:
        return enrolment.page(request, carry=carry, next_page=next_of(request))
    if isinstance(request.user, Account):
        request.actor = sessions.who(request)  # type: ignore[attr-defined]
        if request.user.password_handed_at is not None:
            return own_password.page(request, carry=carry, next_page=next_of(request))
    if carry:
        response: HttpResponse = import_string(CARRIED_TO)(request, carry)
        return response
    return redirect(next_of(request))


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Set up the second factor: a key for the authenticator, and one code to prove that it works."""
    account = get_user(request)
    if not isinstance(account, Account):
        return redirect("account:sign_in")
    if request.session.get(FACTORS) == FULL_SIGN_IN:
        return redirect("home")
    carry, next_page = request.POST.get("carry", ""), next_of(request)
    code, answer = request.POST.get("code", "").strip()[:16], request.POST.get("answer", "")
    if request.method == "GET" or not (code or answer):
        return in_language(request, lambda: enrolment.page(request, carry=carry, next_page=next_page))
    try:
        codes = enrolment.confirm_key(request, account, answer) if answer else enrolment.confirm(request, account, code)
    except NotValid as refusal:
        return enrolment.page(request, carry=carry, next_page=next_page, error=refusal.sentence)
    request.session[FACTORS] = FULL_SIGN_IN
    sessions.proven(request, clock.now())
    known_browsers.note(request, account, by=actor_of(request))
    return render(request, "account/recovery_codes.html", {"codes": codes, "carry": carry, "next": next_page})


@never_cache
@require_GET
def factor_picture(request: HttpRequest) -> HttpResponse:
    """The QR code of the second factor that is being set up."""
    if not request.user.is_authenticated or request.session.get(FACTORS) == FULL_SIGN_IN:
        raise NotFound
    return enrolment.picture(request)


@require_POST
def go_on(request: HttpRequest) -> HttpResponse:
    """After the recovery codes were written down: on with the answer sheet or to the page asked for."""
    if not actor_of(request).is_known:
        return redirect("account:sign_in")
    return after_sign_in(request, request.POST.get("carry", ""))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; the browser is told to forget its cache."""
    logout(request)
    response = redirect("home")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@require_POST
def desk(request: HttpRequest) -> HttpResponse:
    """Sit at another of one's own desks."""
    actor = actor_of(request)
    wanted = request.POST.get("desk", "")
    if actor.account_id is None:
        return redirect("account:sign_in")
    if wanted not in {m.desk_id for m in accounts.memberships(actor.account_id)}:
        raise NotFound
    request.session[DESK] = wanted
    return redirect("home")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie of this browser and return to the page."""
    response = HttpResponseRedirect(next_of(request))
    remember_language(response, request.POST.get("language", ""))
    return response


def remember_language(response: HttpResponse, code: str) -> None:
    """Set the language cookie when the code is one of ours."""
    if code in {known for known, _name in settings.LANGUAGES}:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            httponly=True,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )


@no_way_back
@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """The neutral page of the quick exit: ends the session and shows nothing of what was done."""
    if request.user.is_authenticated:
        logout(request)
    # What a tab kept of the first line is bound to this cookie: with another one it opens nothing.
    rotate_token(request)
    response = render(request, "account/leave.html", {"today": _("Today")})
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
