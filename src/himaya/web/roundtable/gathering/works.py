"""Follow-up actions: the list with what is late, one planned in it, and one action with what it serves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy
from himaya.coordination import states_following as states
from himaya.coordination.actions import follow_up_actions
from himaya.coordination.models import FollowUpAction
from himaya.coordination.queries import gathering as queries
from himaya.coordination.states import leads_to
from himaya.coordination.words_following import ACTION_STATES, ACTION_TONES
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.gathering import picking
from himaya.web.roundtable.gathering.clusters import line
from himaya.web.roundtable.practice import showing
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.practice.showing import Chip
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "text_missing": "text",
    "text_length": "text",
    "case_data": "text",
    "who": "institution",
    "due_on": "due_on",
    "numbers": picking.FIELD,
}
STEP_FIELDS = {"numbers": picking.FIELD}
VERBS: dict[str, tuple[Callable[..., Any], Promise]] = {
    "begin": (follow_up_actions.begin, gettext_lazy("Noted: it is under way.")),
    "finish": (follow_up_actions.finish, gettext_lazy("Noted: it is done. That verifies no recommendation by itself.")),
    "drop": (follow_up_actions.drop, gettext_lazy("Dropped, with the reason beside it.")),
    "resume": (follow_up_actions.resume, gettext_lazy("Under way again.")),
    "serve": (follow_up_actions.serve, gettext_lazy("Noted: it serves them too.")),
    "stop_serving": (follow_up_actions.stop_serving, gettext_lazy("Noted: it no longer serves it.")),
}
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One action in the list; `serves` are the numbers of what the reader may know of it."""

    row: FollowUpAction
    chip: Chip
    late: bool
    serves: list[tuple[int, UUID]]


def _line(row: Any) -> Line:
    chip = showing.chip(row.state, ACTION_STATES, ACTION_TONES)
    served = sorted((one.recommendation.number, one.recommendation_id) for one in getattr(row, "shown", ()))
    return Line(row, chip, queries.late(row), served)


@require_http_methods(["GET", "POST"])
@at_the_table
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The actions that match. A POST plans one."""
    if request.method != "POST":
        return _list(request, actor, None)
    form = Form(request.POST)
    office = policy.is_secretariat(actor)
    takes = {
        "text": form.text("text"),
        "institution_id": form.text("institution") if office else actor.institution_id,
        "entity": form.text("entity") if office else "",
        "due_on": form.day("due_on", needed=False),
        "recommendation_ids": picking.chosen(form, actor),
    }
    outcome = ask(follow_up_actions.plan, form, FIELDS, "text", by=actor, **takes)
    if not outcome.done:
        return _list(request, actor, form, told=outcome.told, status=outcome.status)
    messages.success(request, _("Planned. It stands beside what it serves."))
    return redirect("roundtable:follow_up_actions")


def _list(
    request: HttpRequest, actor: Actor, form: Form | None, *, told: str | Promise = "", status: int = 200
) -> HttpResponse:
    state, number = request.GET.get("state", ""), request.GET.get("number", "")
    of = int(number) if number.isdecimal() and len(number) < 7 else None
    page = Paginator(queries.actions(actor, state=state, number=of), PER_PAGE).get_page(request.GET.get("page"))
    everything = list(queries.visible_actions(actor))
    office = policy.is_secretariat(actor)
    context = shown(form)
    if form is None:
        context["typed"] = {picking.FIELD: request.GET.get(picking.FIELD, number)[:400]}
    context |= {
        "lines": [_line(row) for row in page],
        "page": page,
        "keep": f"{urlencode({'state': state, 'number': number})}&" if state or number else "",
        "all": len(everything),
        "headline": _headline(everything),
        "state": state,
        "number": number if of is not None else "",
        "states": lists.of(ACTION_STATES),
        "office": office,
        "institutions": lists.as_items(lists.institutions()) if office else [],
        "may_plan": office or bool(showing.own(actor)),
        "mine": [line(row) for row in queries.own_open(actor, 30)] if not office else [],
        "told": told,
    }
    return render(request, "roundtable/gathering/actions.html", context, status=status)


def _headline(rows: list[FollowUpAction]) -> str:
    still = sum(1 for row in rows if row.state in queries.OPEN_ACTIONS)
    late = sum(1 for row in rows if queries.late(row))
    if not rows:
        return _("No action is planned")
    if late:
        return ngettext("%(n)d action is late, of %(all)d open", "%(n)d actions are late, of %(all)d open", late) % {
            "n": late,
            "all": still,
        }
    return ngettext("%(n)d action open of %(all)d", "%(n)d actions open of %(all)d", still) % {
        "n": still,
        "all": len(rows),
    }


@require_http_methods(["GET", "POST"])
@at_the_table
def one(request: HttpRequest, actor: Actor, action_id: UUID) -> HttpResponse:
    """One action with what it serves. A POST moves it on."""
    row = queries.action_of(actor, action_id)
    if request.method != "POST":
        return _one(request, actor, row, None)
    form = Form(request.POST)
    name = form.text("do")
    if name not in VERBS:
        raise NotFound
    verb, done = VERBS[name]
    field = "reason" if name == "drop" else "note"
    fields = {**STEP_FIELDS, **dict.fromkeys(("text_missing", "text_length", "case_data"), field)}
    outcome = ask(verb, form, fields, field, by=actor, action_id=action_id, **_takes(form, actor, name))
    if not outcome.done:
        again = queries.action_of(actor, action_id)
        return _one(request, actor, again, form, told=outcome.told, status=outcome.status)
    messages.success(request, str(done))
    return redirect(request.path)


def _takes(form: Form, actor: Actor, name: str) -> Mapping[str, Any]:
    if name == "finish":
        return {"note": form.text("note")}
    if name == "drop":
        return {"reason": form.text("reason")}
    if name == "serve":
        return {"recommendation_ids": picking.chosen(form, actor)}
    if name == "stop_serving":
        wanted = form.uuid("recommendation")
        if wanted is None:
            raise NotFound
        return {"recommendation_id": wanted}
    return {}


def _one(
    request: HttpRequest,
    actor: Actor,
    row: FollowUpAction,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    moves = states.ACTION_TRANSITIONS
    can = {name for name in moves if leads_to(moves, name, row.state) is not None}
    why: str | Promise = ""
    try:
        follow_up_actions.check_own(actor, row)
    except NotPermitted as refusal:
        can, why = set(), refusal.sentence
    served = [line(one) for one in queries.served_by(actor, row)]
    context = shown(form) | {
        "row": row,
        "line": _line(row),
        "served": served,
        "can": can,
        "why": why,
        "dropping": form is not None and form.typed.get("do") == "drop",
        "told": told,
    }
    return render(request, "roundtable/gathering/action.html", context, status=status)
