"""Practice maps: the list, a new one, and one map side by side."""

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
from django.views.decorators.http import require_http_methods, require_safe

from himaya.coordination import locks_practice, policy, rules_practice, states, wordings
from himaya.coordination.actions import practice_maps
from himaya.coordination.models import Cycle, PracticeMap, PracticeStatement, RoundTable
from himaya.coordination.queries import practice as queries
from himaya.coordination.queries.practice import MapSide, StepSide
from himaya.coordination.words_practice import CHANNELS, DOING, DOING_TONES, MAP_STATES, MAP_TONES
from himaya.institutions.models import Institution
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.gate import at_the_table, secretariat_only
from himaya.web.roundtable.practice import showing
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.practice.showing import Chip
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "title_missing": "title_fr",
    "title_long": "title_fr",
    "case_data": "title_fr",
    "due_on": "due_on",
    "table_missing": "table",
}
# A chain to begin from; the secretariat changes its lines.
USUAL_STEPS = (
    gettext_lazy("Receive a worried report"),
    gettext_lazy("Look after urgent health"),
    gettext_lazy("Tell the public prosecutor"),
    gettext_lazy("Find shelter"),
    gettext_lazy("Hand over to the next institution"),
)
DOINGS: dict[str, tuple[Callable[..., None], Promise]] = {
    "close": (practice_maps.close, gettext_lazy("Closed. What was stated stands side by side below.")),
    "reopen": (practice_maps.reopen, gettext_lazy("Open again. The institutions may state anew.")),
    "restitute": (practice_maps.restitute, gettext_lazy("Noted: the map was given back at this table.")),
}

# One word in the table of who does what; the sentence stands beside each statement.
SHORT = {
    states.DOES: gettext_lazy("alone"),
    states.DOES_PARTLY: gettext_lazy("in part"),
    states.DOES_NOT: gettext_lazy("no"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One map in the list: how many institutions have stated everything, or how far one's own institution is."""

    row: PracticeMap
    chip: Chip
    answered: int
    asked: int
    stated: int
    steps: int
    points: int


@require_safe
@at_the_table
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every map that the actor may know."""
    lines = [_line(row, actor) for row in queries.visible_maps(actor)]
    waiting = [one for one in lines if one.row.state == states.MAP_OPEN and not _whole(one, actor)]
    open_cycles = Cycle.objects.filter(policy.visible_cycles(actor), state=states.OPEN, recorded=False).distinct()
    context = {
        "lines": lines,
        "waiting": len(waiting),
        "entered": policy.is_secretariat(actor),
        "cycles": open_cycles.order_by("-opened_on") if policy.is_secretariat(actor) else [],
    }
    return render(request, "roundtable/practice/maps.html", context)


def _line(row: PracticeMap, actor: Actor) -> Line:
    side = queries.side_by_side(row)
    mine = queries.filled(row, actor.institution_id)
    return Line(
        row=row,
        chip=showing.chip(row.state, MAP_STATES, MAP_TONES),
        answered=side.answered,
        asked=len(side.institutions),
        stated=mine.stated,
        steps=mine.steps,
        points=side.points,
    )


def _whole(line: Line, actor: Actor) -> bool:
    if policy.is_secretariat(actor):
        return line.answered >= line.asked
    return line.stated >= line.steps


@require_http_methods(["GET", "POST"])
@secretariat_only
def new(request: HttpRequest, actor: Actor, cycle_id: UUID) -> HttpResponse:
    """Open a map on a subject: its steps one per line, in French and in Arabic."""
    cycle = policy.cycle_of(actor, cycle_id)
    if request.method != "POST":
        return _new(request, cycle, None)
    form = Form(request.POST)
    takes = {
        "titles": form.texts("title"),
        "steps": _steps(form),
        "due_on": form.day("due_on"),
        "theme_id": form.uuid("theme"),
        "table_id": form.uuid("table"),
    }
    outcome = ask(practice_maps.open, form, FIELDS, "steps_fr", by=actor, cycle_id=cycle_id, **takes)
    if not outcome.done:
        return _new(request, cycle, form, told=outcome.told, status=outcome.status)
    messages.success(request, _("The practice map is open. The institutions see it on their page and in their packet."))
    return redirect("roundtable:practice_maps")


def _steps(form: Form) -> list[dict[str, str]]:
    """The lines of the boxes side by side: the third line in French and the third in Arabic are one step."""
    lines = {code: form.lines(f"steps_{code}") for code in languages.CODES}
    longest = max(map(len, lines.values()))
    steps = [{code: (rows[at] if at < len(rows) else "") for code, rows in lines.items()} for at in range(longest)]
    return [step for step in steps if any(step.values())]


def _new(
    request: HttpRequest, cycle: Cycle, form: Form | None, *, told: str | Promise = "", status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = shown(form)
    if form is None:
        usual = [wordings.in_three(step.__str__) for step in USUAL_STEPS]
        context["typed"] = {f"steps_{code}": "\n".join(one[code] for one in usual) for code in languages.CODES}
    tables = RoundTable.objects.filter(cycle=cycle).exclude(state=states.CANCELLED).order_by("-number")
    context |= {
        "cycle": cycle,
        "told": told,
        "themes": [Item(str(one.pk), one.title) for one in cycle.themes.order_by("code")],
        "tables": [Item(str(one.pk), table_label(one)) for one in tables],
    }
    return render(request, "roundtable/practice/map_new.html", context, status=status)


def table_label(table: RoundTable) -> str:
    """A table in a list: its number and its title."""
    name = _("Round table %(number)s") % {"number": table.number}
    return f"{name} · {table.title}" if table.title else name


@dataclass(frozen=True, slots=True)
class Said:
    """One institution on one step, in words."""

    institution: Institution
    row: PracticeStatement
    chip: Chip
    duration: str
    how: str | Promise
    draft: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the page: the points on which practice differs, what is missing, who does it and who does not."""

    side: StepSide
    differing: list[str]
    missing: list[str]
    acting: list[Said]
    others: list[Said]
    marks: list[Chip | None]


@dataclass(frozen=True, slots=True)
class Filling:
    """One institution and how far it is; `next_step` is the first that it has not stated."""

    institution: Institution
    stated: int
    steps: int
    next_step: UUID | None


@require_http_methods(["GET", "POST"])
@at_the_table
def one(request: HttpRequest, actor: Actor, map_id: UUID) -> HttpResponse:
    """The map side by side. A POST closes it, opens it again, or notes where it was given back."""
    row = queries.map_of(actor, map_id)
    if request.method != "POST":
        return _page(request, actor, row, None)
    policy.check_secretariat(actor)
    form = Form(request.POST)
    name = form.text("do")
    if name not in DOINGS:
        raise NotFound
    verb, done = DOINGS[name]
    takes: dict[str, Any] = {"map_id": map_id}
    if name == "reopen":
        takes["due_on"] = form.day("due_on")
    if name == "restitute":
        takes["table_id"] = form.uuid("table")
        if takes["table_id"] is None:
            form.wrong["table"] = _("Choose a table that meets or has met.")
    outcome = ask(verb, form, FIELDS, "", by=actor, **takes)
    if not outcome.done:
        return _page(request, actor, queries.map_of(actor, map_id), form, told=outcome.told, status=outcome.status)
    messages.success(request, str(done))
    return redirect("roundtable:practice_map", map_id=map_id)


def _page(
    request: HttpRequest,
    actor: Actor,
    row: PracticeMap,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    mine, entered = showing.own(actor), policy.is_secretariat(actor)
    side = queries.side_by_side(row, drafts_of=mine)
    fillings = [_filling(side, place) for place in range(len(side.institutions))]
    spoken = RoundTable.objects.filter(cycle=row.cycle, state__in=locks_practice.SPOKEN).order_by("-number")
    context = shown(form) | {
        "row": row,
        "side": side,
        "told": told,
        "chip": showing.chip(row.state, MAP_STATES, MAP_TONES),
        "headline": _headline(side),
        "steps": [_step(side, step) for step in side.steps],
        "fillings": fillings,
        "mine": next((one for one in fillings if one.institution.pk == mine), None),
        "open": row.state == states.MAP_OPEN,
        "entered": entered,
        "closed": row.state == states.MAP_CLOSED,
        "tables": [Item(str(one.pk), table_label(one)) for one in spoken],
    }
    return render(request, "roundtable/practice/map.html", context, status=status)


def _headline(side: MapSide) -> str:
    if side.points:
        words = ngettext("%(n)d point on which practice differs", "%(n)d points on which practice differs", side.points)
        return words % {"n": side.points}
    if not any(cell.statement for step in side.steps for cell in step.cells):
        return _("No institution has stated its practice yet")
    return _("Practice does not differ on what has been stated so far")


def _step(side: MapSide, step: StepSide) -> Step:
    said = [said_in_words(cell.institution, cell.statement) for cell in step.cells if cell.statement is not None]
    acting = [one for one in said if one.row.does != states.DOES_NOT]
    return Step(
        side=step,
        differing=queries.sentences(side, step, rules_practice.DIFFERING),
        missing=queries.sentences(side, step, rules_practice.MISSING),
        acting=acting,
        others=[one for one in said if one not in acting],
        marks=[_mark(cell.statement) for cell in step.cells],
    )


def _mark(row: PracticeStatement | None) -> Chip | None:
    if row is None or row.state != states.STATED:
        return None
    return Chip(DOING_TONES[row.does], SHORT[row.does])


def said_in_words(institution: Institution, row: PracticeStatement) -> Said:
    """A statement as the pages show it."""
    return Said(
        institution=institution,
        row=row,
        chip=Chip(DOING_TONES.get(row.does, ""), DOING.get(row.does, _("not said yet"))),
        duration=wordings.duration(row.hours) if row.hours else "",
        how=CHANNELS.get(row.how, ""),
        draft=row.state == states.DRAFT,
    )


def _filling(side: MapSide, place: int) -> Filling:
    rows = [(step.step.pk, step.cells[place].statement) for step in side.steps]
    missing = [pk for pk, row in rows if row is None or row.state != states.STATED]
    first = missing[0] if missing else rows[0][0] if rows else None
    return Filling(side.institutions[place], len(rows) - len(missing), len(rows), first)
