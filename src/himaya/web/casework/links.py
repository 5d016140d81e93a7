"""A one-time link for a partner without an account: made, its address and code shown once, or ended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from himaya.cases.actions import links
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.casework import referral
from himaya.web.casework.gate import at_a_desk
from himaya.web.methods import require_POST


@require_POST
@at_a_desk
@sensitive_variables()
def link(request: HttpRequest, actor: Actor, referral_id: UUID) -> HttpResponse:
    """Make a link or end it. What is made stands on the answer itself: nothing keeps it, nothing leads back to it."""
    try:
        if request.POST.get("do") == "end":
            links.revoke(referral_id=referral_id, by=actor)
            messages.success(request, _("The link is ended, also where it was being read."))
            return redirect("casework:referral", referral_id=referral_id)
        typed = request.POST.get("hours", "")
        made = links.make(referral_id=referral_id, hours=int(typed) if typed in ("24", "72", "168") else 0, by=actor)
    except NotValid as refusal:
        return referral.refused(request, actor, referral_id, {"hours": refusal.sentence})
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="casework:link")
        return referral.told(request, actor, referral_id, refusal)
    shown = {
        "referral_id": referral_id,
        "made": made,
        "code": f"{made.code[:4]} {made.code[4:]}",
        "address": request.build_absolute_uri(reverse("partner:door", args=[made.token])),
    }
    return render(request, "casework/link.html", shown)
