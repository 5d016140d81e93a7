"""The plan of a year, its lines, and how far needs are covered."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from himaya.coordination import states as table_states
from himaya.coordination.models import Need, Recommendation
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.training import policy, rules, states, words, words_awareness
from himaya.training.actions import training_lines, training_plans, training_sessions
from himaya.training.models import PlanLine
from himaya.training.queries import awareness, plans
from himaya.web.forms import Item, Typed
from himaya.web.gate import only
from himaya.web.training.asking import (
    answered,
    day,
    half_days,
    ids,
    items,
    lists,
    money,
    number,
    shown,
    titles,
)

LINE = [
    "title_missing",
    "title_fr",
    "kind",
    "text_missing",
    "audience",
    "modules",
    "institution",
    "owner",
    "budget_source",
    "budget",
    "currency",
    "due_on",
    "serves",
    "people",
    "region",
    "reason",
    "places",
    "place",
    "language",
    "half_days",
]


@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def one(request: HttpRequest, actor: Actor, plan_id: UUID) -> HttpResponse:
    """See a plan with its lines; the secretariat adds one, puts the plan in force, closes it."""
    typed = Typed(request.POST)
    plans.plan_of(actor, plan_id)

    def page(typed: Typed, *, status: int = 200) -> HttpResponse:
        plan = plans.plan_of(actor, plan_id)
        rows = plan.lines.select_related("owner").prefetch_related("needs__need__institution").order_by("number")
        context = {
            **shown(typed, LINE),
            "plan": plan,
            "state": words.PLAN_STATES[plan.state],
            "lines": [(one, _standing(one), words.LINE_TONES.get(one.standing, "wait")) for one in plans.lines(rows)],
            "leads": policy.leads(actor),
            "draft": plan.state == states.PLAN_DRAFT,
            "in_force": plan.state == states.PLAN_ADOPTED,
            "here": "home",
            **(choices() if policy.leads(actor) else {}),
        }
        return render(request, "training/plan.html", context, status=status)

    def add() -> str:
        training_lines.add(plan_id=plan_id, says=said(typed), by=actor)
        return _("Added. Say next how many of which institution it is to reach.")

    def adopt() -> str:
        training_plans.adopt(plan_id=plan_id, by=actor)
        return _("The plan is in force: sessions can be planned.")

    def close() -> str:
        training_plans.close(plan_id=plan_id, by=actor)
        return _("The plan is closed.")

    if request.method != "POST":
        return page(typed)
    policy.check_leads(actor)
    deeds = {"add": add, "adopt": adopt, "close": close}
    return answered(request, actor, typed, deeds, page, "training:plan", plan_id=plan_id)


@require_safe
@only(policy.check_leads)
def coverage(request: HttpRequest, actor: Actor, plan_id: UUID) -> HttpResponse:
    """How far needs are covered, computed now."""
    plan = plans.plan_of(actor, plan_id)
    found = plans.coverage(plan)
    covered, counted = rules.share_covered(one.standing for one in found)
    context = {
        "plan": plan,
        "rows": [(one, words.COVERAGES[one.standing], words.COVERAGE_TONES.get(one.standing, "")) for one in found],
        "covered": covered,
        "counted": counted,
        "here": "home",
    }
    return render(request, "training/coverage.html", context)


@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def line(request: HttpRequest, actor: Actor, line_id: UUID) -> HttpResponse:
    """See a line; the secretariat changes it, aims it, plans a session of it, drops it."""
    typed = Typed(request.POST)
    plans.line_of(actor, line_id)

    def page(typed: Typed, *, status: int = 200) -> HttpResponse:
        return render(request, "training/line.html", _line(actor, line_id, typed), status=status)

    def change() -> str:
        training_lines.change(line_id=line_id, seen=typed.number("seen"), says=said(typed), by=actor)
        return pgettext("line of a plan", "Changed.")

    def aim() -> str:
        training_lines.aim(
            line_id=line_id,
            institution_id=typed.text("institution"),
            region_id=typed.text("region"),
            people=number(typed, "people") or 0,
            by=actor,
        )
        return _("Kept. Nothing, or 0, takes a target away.")

    def drop() -> str:
        training_lines.drop(line_id=line_id, reason=typed.text("reason"), by=actor)
        return _("Dropped, with the reason.")

    def plan_session() -> str:
        training_sessions.plan(line_id=line_id, says=session_said(typed), by=actor)
        return _("Planned. Enter who trains, then open it for naming.")

    if request.method != "POST":
        return page(typed)
    policy.check_leads(actor)
    deeds = {"change": change, "aim": aim, "drop": drop, "plan_session": plan_session}
    return answered(request, actor, typed, deeds, page, "training:line", line_id=line_id)


def _line(actor: Actor, line_id: UUID, typed: Typed) -> dict[str, Any]:
    row = plans.line_of(actor, line_id)
    found = plans.lines([row])[0]
    leads = policy.leads(actor)
    given = choices(row) if leads else {}
    ticked = {"needs": given.get("own_needs", []), "recommendations": given.get("own_recommendations", [])}
    return {
        **shown(typed, LINE, stands=_stands(row), modules=row.modules, **ticked),
        **given,
        "row": row,
        "line": found,
        "standing": _standing(found),
        "tone": words.LINE_TONES.get(found.standing, "wait"),
        "kind": words.LINE_KINDS[row.kind],
        "module_words": [words.MODULES[one] for one in row.modules],
        "amount": f"{row.budget / 100:.2f}" if row.budget is not None else "",
        "served": [one.need for one in row.needs.select_related("need__institution")],
        "answers": [one.recommendation for one in row.recommendations.select_related("recommendation")],
        "targets": row.targets.select_related("institution", "region").order_by("institution__name_fr", "region_id"),
        "sessions": [
            (one, words.SESSION_STATES[one.state], words.SESSION_TONES.get(one.state, ""))
            for one in row.sessions.filter(policy.visible_sessions(actor)).distinct().order_by("number")
        ],
        "awareness": row.kind == rules.AWARENESS,
        "activities": [(one, awareness.standing(one), awareness.tone(one)) for one in awareness.activities(actor, row)],
        "plans_activities": row.kind == rules.AWARENESS
        and row.plan.state == states.PLAN_ADOPTED
        and row.dropped_on is None
        and policy.holds(actor, row.owner_id),
        "leads": leads,
        "reads_practice": row.kind == rules.TRAINING and policy.reads_practice(actor),
        "plans_sessions": leads and row.plan.state == states.PLAN_ADOPTED and row.kind == rules.TRAINING,
        "open": row.dropped_on is None and row.plan.state != states.PLAN_CLOSED,
        "here": "home",
    }


def _standing(found: plans.Line) -> Promise:
    of = words_awareness.LINES if found.row.kind == rules.AWARENESS else words.LINES
    return of[found.standing]


def _stands(row: PlanLine) -> dict[str, str]:
    return {
        **{name: getattr(row, name) for name in ("title_fr", "title_ar", "title_en", "kind", "audience", "currency")},
        "owner": row.owner_id,
        "budget_source": row.budget_source,
        "budget": f"{row.budget / 100:.2f}" if row.budget is not None else "",
        "due_on": row.due_on.isoformat() if row.due_on else "",
        "seen": str(row.revision),
    }


def choices(row: PlanLine | None = None) -> dict[str, Any]:
    """What a line can serve: open needs, recommendations that are followed; and what this one serves already."""
    still = ~Q(state__in=(table_states.COVERED, table_states.DROPPED))
    mine = [one.need_id for one in row.needs.all()] if row is not None else []
    answers = [one.recommendation_id for one in row.recommendations.all()] if row is not None else []
    needs = Need.objects.filter(still | Q(pk__in=mine)).select_related("institution").order_by("cycle_id", "number")
    followed = Q(ended_on__isnull=True, action_type__in=("training", "awareness", ""))
    recommendations = Recommendation.objects.filter(followed | Q(pk__in=answers)).order_by("number")
    return {
        **lists(),
        "kinds": items(words.LINE_KINDS),
        "needs": [Item(str(one.pk), one.competence, f"{one.institution.name} · {one.audience}") for one in needs],
        "recommendations": [
            Item(str(one.pk), f"R-{one.number} {_short(languages.pick(one.texts) or one.text_fr)}")
            for one in recommendations
        ],
        "own_needs": [str(one) for one in mine],
        "own_recommendations": [str(one) for one in answers],
    }


def _short(text: str) -> str:
    return text if len(text) < 120 else f"{text[:117]}…"


def said(typed: Typed) -> training_lines.Says:
    """A line as it was typed."""
    return training_lines.Says(
        titles=titles(typed),
        kind=typed.text("kind"),
        audience=typed.text("audience"),
        modules=typed.post.getlist("modules"),
        owner_id=typed.text("owner"),
        need_ids=ids(typed, "needs"),
        recommendation_ids=ids(typed, "recommendations"),
        budget_source=typed.text("budget_source"),
        budget=money(typed, "budget"),
        currency=typed.text("currency").upper(),
        due_on=day(typed, "due_on"),
    )


def session_said(typed: Typed) -> training_sessions.Says:
    """A session as it was typed."""
    return training_sessions.Says(
        modules=typed.post.getlist("modules"),
        half_days=half_days(typed),
        place=typed.text("place"),
        online=typed.text("online") == "yes",
        region_id=typed.text("region"),
        language=typed.text("language"),
        places=number(typed, "places"),
    )
