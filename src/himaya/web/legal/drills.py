"""A rehearsed seizure: the steps to tick, and the record that stays."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from himaya.disclosures import policy, queries, words
from himaya.disclosures.actions import drills
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.gate import only
from himaya.web.legal.typed import Item, Typed

FIELDS = {"steps_missing": "steps", "day_to_come": "held_on", "drill_there": "held_on", "minutes_wrong": "minutes"}


@require_http_methods(["GET", "POST"])
@only(policy.check_keeps)
def drill(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The steps, and what was rehearsed before."""
    form = Typed(request.POST)
    status = 200
    if request.method == "POST":
        steps, held_on, minutes = form.many("steps"), form.day("held_on"), form.text("minutes")
        number = int(minutes) if minutes.isdecimal() and len(minutes) <= 4 else 0
        try:
            if held_on is not None:
                drills.record(held_on=held_on, minutes=number, steps=steps, by=actor)
                messages.success(request, _("The rehearsal is written down."))
                return redirect("legal:drill")
            status = NotValid.status
        except (NotValid, NotNow) as refusal:
            log_refusal(refusal, by=actor, where="legal:drill")
            form.refused(refusal, FIELDS)
            status = refusal.status
    fields = form.context()
    context = {
        **fields,
        "typed": fields["typed"] or {"held_on": clock.today().isoformat()},
        "steps": [Item(code, label) for code, label in words.DRILL.items()],
        "held": [(one, len(one.steps), len(words.DRILL)) for one in queries.drills(actor)],
        "due": queries.drill_due(actor),
    }
    return render(request, "legal/drill.html", context, status=status)
