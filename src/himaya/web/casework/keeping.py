"""Keeping and erasing as the desk sees it: its own files, its own requests, the certificates it hands to people."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from himaya.kernel.actor import Actor
from himaya.web import keeping
from himaya.web.casework.gate import at_a_desk

PLACES = keeping.Places("casework:keeping", "casework:keeping_file", "casework:erasure", "casework:erasure_certificate")


@require_safe
@at_a_desk
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits, what nobody used, what was erased."""
    return keeping.home(request, actor, PLACES)


@require_http_methods(["GET", "POST"])
@at_a_desk
def file(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """One file of the desk."""
    return keeping.file(request, actor, case_id, PLACES)


@require_http_methods(["GET", "POST"])
@at_a_desk
def erasure(request: HttpRequest, actor: Actor, erasure_id: UUID) -> HttpResponse:
    """One erasure of the desk."""
    return keeping.erasure(request, actor, erasure_id, PLACES)


@require_safe
@at_a_desk
def certificate(request: HttpRequest, actor: Actor, erasure_id: UUID) -> HttpResponse:
    """The paper."""
    return keeping.certificate(request, actor, erasure_id, PLACES)
