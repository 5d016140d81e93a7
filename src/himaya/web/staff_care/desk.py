"""Care for the colleagues of a desk, for its lead: a cap, how many are above it, the day of the next supervision."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.staff_care import policy, queries, rules
from himaya.staff_care.actions import caseload_caps, desk_supervisions
from himaya.web.forms import Typed, refused
from himaya.web.gate import only
from himaya.web.staff_care.mine import day, said


@require_http_methods(["GET", "POST"])
@only(policy.check_leads)
def desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """See it and set it."""
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, typed)
    try:
        told = _do(typed, actor)
    except (NotNow, NotValid) as refusal:
        typed.wrong = refused(refusal, actor, "staff_care:desk")
        return _page(request, actor, typed, status=refusal.status)
    messages.success(request, told)
    return redirect("staff_care:desk")


def _do(typed: Typed, actor: Actor) -> str:
    do = typed.text("do")
    if do == "cap":
        caseload_caps.put(cap=typed.number("cap"), by=actor)
        return _("Kept. It stops nobody from giving or taking anything.")
    if do == "take_off":
        caseload_caps.take_off(by=actor)
        return _("Taken off. There is no cap.")
    if do == "day":
        desk_supervisions.set_day(day=day(typed, "desk_day"), by=actor)
        return _("Kept. Your colleagues see this day on their own page.")
    raise NotFound


def _page(request: HttpRequest, actor: Actor, typed: Typed, *, status: int = 200) -> HttpResponse:
    row = queries.of_desk(actor.desk_id)
    context: dict[str, Any] = {
        **said(),
        "here": "desk",
        "leads": True,
        "cap": row.cap,
        "above": queries.how_many_above(actor),
        "least": rules.LEAST,
        "most": rules.MOST,
        "fewest": rules.FEWEST,
        "typed_cap": typed.said.get("cap", row.cap if row.cap is not None else ""),
        "typed_day": typed.said.get("desk_day", row.next_supervision_on.isoformat() if row.next_supervision_on else ""),
        "passed": queries.desk_day_passed(actor),
        "wrong": typed.wrong,
        "errors": typed.errors({"cap": "cap", "desk_day": "desk_day"}),
    }
    return render(request, "staff_care/desk.html", context, status=status)
