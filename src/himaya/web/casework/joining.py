"""A desk says that it has a file of the person of a referral, or that it was somebody else's."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from himaya.cases.actions import known_as
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web import throttle
from himaya.web.casework import referral
from himaya.web.casework.gate import at_a_desk
from himaya.web.methods import require_POST


@sensitive_post_parameters("reference")
@require_POST
@at_a_desk
def join(request: HttpRequest, actor: Actor, referral_id: UUID) -> HttpResponse:
    """POST `part` takes it back; anything else joins the file whose reference was typed."""
    typed = request.POST.get("reference", "").strip()[:40]
    try:
        if request.POST.get("do") == "part":
            known_as.part(referral_id=referral_id, by=actor)
            messages.success(request, _("Removed. The reference opens this referral again."))
        else:
            throttle.check_misses(request, str(actor.account_id))
            known_as.join(referral_id=referral_id, reference=typed, by=actor)
            messages.success(request, _("Saved. The reference of this referral opens the file from now on."))
    except NotPermitted as refusal:
        if refusal.code != throttle.TOO_MANY:
            raise
        log_refusal(refusal, by=actor, where="casework:known_as")
        return referral.not_joined(request, actor, referral_id, typed, refusal.sentence)
    except NotValid as refusal:
        throttle.missed(request, str(actor.account_id))
        log_refusal(refusal, by=actor, where="casework:known_as")
        return referral.not_joined(request, actor, referral_id, typed, refusal.sentence)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="casework:known_as")
        return referral.told(request, actor, referral_id, refusal)
    return redirect("casework:referral", referral_id=referral_id)
