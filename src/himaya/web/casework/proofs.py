"""The proof of what a person took back, on paper and in their language: a day, numbers, signed lines; no name."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from himaya.cases.access import held_case
from himaya.cases.actions import consents
from himaya.cases.models import Consent
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.casework.gate import at_a_desk
from himaya.web.methods import require_POST


@require_POST
@at_a_desk
def paper(request: HttpRequest, actor: Actor, case_id: UUID, consent_id: UUID) -> HttpResponse:
    """Made anew each time, and kept nowhere. `desks` and `name` only as the person wishes."""
    case = held_case(actor, case_id)
    if not Consent.objects.filter(case=case, pk=consent_id).exists():
        raise NotFound
    proof = consents.prove(consent_id=consent_id, by=actor)
    asked = request.POST.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else translation.get_language() or "fr"
    context = {
        "case": case,
        "proof": proof,
        "desks": request.POST.get("desks") == "yes",
        "named": request.POST.get("name") == "yes",
    }
    with translation.override(language):
        return render(request, "casework/consent_proof.html", context)
