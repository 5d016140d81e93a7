"""The plan of a case, for the desk that holds it: by pillar, what is done by whom until when, and how it goes."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.plans import access, giving, queries, states, words
from himaya.plans.access import GoalInWords, LineInWords, OpenedPlan
from himaya.plans.actions import goals, lines
from himaya.plans.models import Goal, Line, Talk
from himaya.web import asking
from himaya.web.forms import refused
from himaya.web.methods import require_POST
from himaya.web.plans import labels
from himaya.web.plans.gate import PURPOSE, at_a_desk, held

# Verbs of the desk that holds the plan which need nothing more than a button.
BUTTONS = ("accept", "refuse", "offer_again", "request", "take_up", "acknowledge", "start", "suspend")
VERBS = (*BUTTONS, "postpone", "complete", "not_available")


@require_GET
@at_a_desk
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Goals and lines by pillar, then every desk with its lines, then what the person said and when."""
    return _page(request, actor, held(actor, case_id))


@require_GET
@at_a_desk
def one(request: HttpRequest, actor: Actor, case_id: UUID, line_id: UUID) -> HttpResponse:
    """One line: where it stands, what can be done next, and every step it took."""
    return line_page(request, actor, held(actor, case_id), line_id)


@require_POST
@at_a_desk
def move(request: HttpRequest, actor: Actor, case_id: UUID, line_id: UUID, verb: str) -> HttpResponse:
    """One step of a line, as the desk that holds the plan."""
    check_verb(verb)
    case = held(actor, case_id)
    if not Line.objects.filter(case=case, pk=line_id).exists():
        raise NotFound
    try:
        do(verb, line_id, request, actor)
    except (NotNow, NotValid) as refusal:
        wrong = refused(refusal, actor, "plans:move")
        return line_page(request, actor, case, line_id, wrong=wrong, status=refusal.status)
    messages.success(request, _("Written down."))
    return redirect("plans:line", case_id=case_id, line_id=line_id)


@require_POST
@at_a_desk
def end_goal(request: HttpRequest, actor: Actor, case_id: UUID, goal_id: UUID) -> HttpResponse:
    """What became of a goal."""
    case = held(actor, case_id)
    if not Goal.objects.filter(case=case, pk=goal_id).exists():
        raise NotFound
    try:
        goals.end(goal_id=goal_id, outcome=labels.typed(request.POST, "outcome"), by=actor)
    except (NotNow, NotValid) as refusal:
        told = next(iter(refused(refusal, actor, "plans:goal_end").values()))
        return _page(request, actor, case, told=told, status=refusal.status)
    messages.success(request, _("Written down."))
    return redirect("plans:plan", case_id=case_id)


def check_verb(verb: str) -> None:
    """Raises NotFound for a verb that there is not, before anything is looked up."""
    if verb not in VERBS:
        raise NotFound


def do(verb: str, line_id: UUID, request: HttpRequest, actor: Actor) -> None:
    """One of `VERBS`, with what its form holds."""
    sentence = request.POST.get("sentence", "")[:2000]
    if verb == "postpone":
        day = labels.day_of(labels.typed(request.POST, "due_on"))
        if day is None:
            raise NotValid(_("Choose the day, the month and the year."), code="due_on")
        lines.postpone(line_id=line_id, due_on=day, by=actor)
    elif verb == "complete":
        given = labels.typed(request.POST, "delivered")
        lines.complete(line_id=line_id, delivered=given, sentence=sentence, by=actor)
    elif verb == "not_available":
        reason = labels.typed(request.POST, "reason")
        lines.not_available(line_id=line_id, reason=reason, sentence=sentence, by=actor)
    elif verb == "suspend":
        lines.suspend(line_id=line_id, sentence=sentence, by=actor)
    else:
        {
            "accept": lines.accept,
            "refuse": lines.refuse,
            "offer_again": lines.offer_again,
            "request": lines.request,
            "take_up": lines.take_up,
            "acknowledge": lines.acknowledge,
            "start": lines.start,
        }[verb](line_id=line_id, by=actor)


def _page(request: HttpRequest, actor: Actor, case: Case, *, told: str = "", status: int = 200) -> HttpResponse:
    # Rendered inside the block: plaintext does not outlive it.
    with access.open_plan(actor, case.pk, purpose=PURPOSE) as plan:
        rows = [line.row for line in plan.lines]
        gone = queries.unseen(case, rows)
        context = {
            "case": case,
            "open": case.state == "open",
            "told": told,
            "asked": queries.was_asked(case.pk),
            "pillars": _pillars(plan, gone),
            "desks": _desks(case, rows, gone),
            "overdue": sum(1 for row in rows if queries.is_overdue(row)),
            "to_go_through": sum(1 for row in rows if row.state in states.TO_GO_THROUGH),
            "has_goal": any(goal.row.ended_on is None for goal in plan.goals),
            "has_line": any(row.state in states.OPEN for row in rows),
            "talks": [_talk(one) for one in queries.talks(case.pk)],
            "outcomes": labels.items(words.OUTCOMES),
        }
        return render(request, "plans/plan.html", context, status=status)


def _pillars(plan: OpenedPlan, gone: set[UUID]) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for pillar in states.PILLARS:
        mine = [_goal(one, gone) for one in plan.goals if one.row.pillar == pillar]
        found.append({"code": pillar, "name": words.PILLARS[pillar], "goals": mine})
    return found


def _goal(one: GoalInWords, gone: set[UUID]) -> Mapping[str, Any]:
    return {
        "row": one.row,
        "words": one.words,
        "type": words.TYPES[one.row.type],
        "outcome": words.OUTCOMES.get(one.row.outcome, ""),
        "lines": [_line(line, gone) for line in one.lines],
        "may_end": one.row.ended_on is None and not any(line.row.state in states.OPEN for line in one.lines),
    }


def _line(line: LineInWords, gone: set[UUID]) -> Mapping[str, Any]:
    row = line.row
    return {
        "row": row,
        "action": line.action,
        "said": line.said,
        "service": labels.service(row.service),
        "chip": labels.chip(row),
        "beside": labels.beside(row),
        "unseen": row.pk in gone,
    }


def _desks(case: Case, rows: list[Line], gone: set[UUID]) -> list[Mapping[str, Any]]:
    """By desk, the own one first: what each has to do, and whether it sees it."""
    by_desk: dict[Desk, list[Line]] = {}
    for row in rows:
        by_desk.setdefault(row.desk, []).append(row)
    order = sorted(by_desk, key=lambda desk: (desk.pk != case.desk_id, desk.institution_id, desk.pk))
    return [
        {
            "desk": desk,
            "own": desk.pk == case.desk_id,
            "lines": [
                {"row": row, "service": labels.service(row.service), "chip": labels.chip(row)} for row in by_desk[desk]
            ],
            "unseen": any(row.pk in gone for row in by_desk[desk]),
            "ask": asking.about(case.pk, desk, [queries.PLAN_LINES], back=reverse("plans:plan", args=[case.pk])),
        }
        for desk in order
    ]


def _talk(one: Talk) -> Mapping[str, Any]:
    return {"row": one, "answer": words.ANSWERS[one.answer], "language": labels.language(one.language)}


def line_page(
    request: HttpRequest,
    actor: Actor,
    case: Case,
    line_id: UUID,
    *,
    wrong: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of one line at the desk that holds the plan; `wrong` has a sentence per field."""
    with access.open_plan(actor, case.pk, purpose=PURPOSE) as plan:
        line = next((one for one in plan.lines if one.row.pk == line_id), None)
        if line is None:
            raise NotFound
        own = line.row.desk_id == case.desk_id
        goal = next(one for one in plan.goals if one.row.pk == line.row.goal_id)
        context = {
            "case": case,
            "open": case.state == "open",
            "line": _line(line, queries.unseen(case, [line.row])),
            "goal": goal.words,
            "own": own,
            "may_give": own or queries.may_give(line.row),
            "ask": asking.about(case.pk, line.row.desk, [queries.PLAN_LINES], back=request.path),
            "movable": line.row.state in states.OPEN,
            **_next(case, line.row, wrong or {}, request),
        }
        return render(request, "plans/line.html", context, status=status)


def _next(case: Case, row: Line, wrong: Mapping[str, str], request: HttpRequest) -> Mapping[str, Any]:
    """What the desk that holds the plan can do with a line; `give_why` says why its desk is given it by no button."""
    own, stands_in = row.desk_id == case.desk_id, giving.stands_in(case, row)
    found = forms(row, states.HOLDER, own=own, stands_in=stands_in, wrong=wrong, request=request)
    if own or row.state != states.ACCEPTED:
        return found
    refusal = giving.against(case, row)
    code = refusal.code if refusal else ""
    # Begun elsewhere without an account: only once nothing else stands against telling that desk.
    shown = [item for item in found["buttons"] if item.value != "start" or code == giving.NOT_REACHED]
    why = "" if refusal is None or code == "not_agreed" else str(refusal.sentence)
    return {**found, "buttons": shown, "give_why": why}


def forms(
    row: Line, who: str, *, own: bool, wrong: Mapping[str, str], request: HttpRequest, stands_in: bool = False
) -> Mapping[str, Any]:
    """What can be done with a line by one of its desks, what was typed, and its steps."""
    verbs = states.verbs_of(who, row.state, own=own, stands_in=stands_in)
    # What goes on stands before what ends it.
    pressed = sorted((verb for verb in verbs if verb in BUTTONS), key=lambda verb: verb == "refuse")
    fields = ("sentence", "delivered", "reason", "due_on")
    return {
        "buttons": [labels.Item(verb, str(words.VERBS[verb])) for verb in pressed],
        "verbs": verbs,
        "delivered": labels.items(words.DELIVERED),
        "reasons": labels.items(words.REASONS),
        "typed": {name: request.POST.get(name, "")[:2000] for name in fields},
        "wrong": wrong,
        "errors": [{"id": name if name in fields else "", "sentence": said} for name, said in wrong.items()],
        "steps": [labels.step(step) for step in queries.steps_of([row.pk])],
        "today": clock.today(),
    }
