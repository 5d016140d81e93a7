"""The register of needs: the list with its counts, a need entered in seconds, one need and its history."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, states
from himaya.coordination.actions import needs
from himaya.coordination.models import AgendaItem, Cycle, Need, RoundTable
from himaya.coordination.queries import needs as queries
from himaya.coordination.queries.gap_needs import GAP
from himaya.coordination.words_needs import NEED_STATES, NEED_TONES, PRIORITIES
from himaya.institutions.models import Institution
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice import showing
from himaya.web.roundtable.practice.maps import table_label
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.practice.showing import Chip
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "institution_missing": "institution",
    "no_seat": "institution",
    "people": "people",
    "priority": "priority",
    "text_missing": "competence",
    "case_data": "evidence",
}
STEP_FIELDS = {"people": "people", "text_missing": "note", "text_length": "note", "case_data": "note"}
VERBS: dict[str, tuple[Callable[..., None], Promise]] = {
    "plan": (needs.plan, gettext_lazy("Noted: it is planned.")),
    "cover_partly": (needs.cover_partly, gettext_lazy("Noted: covered in part.")),
    "cover": (needs.cover, gettext_lazy("Noted: it is covered.")),
    "drop": (needs.drop, gettext_lazy("Dropped, with the reason in its history.")),
    "reopen": (needs.reopen, gettext_lazy("Open again.")),
}
COUNTS = ("cover_partly", "cover")


@dataclass(frozen=True, slots=True)
class Line:
    """One need in the list."""

    row: Need
    chip: Chip
    priority: str | Promise


@require_http_methods(["GET", "POST"])
@at_the_table
def listed(request: HttpRequest, actor: Actor, table_id: UUID | None = None) -> HttpResponse:
    """The needs that match. On the page of a table a POST enters one, so that it takes seconds."""
    table = policy.table_of(actor, table_id) if table_id is not None else None
    if request.method != "POST" or table is None:
        return _list(request, actor, table, None)
    form = Form(request.POST)
    takes = {"cycle_id": table.cycle_id, "table_id": table.pk, **_read(form, actor)}
    outcome = ask(needs.enter, form, FIELDS, "audience", by=actor, **takes)
    if not outcome.done:
        return _list(request, actor, table, form, told=outcome.told, status=outcome.status)
    messages.success(request, _("Entered. The next one can be written."))
    return redirect("roundtable:needs", table_id=table.pk)


@require_http_methods(["GET", "POST"])
@at_the_table
def new(request: HttpRequest, actor: Actor, cycle_id: UUID) -> HttpResponse:
    """A need that does not come from a table: by letter, by mail, or from the institution itself."""
    cycle = policy.cycle_of(actor, cycle_id)
    if request.method != "POST":
        return render(request, "roundtable/practice/need_new.html", _entering(actor, cycle, None, None))
    form = Form(request.POST)
    outcome = ask(needs.enter, form, FIELDS, "audience", by=actor, cycle_id=cycle_id, **_read(form, actor))
    if not outcome.done:
        context = _entering(actor, cycle, None, form) | {"told": outcome.told}
        return render(request, "roundtable/practice/need_new.html", context, status=outcome.status)
    messages.success(request, _("Entered. It is in the register and comes up at the next table."))
    return redirect("roundtable:needs")


def _read(form: Form, actor: Actor) -> dict[str, Any]:
    people = form.text("people").replace(" ", "")
    takes = {
        "institution_id": form.text("institution") if policy.is_secretariat(actor) else actor.institution_id,
        "competence": form.text("competence"),
        "audience": form.text("audience"),
        "people": _people(form, people),
        "priority": form.text("priority"),
        "evidence": form.text("evidence"),
        "item_id": form.uuid("item"),
    }
    if not takes["audience"]:
        form.wrong["audience"] = _("Say who needs it: which workers, where.")
    return takes


def _people(form: Form, typed: str) -> int | None:
    if not typed:
        return None
    if typed.isdecimal() and len(typed) < 8:
        return int(typed)
    form.wrong["people"] = _("Write how many workers as a number, or leave it empty.")
    return None


def _entering(actor: Actor, cycle: Cycle, table: RoundTable | None, form: Form | None) -> dict[str, Any]:
    """What the form of a new need shows. At a table the point that is open is chosen already."""
    context = shown(form)
    if form is None and table is not None:
        current = AgendaItem.objects.filter(table=table, state=states.ITEM_OPEN).values_list("pk", flat=True).first()
        context["typed"] = {"item": str(current or ""), "priority": "medium"}
    elif form is None:
        context["typed"] = {"priority": "medium"}
    entered = policy.is_secretariat(actor)
    return context | {
        "cycle": cycle,
        "entered": entered,
        "institutions": showing.as_items(showing.seated(cycle)) if entered else [],
        "priorities": lists.of(PRIORITIES),
        "items": showing.points(table) if table is not None else [],
        "may_enter": _may_enter(actor, cycle),
    }


def _may_enter(actor: Actor, cycle: Cycle) -> bool:
    if cycle.state != states.OPEN or cycle.recorded:
        return False
    mine = showing.own(actor)
    return policy.is_secretariat(actor) or any(one.pk == mine for one in showing.seated(cycle))


def _list(
    request: HttpRequest,
    actor: Actor,
    table: RoundTable | None,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    state, institution = request.GET.get("state", ""), request.GET.get("institution", "")
    all_of_them = queries.need_list(actor, table_id=table.pk if table is not None else None)
    rows = queries.need_list(
        actor, state=state, institution_id=institution, table_id=table.pk if table is not None else None
    )
    counts = queries.counted(all_of_them)
    holders = Institution.objects.filter(pk__in=all_of_them.order_by().values("institution_id"))
    context: dict[str, Any] = {
        "lines": [_line(row) for row in rows],
        "counts": counts,
        "headline": _headline(counts.open, counts.all),
        "table": table,
        "told": told,
        "state": state,
        "institution": institution,
        "states": lists.of(NEED_STATES),
        "holders": showing.as_items(sorted(holders, key=lambda one: one.name)),
        "cycles": _open_cycles(actor) if table is None else [],
        **shown(form),
    }
    if table is not None:
        context |= _entering(actor, table.cycle, table, form)
    return render(request, "roundtable/practice/needs.html", context, status=status)


def _open_cycles(actor: Actor) -> list[Cycle]:
    rows = Cycle.objects.filter(policy.visible_cycles(actor)).distinct().order_by("-opened_on")
    return [row for row in rows if _may_enter(actor, row)]


def _headline(still: int, total: int) -> str:
    if not total:
        return _("No need is in the register")
    return ngettext("%(n)d need open of %(all)d", "%(n)d needs open of %(all)d", still) % {"n": still, "all": total}


def _line(row: Need) -> Line:
    return Line(row, showing.chip(row.state, NEED_STATES, NEED_TONES), PRIORITIES.get(row.priority, ""))


@require_http_methods(["GET", "POST"])
@at_the_table
def one(request: HttpRequest, actor: Actor, need_id: UUID) -> HttpResponse:
    """One need with its history. A POST moves it on."""
    row = queries.need_of(actor, need_id)
    if request.method != "POST":
        return _one(request, actor, row, None)
    policy.check_secretariat(actor)
    form = Form(request.POST)
    name = form.text("do")
    if name not in VERBS:
        raise NotFound
    verb, done = VERBS[name]
    fields = dict.fromkeys(STEP_FIELDS, "reason") if name == "drop" else STEP_FIELDS
    outcome = ask(verb, form, fields, "note", by=actor, need_id=need_id, **_moves(form, name))
    if not outcome.done:
        return _one(request, actor, queries.need_of(actor, need_id), form, told=outcome.told, status=outcome.status)
    messages.success(request, str(done))
    return redirect("roundtable:need", need_id=need_id)


def _moves(form: Form, name: str) -> Mapping[str, Any]:
    if name == "drop":
        return {"reason": form.text("reason")}
    note = form.text("note")
    if name not in COUNTS:
        return {"note": note}
    return {"note": note, "people": _people(form, form.text("people").replace(" ", ""))}


def _one(
    request: HttpRequest,
    actor: Actor,
    row: Need,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    history = [{"row": step, "word": NEED_STATES.get(step.state, step.state)} for step in row.steps.order_by("-number")]
    can = {verb for verb in VERBS if states.leads_to(states.NEED_TRANSITIONS, verb, row.state) is not None}
    dropping = form is not None and form.typed.get("do") == "drop"
    context = shown(None if dropping else form) | {
        "drop": shown(form if dropping else None),
        "errors": shown(form)["errors"],
        "line": _line(row),
        "row": row,
        "told": told,
        "history": history,
        "can": can if policy.is_secretariat(actor) else set(),
        "table_label": table_label(row.table) if row.table is not None else "",
        "dropping": dropping,
        "from_gap": row.seed.startswith(GAP),
    }
    return render(request, "roundtable/practice/need.html", context, status=status)
