"""Keeping and erasing as the data protection officer sees it, and whether a certificate that is shown is genuine."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from himaya.cases import certificates, policy
from himaya.kernel import statements
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.web import keeping
from himaya.web.middleware import actor_of

PLACES = keeping.Places(
    "oversight:keeping", "oversight:keeping_file", "oversight:erasure", "oversight:erasure_certificate"
)


def _for_officers[**P](
    view: Callable[Concatenate[HttpRequest, Actor, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hand the officer to the view. Others sign in first, or learn that their role does not do this."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor = actor_of(request)
        if not actor.is_known:
            return redirect_to_login(request.get_full_path(), "account:sign_in")
        policy.check_oversees(actor)
        return view(request, actor, *args, **kwargs)

    return checked


@require_safe
@_for_officers
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits, what nobody used, what was erased, and the periods."""
    return keeping.home(request, actor, PLACES)


@require_http_methods(["GET", "POST"])
@_for_officers
def file(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """One file that the officer watches over."""
    return keeping.file(request, actor, case_id, PLACES)


@require_http_methods(["GET", "POST"])
@_for_officers
def erasure(request: HttpRequest, actor: Actor, erasure_id: UUID) -> HttpResponse:
    """One erasure that the officer watches over."""
    return keeping.erasure(request, actor, erasure_id, PLACES)


@require_safe
@_for_officers
def certificate(request: HttpRequest, actor: Actor, erasure_id: UUID) -> HttpResponse:
    """The paper."""
    return keeping.certificate(request, actor, erasure_id, PLACES)


@require_http_methods(["GET", "POST"])
@_for_officers
def verify(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Paste the signed lines: genuine, changed, or no certificate. Nothing of them is kept."""
    typed = request.POST.get("lines", "")
    if request.method != "POST":
        return render(request, "oversight/verify.html", {"public_key": statements.public_key().line()})
    found = certificates.read(typed, [statements.public_key()])
    lines = found.lines if found is not None else {}
    context = {
        "asked": True,
        "typed": typed[: certificates.LONGEST],
        "found": found,
        "deleted": lines.get("key-deleted"),
        "by": lines.get("backups-and-epoch-gone-by"),
        "gone": lines.get("epoch-destroyed"),
        "public_key": statements.public_key().line(),
    }
    return render(request, "oversight/verify.html", context, status=200 if found else NotValid.status)
