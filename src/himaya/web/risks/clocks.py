"""When the risk of a person is looked at again, why, and how it changed; and what is overdue in the institution."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from himaya.cases.access import held_case
from himaya.kernel import days
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.risks import access_clocks, policy, queries_clocks, rules, rules_clocks, words, words_clocks
from himaya.risks.access_clocks import Then
from himaya.risks.actions import risk_events
from himaya.risks.models import RiskEvent
from himaya.web.forms import Typed, form_id, refused
from himaya.web.gate import only
from himaya.web.risks import labels, trend

PLACES = {name: name for name in ("kind", "day", "words")}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def clocks(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The page; POST writes down what calls for a look, or takes such a line out."""
    held_case(actor, case_id)
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, case_id, typed)
    try:
        said = _do(request.POST.get("do", ""), case_id, typed, actor)
    except (NotNow, NotValid) as refusal:
        typed.wrong = refused(refusal, actor, "risks:clocks")
        return _page(request, actor, case_id, typed, status=refusal.status)
    messages.success(request, said)
    return redirect("risks:clocks", case_id=case_id)


@require_safe
@only(policy.check_works)
def overdue(request: HttpRequest, actor: Actor) -> HttpResponse:
    """References, desks and days of looks that are overdue; never a level."""
    lines = [{"due": one, "mine": one.case.desk_id == actor.desk_id} for one in queries_clocks.overdue_of(actor)]
    return render(request, "risks/overdue.html", {"lines": lines})


def _do(verb: str, case_id: UUID, typed: Typed, by: Actor) -> str:
    typed.text("do")
    if verb == "note":
        form = form_id(typed.text("instance"))
        kind, day, said = typed.text("kind"), day_of(typed.text("day")), typed.text("words")
        risk_events.note(case_id=case_id, kind=kind, day=day, words=said, instance_id=form, by=by)
        return _("Written down. The day of the next look follows.")
    if verb == "end":
        event = number_of(typed.text("event"))
        risk_events.end(case_id=case_id, event_id=event, how=typed.text("how"), by=by)
        return _("Taken out. The line stays, with its day.")
    raise NotFound


def day_of(typed: str) -> date | None:
    """A day as a form sends it; None for an empty one. Raises NotValid."""
    if not typed:
        return None
    try:
        return days.typed(typed)
    except ValueError:
        raise NotValid(words_clocks.SAY_DAY, code="day") from None


def number_of(typed: str) -> UUID:
    """The id of a line that a form carries. Raises NotFound."""
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound from None


def _page(request: HttpRequest, actor: Actor, case_id: UUID, typed: Typed, *, status: int = 200) -> HttpResponse:
    ends = typed.said.get("do") == "end"
    # Rendered inside the block: plaintext does not outlive it.
    with access_clocks.open_clocks(actor, case_id) as found:
        context: dict[str, Any] = {
            "case": found.case,
            "open": found.case.state == "open",
            "shown": typed.shown(found.case.state == "open"),
            "due": found.due,
            "apart": found.apart,
            "events": [_event(one.row, one.words, typed) for one in found.events],
            "then": [_then(one) for one in found.then],
            "picture": trend.drawn(found.then) if len(found.then) > 1 else "",
            "kinds": labels.choices(words_clocks.EVENTS),
            "ended": labels.choices({code: words_clocks.HOW[code] for code in rules_clocks.ENDED_BY_HAND}),
            "every": [(words.LEVELS[level], rules_clocks.EVERY[level].days) for level in reversed(rules.LEVELS)],
            "instance": typed.said.get("instance") or new_id(),
            "typed": typed.said,
            "wrong": {} if ends else typed.wrong,
            "errors": typed.errors({**PLACES, "how": f"how-{typed.said.get('event', '')}"}),
        }
        return render(request, "risks/clocks.html", context, status=status)


def _event(row: RiskEvent, said: str, typed: Typed) -> dict[str, Any]:
    mine = typed.said.get("event") == str(row.pk)
    forced = row.forced
    return {
        "row": row,
        "kind": words_clocks.EVENTS[row.kind],
        "how": words_clocks.HOW.get(row.how, ""),
        "by": rules_clocks.by_event(forced.kind, forced.day, forced.noted_on),
        "words": said,
        "place": f"how-{row.pk}",
        "chosen": typed.said.get("how", "") if mine else "",
        "wrong": typed.wrong.get("how", "") if mine else "",
        "again": mine and bool(typed.wrong),
    }


def _then(one: Then) -> dict[str, Any]:
    return {"row": one.row, "occasion": words.OCCASIONS[one.row.occasion], "level": labels.of_overall(one.overall)}
