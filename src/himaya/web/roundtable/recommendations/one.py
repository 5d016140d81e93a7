"""One recommendation: where it stands, what it lacks, what its lead said and what was found, its whole history."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from himaya.coordination import content_following, plans, policy, words_recommendations
from himaya.coordination import states_following as states
from himaya.coordination.actions import recommendations
from himaya.coordination.models import ProgressReport, Recommendation, RecommendationStep
from himaya.coordination.queries import recommendations as queries
from himaya.coordination.states import leads_to
from himaya.coordination.words_following import ACTION_TYPES, CHANNELS, GRADES, RECOMMENDATION_STATES, RESPONSES
from himaya.coordination.words_needs import PRIORITIES
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotValid
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice import showing as practice
from himaya.web.roundtable.practice.maps import table_label
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.recommendations import endings_shown, showing
from himaya.web.roundtable.recommendations.deeds import DEEDS
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.reading import Form, shown

# The way of a recommendation that is carried out; what ends otherwise leaves it.
WAY = (
    states.FORMULATED,
    states.ADDRESSED,
    states.ANSWERED,
    states.IN_PROGRESS,
    states.REPORTED_DONE,
    states.VERIFIED,
    states.REC_CLOSED,
)
HOW_IT_CAME = {
    "given": pgettext_lazy("grade", "given by the secretariat"),
    "silent": pgettext_lazy("grade", "by itself: two reminders stayed without an answer"),
}


@require_http_methods(["GET", "POST"])
@at_the_table
def page(request: HttpRequest, actor: Actor, recommendation_id: UUID) -> HttpResponse:
    """One recommendation. A POST does one thing to it: the lead answers, the secretariat does the rest."""
    if request.method != "POST":
        return _page(request, actor, queries.one_of(actor, recommendation_id), None)
    form = Form(request.POST)
    name = form.text("do")
    # Before anything is looked up, so that what is not there answers as what is not yours to know.
    if name != "answer":
        policy.check_secretariat(actor)
    if name not in DEEDS:
        raise NotFound
    deed = DEEDS[name]
    takes = deed.takes(form, actor)
    outcome = ask(deed.verb, form, deed.fields, deed.rest, by=actor, recommendation_id=recommendation_id, **takes)
    if not outcome.done:
        row = queries.one_of(actor, recommendation_id)
        return _page(request, actor, row, form, told=outcome.told, status=outcome.status)
    messages.success(request, str(deed.done))
    return redirect("roundtable:recommendation", recommendation_id=recommendation_id)


def _page(
    request: HttpRequest,
    actor: Actor,
    row: Recommendation,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    line = queries.line_of(row)
    office = policy.is_secretariat(actor)
    can = {name for name, deed in DEEDS.items() if deed.moment and _moment(row, deed.moment)}
    context: dict[str, Any] = shown(form) | {
        "row": row,
        "known": queries.known_from(actor, row),
        "one": showing.shown(line),
        "texts": [(code, text) for code, text in row.texts.items() if text],
        "told": told,
        "did": form.typed.get("do", "") if form is not None else "",
        "office": office,
        "mine": row.lead_id == practice.own(actor) and bool(row.lead_id),
        "takes_part": _takes_part(row, actor),
        "can": can if office else set(),
        "may_answer": "answer" in can,
        "awaited": words_recommendations.awaited(row),
        "way": _way(row),
        "lights": showing.lights(row),
        "filed": _filed(row),
        "helpers": [one.institution.name if one.institution else one.name for one in row.contributors.all()],
        "history": [_step(step) for step in row.steps.order_by("-number")],
        "table_label": table_label(row.table) if row.table is not None else "",
        "response_how": CHANNELS.get(row.response_how, ""),
        "grade_how": HOW_IT_CAME["silent" if line.grade == states.GRADE_SILENT else "given"] if line.grade else "",
        "evidence": row.evidence.filter(withdrawn_on__isnull=True).count(),
        "reported": _reported(row),
        "why_not_addressed": _why_not_addressed(row),
    }
    if office:
        context |= _choices(actor, row)
    elif context["may_answer"]:
        context["responses"] = lists.of(RESPONSES)
    return render(request, "roundtable/recommendations/one.html", context, status=status)


def _step(step: RecommendationStep) -> dict[str, object]:
    word = words_recommendations.STEPS.get(step.did, step.did)
    return {"row": step, "word": word, "more": words_recommendations.detail(step)}


def _moment(row: Recommendation, verb: str) -> bool:
    return leads_to(states.RECOMMENDATION_TRANSITIONS, verb, row.state) is not None


def _takes_part(row: Recommendation, actor: Actor) -> bool:
    """Whether this institution reports on it: as lead, or as one who helps."""
    mine = actor.institution_id
    return bool(mine) and (row.lead_id == mine or any(one.institution_id == mine for one in row.contributors.all()))


def _way(row: Recommendation) -> list[dict[str, object]]:
    here = WAY.index(row.state) if row.state in WAY else -1
    return [
        {"word": RECOMMENDATION_STATES[state], "done": place < here, "here": place == here}
        for place, state in enumerate(WAY)
    ]


def _reported(row: Recommendation) -> ProgressReport | None:
    """The last report in which the lead says that it is done: its own word, which verifies nothing."""
    rows = row.reports.filter(done=True, state__in=(states.VALIDATED, states.REPORT_ACCEPTED))
    rows = rows.filter(institution_id=row.lead_id) if row.lead_id else rows.filter(entity=row.lead_name)
    return rows.order_by("-number").first()


def _filed(row: Recommendation) -> dict[str, str | Promise]:
    """What it is filed under, in words."""
    lists_of = content_following.register()
    return {
        "theme": showing.filed(lists_of.themes, row.theme),
        "sdg": showing.filed(lists_of.goals, row.sdg),
        "axis": showing.filed(plans.axes(), row.plan_axis) if row.plan_axis else "",
        "kind": ACTION_TYPES.get(row.action_type, ""),
        "priority": PRIORITIES.get(row.priority, ""),
    }


def _why_not_addressed(row: Recommendation) -> str | Promise:
    """Why the button is grey; '' when it can be pressed."""
    try:
        recommendations.check_addressable(row)
    except NotValid as refusal:
        return refusal.sentence
    return ""


def _choices(actor: Actor, row: Recommendation) -> dict[str, Any]:
    """What the secretariat chooses from, in the forms of the page."""
    choices: dict[str, Any] = {"responses": lists.of(RESPONSES), "channels": practice.by_paper()}
    choices["delegates"] = practice.delegates(row.lead_id) if row.lead_id else []
    choices["grades"] = lists.of(GRADES, *states.GRADES_GIVEN)
    choices["today"] = clock.today().isoformat()
    if row.state in states.RECOMMENDATION_OPEN:
        choices |= endings_shown.choices(actor, row)
    return choices
