"""The forms of a plan: a goal in the person's words, a line for it, and going through the plan with the person."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.cases.models import Case
from himaya.institutions import queries as institutions
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.plans import access, queries, states, words
from himaya.plans.actions import goals, lines, talks
from himaya.plans.actions.goals import Wanted
from himaya.plans.actions.lines import Step
from himaya.plans.actions.talks import Said
from himaya.plans.models import Goal
from himaya.web.forms import form_id, refused
from himaya.web.plans import labels
from himaya.web.plans.gate import PURPOSE, at_a_desk, held


@dataclass
class Typed:
    """What stands in a form by field; `wrong` has a sentence for each field that needs another look."""

    said: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    wrong: dict[str, str] = field(default_factory=dict)


def _typed(post: QueryDict, *names: str) -> Typed:
    return Typed({name: labels.typed(post, name, 2000) for name in (*names, "instance")}, post.getlist("refused")[:200])


def _day(typed: Typed, name: str) -> None:
    if typed.said[name] and labels.day_of(typed.said[name]) is None:
        typed.wrong[name] = _("Choose the day, the month and the year.")


@require_http_methods(["GET", "POST"])
@at_a_desk
def goal(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Add a goal."""
    case = held(actor, case_id)
    if request.method != "POST":
        return _goal_form(request, case, Typed({"pillar": request.GET.get("pillar", "")[:20]}))
    typed = _typed(request.POST, "pillar", "type", "words", "until")
    _day(typed, "until")
    if not typed.wrong:
        wanted = Wanted(
            typed.said["pillar"], typed.said["type"], typed.said["words"], labels.day_of(typed.said["until"])
        )
        try:
            goals.add(case_id=case_id, wanted=wanted, instance_id=form_id(typed.said["instance"]), by=actor)
        except (NotNow, NotValid) as refusal:
            typed.wrong = refused(refusal, actor, "plans:goal_add")
            return _goal_form(request, case, typed, status=refusal.status)
        messages.success(request, _("The goal is in the plan. Now add what is done for it."))
        return redirect("plans:plan", case_id=case_id)
    return _goal_form(request, case, typed, status=NotValid.status)


@require_http_methods(["GET", "POST"])
@at_a_desk
def line(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Add a line: nothing goes anywhere yet."""
    case = held(actor, case_id)
    if request.method != "POST":
        return _line_form(request, actor, case, Typed({"goal": request.GET.get("goal", "")[:40]}))
    typed = _typed(request.POST, "goal", "action", "service", "desk", "due_on")
    chosen = _goal(case, typed.said["goal"])
    due_on = labels.day_of(typed.said["due_on"])
    if chosen is None:
        typed.wrong["goal"] = _("Choose the goal that it is for.")
    if due_on is None:
        typed.wrong["due_on"] = _("Say until which day: the day, the month and the year.")
    if chosen is not None and due_on is not None:
        step = Step(typed.said["action"], typed.said["service"], typed.said["desk"], due_on)
        try:
            lines.add(goal_id=chosen.pk, step=step, instance_id=form_id(typed.said["instance"]), by=actor)
        except (NotNow, NotValid) as refusal:
            typed.wrong = refused(refusal, actor, "plans:line_add")
            return _line_form(request, actor, case, typed, status=refusal.status)
        messages.success(request, _("The line is proposed. Go through it with the person; then it can be given."))
        return redirect("plans:plan", case_id=case_id)
    return _line_form(request, actor, case, typed, status=NotValid.status)


@require_http_methods(["GET", "POST"])
@at_a_desk
def talk(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Go through the plan with the person, and write down what they said of it."""
    case = held(actor, case_id)
    if request.method != "POST":
        return _talk_form(request, actor, case, Typed({"language": case.language, "on": clock.today().isoformat()}))
    typed = _typed(request.POST, "on", "language", "interpreter", "answer")
    on = labels.day_of(typed.said["on"])
    if on is None:
        typed.wrong["on"] = _("Choose the day, the month and the year.")
        return _talk_form(request, actor, case, typed, status=NotValid.status)
    answer = Said(on, typed.said["language"], typed.said["interpreter"], typed.said["answer"], _ids(typed.refused))
    try:
        talks.go_through(case_id=case_id, said=answer, instance_id=form_id(typed.said["instance"]), by=actor)
    except (NotNow, NotValid) as refusal:
        typed.wrong = refused(refusal, actor, "plans:talk")
        return _talk_form(request, actor, case, typed, status=refusal.status)
    messages.success(request, _("Written down, with what the person said of each line."))
    return redirect("plans:plan", case_id=case_id)


def _ids(typed: list[str]) -> set[UUID]:
    found = set()
    for one in typed:
        try:
            found.add(UUID(one))
        except ValueError:
            continue
    return found


def _goal(case: Case, typed: str) -> Goal | None:
    try:
        return queries.goals_of(case.pk).filter(pk=UUID(typed), ended_on__isnull=True).first()
    except ValueError:
        return None


def _common(case: Case, typed: Typed, places: dict[str, str]) -> dict[str, Any]:
    return {
        "case": case,
        "typed": typed.said,
        "wrong": typed.wrong,
        "instance": typed.said.get("instance") or new_id(),
        "errors": [{"id": places.get(name, name), "sentence": said} for name, said in typed.wrong.items()],
    }


def _goal_form(request: HttpRequest, case: Case, typed: Typed, *, status: int = 200) -> HttpResponse:
    context = {
        **_common(case, typed, {"pillar": "goal-pillar", "first_days": "", "closed": "", "full": ""}),
        "asked": queries.was_asked(case.pk),
        "pillars": labels.items(words.PILLARS),
        "types": labels.items(words.TYPES),
        "longest": goals.LONGEST,
    }
    return render(request, "plans/goal.html", context, status=status)


def _line_form(request: HttpRequest, actor: Actor, case: Case, typed: Typed, *, status: int = 200) -> HttpResponse:
    desks = institutions.standing_desks().exclude(kind="data_authority").order_by("institution_id", "pk")
    # Rendered inside the block: the goals are in the person's words.
    with access.open_plan(actor, case.pk, purpose=PURPOSE) as plan:
        context = {
            **_common(case, typed, {"closed": "", "full": ""}),
            "goals": [labels.Item(str(one.row.pk), one.words) for one in plan.goals if one.row.ended_on is None],
            "services": labels.services(),
            "own": [labels.Item(one.pk, one.name) for one in desks if one.pk == case.desk_id],
            "others": [
                labels.Item(one.pk, one.name, one.institution.name)
                for one in desks
                if one.pk != case.desk_id and one.services
            ],
            "longest": lines.LONGEST,
        }
        return render(request, "plans/line_add.html", context, status=status)


def _talk_form(request: HttpRequest, actor: Actor, case: Case, typed: Typed, *, status: int = 200) -> HttpResponse:
    places = {name: f"talk-{name}" for name in ("answer", "interpreter", "refused")}
    with access.open_plan(actor, case.pk, purpose=PURPOSE) as plan:
        context = {
            **_common(case, typed, {**places, "closed": "", "empty": ""}),
            "lines": [
                labels.Item(str(one.row.pk), one.action, f"{labels.service(one.row.service)} · {one.row.desk.name}")
                for one in plan.lines
                if one.row.state in states.OPEN
            ],
            "refused": typed.refused,
            "answers": labels.items(words.ANSWERS),
            "languages": labels.spoken(),
            "interpreters": labels.items(words.INTERPRETERS, states.INTERPRETERS),
        }
        return render(request, "plans/talk.html", context, status=status)
