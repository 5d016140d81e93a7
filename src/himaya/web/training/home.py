"""Where training begins: the plans, the sessions that concern the reader, and what they take part in themselves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.training import policy, rules, states, words
from himaya.training.actions import training_plans
from himaya.training.queries import awareness, plans, sessions
from himaya.web.forms import Typed
from himaya.web.gate import only
from himaya.web.training import certificates
from himaya.web.training.asking import answered, number, shown


@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """See it; the secretariat begins the plan of a year."""
    typed = Typed(request.POST)

    def page(typed: Typed, *, status: int = 200) -> HttpResponse:
        context = {
            **shown(typed, ("year",)),
            "plans": [(one, words.PLAN_STATES[one.state]) for one in plans.plans(actor)],
            "sessions": [
                (one, words.SESSION_STATES[one.state], words.SESSION_TONES.get(one.state, ""))
                for one in sessions.sessions(actor)[:60]
            ],
            "activities": [
                (one, awareness.standing(one), awareness.tone(one)) for one in awareness.activities(actor)[:60]
            ],
            "leads": policy.leads(actor),
            "year": typed.said.get("year", str(clock.today().year)),
            "here": "home",
        }
        return render(request, "training/home.html", context, status=status)

    def begin() -> str:
        training_plans.begin(year=number(typed, "year") or 0, by=actor)
        return _("Begun. Add its lines: each serves a need or a recommendation.")

    if request.method != "POST":
        return page(typed)
    policy.check_leads(actor)
    return answered(request, actor, typed, {"begin": begin}, page, "training:home")


@require_safe
@only(policy.check_learns)
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the reader takes part in: days, place, where they were there. No result stands here."""
    found = []
    for row in sessions.own(actor):
        half_days = list(row.session.half_days.order_by("number"))
        there = {one.half_day_id: one for one in row.attendance.all()}
        lines = [
            (one, words.ATTENDANCES[there[one.pk].status] if one.pk in there else _("not marked")) for one in half_days
        ]
        present = sum(one.status == states.PRESENT for one in there.values())
        found.append(
            {
                "row": row,
                "session": row.session,
                "state": words.SESSION_STATES[row.session.state],
                "tone": words.SESSION_TONES.get(row.session.state, ""),
                "withdrawn": row.state == states.WITHDRAWN,
                "half_days": lines,
                "attended": row.session.state == states.HELD and rules.attended(present, len(half_days)),
                "modules": [words.MODULES[one] for one in row.session.modules if one in words.MODULES],
            }
        )
    return render(request, "training/mine.html", {"found": found, **certificates.own(actor), "here": "mine"})
