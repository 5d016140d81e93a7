"""What every request passes: headers, the session's two clocks, who acts, the second factor, refusals as pages."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from himaya.cases import policy
from himaya.kernel import clock, proof, wall
from himaya.kernel.errors import Fault, ProofNeeded, Refusal, StoreAway
from himaya.kernel.unit import log_refusal
from himaya.web import known_browsers, sessions, step_up
from himaya.web.methods import page_of
from himaya.web.sessions import FACTORS, FULL_SIGN_IN, SEEN, STARTED, actor_of

__all__ = ["actor_of"]

log = logging.getLogger("himaya.web")

Handler = Callable[[HttpRequest], HttpResponse]

# Sent by a page that asks for news by itself: nobody's hand moved, so the session does not live on by it.
POLLED = "X-Polled"
# What a session with a password but without a second factor may reach.
BEFORE_SECOND_FACTOR = frozenset(
    {
        "account:enrol",
        "account:factor_picture",
        "account:sign_out",
        "account:language",
        "account:leave",
        "account:sign_in",
        "account:passkey",
        "account:way_back",
    }
)
# What may be reached with a password that somebody else gave: whoever gave it may know it still.
BEFORE_OWN_PASSWORD = frozenset(
    {
        "account:password",
        "account:go_on",
        "account:here",
        "account:sign_out",
        "account:language",
        "account:leave",
        "account:sign_in",
        "account:passkey",
        "account:way_back",
    }
)
_FIXED = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), payment=(), clipboard-read=()",
    "X-Frame-Options": "DENY",
}


class PageHeaders:
    """Fixed isolation headers everywhere; nothing but static files may be kept by a browser."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.handler(request)
        for name, value in _FIXED.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
        return response


class SessionClock:
    """15 minutes idle and it is locked, 10 hours in all and it ends. The row is written at most once a minute.

    One that began, or was last used, after the present moment is over or idle too: a clock that was set back would keep
    it open for as long as it was set back.
    """

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = clock.now().timestamp()
            started = request.session.setdefault(STARTED, now)
            seen = request.session.setdefault(SEEN, now)
            idle = timedelta(minutes=settings.HIMAYA_IDLE_MINUTES).total_seconds()
            ahead = proof.SLACK.total_seconds()
            left_alone = not -ahead <= now - seen <= idle
            if not -ahead <= now - started <= settings.SESSION_COOKIE_AGE or (left_alone and half_signed_in(request)):
                logout(request)
            elif left_alone and not sessions.is_locked(request):
                sessions.lock(request)
            elif now - seen >= 60 and POLLED not in request.headers:
                request.session[SEEN] = now
        return self.handler(request)


def half_signed_in(request: HttpRequest) -> bool:
    """True for a password without a second factor: there is nothing to unlock such a session with."""
    return bool(request.session.get(FACTORS) != FULL_SIGN_IN)


class WhoActs:
    """Puts the Actor on the request, the account at the desk it chose, or nobody; and tells the store who that is."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = sessions.who(request)  # type: ignore[attr-defined]
        with wall.behind(lambda: policy.said(actor_of(request))):
            response = self.handler(request)
        known_browsers.keep(request, response)
        return response


class _Until(ABC):
    """Until its holder has done what `page` is for, a session opens that page, and what `opens` names, and no other."""

    page: str
    opens: frozenset[str]

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handler(request)

    @abstractmethod
    def waits(self, request: HttpRequest) -> bool:
        """True while it is still to be done."""

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        match = request.resolver_match
        if not self.waits(request) or (match is not None and match.view_name in self.opens):
            return None
        return redirect(self.page)


class SecondFactor(_Until):
    """A password alone opens only the page where the second factor is set up."""

    page, opens = "account:enrol", BEFORE_SECOND_FACTOR

    def waits(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and half_signed_in(request)


class OwnPassword(_Until):
    """A password that was handed out opens only the page on which its holder chooses their own."""

    page, opens = "account:password", BEFORE_OWN_PASSWORD

    def waits(self, request: HttpRequest) -> bool:
        return not half_signed_in(request) and getattr(request.user, "password_handed_at", None) is not None


class Refusals:
    """Turns a refusal or a fault into a page with a sentence, and into one audit row."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.handler(request)
        if request.method != "GET" or answer.status_code != NOT_A_PAGE:
            return answer
        # A reload, or Back into an address that takes a form: the browser would show a page of its own.
        page = refusal_page(request, FORM_ONLY, status=NOT_A_PAGE, page=page_of(request.path))
        page.headers["Allow"] = answer.headers["Allow"]
        return page

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, Refusal):
            match = request.resolver_match
            log_refusal(problem, by=actor_of(request), where=match.view_name if match else "")
            if isinstance(problem, ProofNeeded):
                return step_up.page(request)
            return refusal_page(request, problem.sentence, status=problem.status)
        if isinstance(problem, Fault):
            log.error("fault %s", type(problem).__name__)
            return refusal_page(request, problem.sentence, status=problem.status)
        if isinstance(problem, OperationalError | OSError):
            # A full disk, a database that went away: the unit rolled back, so nothing half-done was acknowledged.
            log.error("store %s", type(problem).__name__)
            return refusal_page(request, StoreAway.sentence, status=StoreAway.status)
        return None


NOT_A_PAGE = 405
FORM_ONLY = gettext_lazy("There is no page at this address: it only takes a form. Nothing was sent again.")


def refusal_page(request: HttpRequest, sentence: object, *, status: int, page: str = "") -> HttpResponse:
    """One page for every refusal, so that absent and forbidden look the same. `page`: where the form stands."""
    request.refused = True  # type: ignore[attr-defined]
    return render(request, "refusal.html", {"sentence": sentence, "page": page}, status=status)


def refused(request: HttpRequest) -> bool:
    """True when the page that is drawn is a refusal."""
    return getattr(request, "refused", False)
