"""The first page, the relay of the public page, and what stands when a form has gone stale."""

import http.client
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from himaya.institutions import content
from himaya.institutions.models import Desk, Membership
from himaya.kernel import languages
from himaya.kernel.errors import Fault, NotFound, Refusal
from himaya.web.guided import words
from himaya.web.middleware import refusal_page

# Two thousand recommendations in three languages as JSON, and room above.
LONGEST_ANSWER = 16 * 1024 * 1024
LONGEST_CODE = 64
# The desks of the ten minutes in the README; the others are one fold away.
FIRST_TO_TRY = ("inspection-nord", "hopital-nord", "asso-accueil", "enfance-centre", "secretariat")


@dataclass(frozen=True)
class DemoDesk:
    """A desk of the invented country that one click opens."""

    username: str
    desk: Desk
    roles: str


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is too old or came from elsewhere. Nothing was changed."""
    sentence = _("This page had been open too long. Nothing was sent. Go back, reload the page and try again.")
    return refusal_page(request, sentence, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such address: the same page as for a file that is not open to you."""
    return refusal_page(request, NotFound().sentence, status=NotFound.status)


def malformed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What no browser sends. Django's own answer reads the form once more, and falls where the form was the trouble."""
    return refusal_page(request, Refusal.sentence_default, status=Refusal.status)


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed that nobody foresaw. The log has its class and place, never its content."""
    return refusal_page(request, Fault.sentence, status=500)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: one clear action, and the demo desks when this is an exercise."""
    desks = demo_desks() if settings.DEMO else []
    first = [row for row in desks if row.username in FIRST_TO_TRY]
    others = [row for row in desks if row.username not in FIRST_TO_TRY]
    guided = words.pages() if settings.DEMO else {}
    return render(request, "home.html", {"demo_desks": first, "other_desks": others, "path": guided})


def demo_desks() -> list[DemoDesk]:
    """Every account of the invented country that can sign in, with its desk and roles, desk by desk."""
    named = {role.id: languages.pick(role.names.as_dict()) for role in content.load_roles()}
    rows = Membership.objects.filter(valid_to__isnull=True, account__is_active=True).select_related(
        "account", "desk__institution"
    )
    return [
        DemoDesk(row.account.username, row.desk, " · ".join(named.get(role, role) for role in row.roles))
        for row in rows.order_by("desk__kind", "desk_id", "account__username")
    ]


class _SocketFile(http.client.HTTPConnection):
    """A connection to the public process over its socket file: no port, no network."""

    def __init__(self, file: Path) -> None:
        super().__init__("localhost", timeout=5)
        self.file = file

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(5)
        self.sock.connect(str(self.file))


@require_GET
def public(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Embedded mode: hand the keyless public process's page on, so that one address is enough."""
    return _handed_on("GET", rest)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def public_check(request: HttpRequest, language: str) -> HttpResponse:
    """The same for the one page that takes a code. It changes nothing and knows nobody: its form has no token."""
    code = request.POST.get("code", "")[:LONGEST_CODE] if request.method == "POST" else None
    place = str(request.META.get("REMOTE_ADDR", ""))
    return _handed_on(request.method or "GET", f"{language}/certificates/", code=code, place=place)


def _handed_on(method: str, rest: str, *, code: str | None = None, place: str = "") -> HttpResponse:
    file = Path(settings.HIMAYA_HOME) / "public.sock"
    if not file.exists() or not settings.DEMO:
        raise NotFound
    link = _SocketFile(file)
    headers = {"Host": "localhost", "Accept-Language": languages.current()}
    if place:
        # What the caller says of their own place is left out: each is slowed down for themselves alone.
        headers["X-Forwarded-For"] = place
    if code is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        body_sent = None if code is None else urlencode({"code": code})
        link.request(method, f"/public/{quote(rest)}", body=body_sent, headers=headers)
        answer = link.getresponse()
        body = answer.read(LONGEST_ANSWER)
        status, kind = answer.status, answer.getheader("Content-Type", "text/html; charset=utf-8")
        robots = answer.getheader("X-Robots-Tag")
    except OSError as fault:
        raise NotFound from fault
    finally:
        link.close()
    kept = {} if robots is None else {"X-Robots-Tag": robots}
    return HttpResponse(body, status=status, content_type=kind, headers=kept)
