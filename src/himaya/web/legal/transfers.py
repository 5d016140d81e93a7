"""What went abroad from the institution, for its data protection officer. No case and no person stands here."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from himaya.institutions.models import Desk, Institution
from himaya.kernel.actor import Actor
from himaya.packets import policy, register, states, words
from himaya.web import case_labels as labels
from himaya.web.gate import only

PAGE = 50


@require_safe
@only(policy.check_keeps_register)
def transfers(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Row by row, the newest first, with how many went to whom."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    found = register.read(actor, first=(max(number, 1) - 1) * PAGE, most=PAGE)
    partners = {row.pk: row.name for row in Institution.objects.filter(pk__in=found.by_partner)}
    desks = {row.pk: row.name for row in Desk.objects.filter(pk__in={one.desk_id for one in found.rows})}
    context: dict[str, Any] = {
        "total": found.total,
        "counts": sorted((partners[pk], count) for pk, count in found.by_partner.items()),
        "page": Paginator(range(found.total), PAGE).get_page(number),
        "lines": [
            {
                "row": one,
                "partner": partners[one.receiver_id],
                "desk": desks[one.desk_id],
                "classes": [labels.data_class(name) for name in one.classes],
                "state": words.STATES[one.state],
                "calm": one.state not in states.WAITING,
            }
            for one in found.rows
        ],
    }
    return render(request, "legal/transfers.html", context)
