"""Opening a file in an emergency: which one, why, and the second factor once more. What follows stands on the page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases import rules_grants, words
from himaya.cases.actions import emergencies
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid, Refusal
from himaya.kernel.ids import tidy_reference
from himaya.kernel.unit import log_refusal
from himaya.web import proving
from himaya.web.casework.gate import at_a_desk
from himaya.web.casework.labels import Item

_PLACES = {"reason": "emergency-reason", "step_up": "code", "sign_in_limit": "code"}


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@at_a_desk
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """GET explains what follows; POST opens the file, or says what needs another look. The code is never kept."""
    if request.method != "POST":
        return _page(request, {}, {})
    typed = {name: request.POST.get(name, "").strip()[:40] for name in ("reference", "reason")}
    wrong = {}
    if not tidy_reference(typed["reference"]):
        wrong["reference"] = _("A reference has eight characters, such as K7MR-2QXD.")
    if typed["reason"] not in rules_grants.EMERGENCY_REASONS:
        wrong["reason"] = _("Say which emergency it is.")
    if wrong:
        return _page(request, typed, wrong, status=NotValid.status)
    try:
        proved_at = proving.prove(request, request.POST.get("code", "").strip()[:32])
        done = emergencies.begin(**typed, proved_at=proved_at, by=actor)
        proving.used_up(request)
    except (NotFound, NotNow, NotPermitted, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="casework:emergency")
        return _page(request, typed, {_field(refusal): str(refusal.sentence)}, status=refusal.status)
    messages.success(
        request, _("Open for four hours. The lead of this file and the data protection officer see it now.")
    )
    return redirect("casework:case", case_id=done.case_id)


def _field(refusal: Refusal) -> str:
    return refusal.code if refusal.code in ("code", *_PLACES) else "reference"


def _page(request: HttpRequest, typed: dict[str, str], wrong: dict[str, str], *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "typed": typed,
        "wrong": wrong,
        "code_wrong": wrong.get("code") or wrong.get("step_up") or wrong.get("sign_in_limit"),
        "errors": [{"id": _PLACES.get(name, name), "sentence": said} for name, said in wrong.items()],
        "reasons": [Item(code, str(words.EMERGENCY_REASONS[code])) for code in rules_grants.EMERGENCY_REASONS],
        "needs": [
            (words.EMERGENCY_REASONS[reason], languages.listed(str(words.SECTIONS[one]) for one in parts))
            for reason, parts in rules_grants.NEEDS.items()
            if parts
        ],
        "hours": rules_grants.EMERGENCY_HOURS,
        "shown_code": proving.shown_in_an_exercise(request),
        "fitted": proving.still_holds(request),
    }
    return render(request, "casework/emergency.html", context, status=status)
