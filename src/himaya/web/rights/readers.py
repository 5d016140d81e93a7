"""Who saw the file, as days and desks, to be read aloud with the person. No worker is named anywhere."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from himaya.disclosures import held_copy
from himaya.kernel.actor import Actor
from himaya.rights import policy
from himaya.web.gate import only


@require_safe
@only(policy.check_works)
def readers(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Only for the desk that holds the case. The look is written into the audit."""
    case, days = held_copy.readers(actor, case_id)
    return render(request, "rights/readers.html", {"case": case, "days": days})
