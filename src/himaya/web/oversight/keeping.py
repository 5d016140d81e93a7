"""Keeping and erasing as the data protection officer sees it, and whether a certificate that is shown is genuine."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from himaya.cases import certificates, policy, proofs
from himaya.kernel import statements
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.web import keeping
from himaya.web.gate import only

PLACES = keeping.Places(
    "oversight:keeping", "oversight:keeping_file", "oversight:erasure", "oversight:erasure_certificate"
)


@require_safe
@only(policy.check_oversees)
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits, what nobody used, what was erased, and the periods."""
    return keeping.home(request, actor, PLACES)


@require_http_methods(["GET", "POST"])
@only(policy.check_oversees)
def file(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """One file that the officer watches over."""
    return keeping.file(request, actor, case_id, PLACES)


@require_http_methods(["GET", "POST"])
@only(policy.check_oversees)
def erasure(request: HttpRequest, actor: Actor, erasure_id: UUID) -> HttpResponse:
    """One erasure that the officer watches over."""
    return keeping.erasure(request, actor, erasure_id, PLACES)


@require_safe
@only(policy.check_oversees)
def certificate(request: HttpRequest, actor: Actor, erasure_id: UUID) -> HttpResponse:
    """The paper."""
    return keeping.certificate(request, actor, erasure_id, PLACES)


@require_http_methods(["GET", "POST"])
@only(policy.check_oversees)
def verify(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Paste the signed lines: genuine, changed, or no certificate. Nothing of them is kept."""
    typed = request.POST.get("lines", "")
    if request.method != "POST":
        return render(request, "oversight/verify.html", {"public_key": statements.public_key().line()})
    ours = [statements.public_key()]
    found = certificates.read(typed, ours) or proofs.read(typed, ours)
    lines = found.lines if found is not None else {}
    context = {
        "asked": True,
        "typed": typed[: certificates.LONGEST],
        "found": found,
        "deleted": lines.get("key-deleted"),
        "by": lines.get("backups-and-epoch-gone-by"),
        "gone": lines.get("epoch-destroyed"),
        "taken_back": lines.get("taken-back"),
        "public_key": statements.public_key().line(),
    }
    return render(request, "oversight/verify.html", context, status=200 if found else NotValid.status)
