"""Assessments of needs: the list, one with its modules rated, and a gap that becomes a need of the round tables."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.coordination import states as table_states
from himaya.coordination.models import Cycle
from himaya.kernel.actor import Actor
from himaya.training import policy, rules, states, words
from himaya.training.actions import assessments
from himaya.training.actions.assessments import Rating
from himaya.training.queries import needs
from himaya.web.forms import Item, Typed
from himaya.web.gate import only
from himaya.web.training.asking import answered, items, lists, number, one_id, shown

FIELDS = ("audience", "people", "institution", "region")
RATED = ("required", "exposure", "risk", "self_rating", "test_share", "supervisor", "modules", "cycle")


@require_http_methods(["GET", "POST"])
@only(policy.check_says_needs)
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """See them; begin one."""
    typed = Typed(request.POST)

    def page(typed: Typed, *, status: int = 200) -> HttpResponse:
        rows = [(one, words.ASSESSMENT_STATES[one.state]) for one in needs.assessments(actor)]
        context = {**shown(typed, FIELDS), **lists(), "rows": rows, "leads": policy.leads(actor), "here": "needs"}
        return render(request, "training/needs.html", context, status=status)

    def begin() -> str:
        assessments.begin(
            institution_id=typed.text("institution") if policy.leads(actor) else policy.names_for(actor),
            region_id=typed.text("region"),
            audience=typed.text("audience"),
            people=number(typed, "people"),
            by=actor,
        )
        return _("Begun. Rate the modules one by one, then hand it in.")

    if request.method != "POST":
        return page(typed)
    return answered(request, actor, typed, {"begin": begin}, page, "training:needs")


@require_http_methods(["GET", "POST"])
@only(policy.check_says_needs)
def one(request: HttpRequest, actor: Actor, assessment_id: UUID) -> HttpResponse:
    """See one; rate a module, hand it in, set it aside, enter a need."""
    typed = Typed(request.POST)
    needs.assessment_of(actor, assessment_id)

    def page(typed: Typed, *, status: int = 200) -> HttpResponse:
        row = needs.assessment_of(actor, assessment_id)
        context = {
            **shown(typed, RATED),
            **lists(),
            "row": row,
            "state": words.ASSESSMENT_STATES[row.state],
            "open": row.state == states.ASSESSMENT_OPEN,
            "handed_in": row.state == states.HANDED_IN,
            "gaps": [
                (one, words.MODULES[one.row.module], words.PRIORITIES[one.priority], _tone(one.priority))
                for one in needs.gaps(row)
            ],
            "leads": policy.leads(actor),
            "cycles": [
                Item(str(one.pk), one.title)
                for one in Cycle.objects.filter(state=table_states.OPEN, recorded=False).order_by("-opened_on")
            ],
            "scale": [Item(str(one), str(one)) for one in range(rules.RATINGS[0], rules.RATINGS[1] + 1)],
            "exposures": items(words.EXPOSURES),
            "risks": items(words.RISKS),
            "here": "needs",
        }
        return render(request, "training/need.html", context, status=status)

    def rate() -> str:
        rating = Rating(
            **{name: number(typed, name) for name in ("required", "exposure", "risk")},
            **{name: number(typed, name) for name in ("self_rating", "test_share", "supervisor")},
        )
        assessments.rate(assessment_id=assessment_id, module=typed.text("modules"), rating=rating, by=actor)
        return _("Kept. Rate the next one, or hand it in.")

    def hand_in() -> str:
        assessments.hand_in(assessment_id=assessment_id, by=actor)
        return _("Handed in. The secretariat sees it.")

    def set_aside() -> str:
        assessments.set_aside(assessment_id=assessment_id, by=actor)
        return _("Set aside: it counts no more.")

    def enter() -> str:
        assessments.enter_need(
            assessment_id=assessment_id, module=typed.text("module"), cycle_id=one_id(typed, "cycle"), by=actor
        )
        return _("Entered into the register of needs. A line of the plan can serve it.")

    if request.method != "POST":
        return page(typed)
    deeds = {"rate": rate, "hand_in": hand_in, "set_aside": set_aside, "enter": enter}
    return answered(request, actor, typed, deeds, page, "training:need", assessment_id=assessment_id)


def _tone(priority: str) -> str:
    return words.PRIORITY_TONES.get(priority, "")
