"""Care for oneself: what one carries, an offer to talk, one's own supervision. Nobody else has this page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.kernel import clock, days
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotValid
from himaya.staff_care import content, policy, queries, rules
from himaya.staff_care.actions import own_care
from himaya.web.forms import Typed, refused
from himaya.web.gate import only


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """See it; answer, or note two days."""
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, typed)
    do = typed.text("do")
    if do in rules.ANSWERS:
        own_care.answer(answer=do, by=actor)
        messages.success(request, _("Thank you. Nothing of this is shown to anybody."))
        return redirect("staff_care:mine")
    if do != "supervision":
        raise NotFound
    try:
        last, coming = day(typed, "last"), day(typed, "coming")
        own_care.note_supervision(last=last, coming=coming, by=actor)
    except NotValid as refusal:
        typed.wrong = refused(refusal, actor, "staff_care:mine")
        return _page(request, actor, typed, status=refusal.status)
    messages.success(request, _("Kept, for you alone."))
    return redirect("staff_care:mine")


def day(typed: Typed, name: str) -> date | None:
    """A day as typed; None for nothing. Raises NotValid."""
    said = typed.text(name)
    try:
        return days.typed(said) if said else None
    except ValueError:
        raise NotValid(_("Choose the day, the month and the year."), code=name) from None


def said() -> Mapping[str, Any]:
    """The sentences of the content, and whether somebody adopted them."""
    words = content.words()
    return {"care": words.lines, "adopted": words.adopted}


def _page(request: HttpRequest, actor: Actor, typed: Typed, *, status: int = 200) -> HttpResponse:
    own, of_desk = queries.own(actor), queries.of_desk(actor.desk_id)
    today = clock.today()
    day_set = of_desk.next_supervision_on
    context: dict[str, Any] = {
        **said(),
        "here": "mine",
        "leads": policy.leads(actor),
        "carried": queries.my_caseload(actor),
        "cap": of_desk.cap,
        "told_above": actor.account_id in queries.above(actor.desk_id),
        "offer": queries.stands(own),
        "due": queries.supervision_due(own),
        "last": typed.said.get("last", own.supervised_on.isoformat() if own.supervised_on else ""),
        "coming": typed.said.get(
            "coming", own.next_supervision_on.isoformat() if own.next_supervision_on is not None else ""
        ),
        "desk_day": day_set if day_set is not None and day_set >= today else None,
        "wrong": typed.wrong,
        "errors": typed.errors({"last": "last", "coming": "coming"}),
    }
    return render(request, "staff_care/mine.html", context, status=status)
