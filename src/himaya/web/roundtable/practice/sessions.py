"""The sheet of an expert's day: programme, experts, material, participants, open questions, what was taken home."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from himaya.coordination import locks_practice, policy, states
from himaya.coordination.actions import experts, materials, questions, take_aways
from himaya.coordination.models import AgendaItem, Attendance, Expert, Material, Question, RoundTable, TakeAway
from himaya.coordination.words_practice import LANGUAGES, MATERIAL_KINDS
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.methods import require_POST
from himaya.web.roundtable.gate import at_the_table, secretariat_only
from himaya.web.roundtable.practice import open_questions, showing
from himaya.web.roundtable.practice.running import Outcome, ask
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.reading import Form, shown

Adding = Callable[[Form, RoundTable, Actor], Outcome]


@require_safe
@at_the_table
def page(request: HttpRequest, actor: Actor, table_id: UUID) -> HttpResponse:
    """The sheet as it stands."""
    return _page(request, actor, policy.table_of(actor, table_id), None)


@require_POST
@at_the_table
def add(request: HttpRequest, actor: Actor, table_id: UUID, what: str) -> HttpResponse:
    """Add an expert, material, a question left open, or what an institution takes home."""
    table = policy.table_of(actor, table_id)
    adding = ADDS.get(what)
    if adding is None:
        raise NotFound
    if what != "home":
        policy.check_secretariat(actor)
    form = Form(request.POST)
    outcome = adding(form, table, actor)
    if not outcome.done:
        return _page(request, actor, table, form, opened=what, told=outcome.told, status=outcome.status)
    messages.success(request, str(DONE[what]))
    return redirect("roundtable:session", table_id=table_id)


def _expert(form: Form, table: RoundTable, actor: Actor) -> Outcome:
    name, organisation, item = form.text("name"), form.text("organisation"), form.uuid("expert_item")
    if not name:
        form.wrong["name"] = _("Write the name of the expert.")
    takes = {"table_id": table.pk, "name": name, "organisation": organisation, "item_id": item}
    return ask(experts.add, form, {"text_missing": "organisation"}, "name", by=actor, **takes)


def _material(form: Form, table: RoundTable, actor: Actor) -> Outcome:
    takes = {
        "titles": form.texts("title"),
        "kind": form.text("kind"),
        "language": form.text("language"),
        "where": form.text("where"),
        "item_id": form.uuid("material_item"),
    }
    fields = {
        "title_missing": "title_fr",
        "title_long": "title_fr",
        "case_data": "title_fr",
        "kind": "kind",
        "language": "language",
    }
    return ask(materials.add, form, fields, "where", by=actor, table_id=table.pk, **takes)


def _question(form: Form, table: RoundTable, actor: Actor) -> Outcome:
    takes = {
        "text": form.text("text"),
        "owed_by_id": form.text("owed_by"),
        "asked_by_id": form.text("asked_by") or None,
        "due_on": form.day("due_on"),
        "item_id": form.uuid("question_item"),
    }
    fields = {"due_on": "due_on", "no_seat": "owed_by"}
    return ask(questions.leave, form, fields, "text", by=actor, table_id=table.pk, **takes)


def _home(form: Form, table: RoundTable, actor: Actor) -> Outcome:
    seen = form.text("seen")
    takes = {
        "institution_id": form.text("institution") if policy.is_secretariat(actor) else actor.institution_id,
        "text": form.text("home"),
        "seen": int(seen)
        if seen.isdecimal() and len(seen) < 9
        else _revision(table, form.typed.get("institution", "")),
    }
    return ask(take_aways.say, form, {"no_seat": "institution"}, "home", by=actor, table_id=table.pk, **takes)


def _revision(table: RoundTable, institution_id: str) -> int:
    """The secretariat chooses the institution in the same form, so it sees what is there when it writes."""
    found = TakeAway.objects.filter(table=table, institution_id=institution_id).values_list("revision", flat=True)
    return found.first() or 0


ADDS: dict[str, Adding] = {"expert": _expert, "material": _material, "question": _question, "home": _home}
DONE: dict[str, Promise] = {
    "expert": gettext_lazy("The expert is on the programme."),
    "material": gettext_lazy("The material is on the list."),
    "question": gettext_lazy("The question is on record. The institution that owes the answer sees it in its packet."),
    "home": gettext_lazy("Noted: what the institution takes home."),
}


@require_POST
@secretariat_only
def remove_expert(request: HttpRequest, actor: Actor, expert_id: UUID) -> HttpResponse:
    """Take an expert off the programme."""
    table_id = Expert.objects.filter(pk=expert_id).values_list("table_id", flat=True).first()
    return _removed(request, actor, experts.remove, table_id, expert_id=expert_id)


@require_POST
@secretariat_only
def remove_material(request: HttpRequest, actor: Actor, material_id: UUID) -> HttpResponse:
    """Take one thing off the list of material."""
    table_id = Material.objects.filter(pk=material_id).values_list("table_id", flat=True).first()
    return _removed(request, actor, materials.remove, table_id, material_id=material_id)


def _removed(
    request: HttpRequest, actor: Actor, verb: Callable[..., None], table_id: UUID | None, **which: UUID
) -> HttpResponse:
    if table_id is None:
        raise NotFound
    form = Form(request.POST)
    outcome = ask(verb, form, {}, "", by=actor, **which)
    if not outcome.done:
        table = policy.table_of(actor, table_id)
        return _page(request, actor, table, form, told=outcome.told, status=outcome.status)
    messages.success(request, _("Taken off the sheet."))
    return redirect("roundtable:session", table_id=table_id)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the programme with who leads it."""

    item: AgendaItem
    experts: list[Expert]


def _page(
    request: HttpRequest,
    actor: Actor,
    table: RoundTable,
    form: Form | None,
    *,
    opened: str = "",
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    entered, mine = policy.is_secretariat(actor), showing.own(actor)
    rows = Question.objects.filter(table=table).exclude(state=states.QUESTION_WITHDRAWN)
    asked = [open_questions.line(row, actor) for row in open_questions.in_order(rows)]
    seated = showing.seated(table.cycle)
    homes = list(TakeAway.objects.filter(table=table).select_related("institution", "delegate").order_by("said_on"))
    own_home = next((one for one in homes if one.institution_id == mine), None)
    context = shown(form) | {
        "table": table,
        "told": told,
        "opened": opened,
        "headline": _headline(table, asked),
        "programme": _programme(table),
        "led_nothing": Expert.objects.filter(table=table, item__isnull=True),
        "materials": _materials(table),
        "participants": _participants(table),
        "questions": asked,
        "homes": homes,
        "own_home": own_home,
        "entered": entered,
        "may_prepare": entered and table.state in locks_practice.PREPARED,
        "may_leave": entered and table.state in locks_practice.SPOKEN,
        "may_take": (entered or any(one.pk == mine for one in seated)) and table.state in locks_practice.SPOKEN,
        "institutions": showing.as_items(seated),
        "items": showing.points(table),
        "kinds": lists.of(MATERIAL_KINDS),
        "languages": lists.of(LANGUAGES),
    }
    if form is None and own_home is not None:
        context["typed"] = {"home": own_home.text}
    return render(request, "roundtable/practice/session.html", context, status=status)


def _headline(table: RoundTable, asked: list["open_questions.Line"]) -> str:
    waiting = sum(one.waits for one in asked)
    if waiting:
        return ngettext("%(n)d question is still open", "%(n)d questions are still open", waiting) % {"n": waiting}
    if asked:
        return _("Every question left open has its answer")
    if table.state in locks_practice.SPOKEN:
        return _("No question was left open")
    return _("The programme of the expert’s day")


def _programme(table: RoundTable) -> list[Point]:
    items = AgendaItem.objects.filter(table=table).exclude(state=states.ITEM_DROPPED).order_by("position")
    led = list(Expert.objects.filter(table=table, item__isnull=False).order_by("name"))
    return [Point(item, [one for one in led if one.item_id == item.pk]) for item in items]


def _materials(table: RoundTable) -> list[dict[str, Any]]:
    rows = Material.objects.filter(table=table).order_by("kind", "title_fr", "pk")
    return [
        {"row": row, "kind": MATERIAL_KINDS.get(row.kind, ""), "language": LANGUAGES.get(row.language, "")}
        for row in rows
    ]


def _participants(table: RoundTable) -> list[dict[str, Any]]:
    """Who sat for each institution in any half-day; those that were absent are not named."""
    rows = Attendance.objects.filter(table=table, status__in=(states.PRESENT, states.REPRESENTED))
    found: dict[str, dict[str, Any]] = {}
    for row in rows.select_related("institution", "delegate").order_by("half_day"):
        name = row.delegate.name if row.delegate is not None else row.standing_in
        entry = found.setdefault(row.institution_id, {"institution": row.institution, "names": []})
        if name and name not in entry["names"]:
            entry["names"].append(name)
    return list(found.values())
