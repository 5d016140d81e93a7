"""The journey: who can travel and with whom, the day, once more at the gate, boarding."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.returns import content_later, policy, rules_travel, states, words_later
from himaya.returns.access import Opened
from himaya.returns.actions import travel as verbs
from himaya.returns.actions.travel import Fitness
from himaya.web.forms import Typed
from himaya.web.gate import only
from himaya.web.returns.children import stand_by, stand_by_form
from himaya.web.returns.stepping import (
    CHECKBOX,
    DATE,
    LINE,
    RADIO,
    TIME,
    Do,
    Field,
    Form,
    Shown,
    few,
    handle,
    items,
    moment,
    notes,
    today,
)

VIEW = "returns:travel"
KINDS = (
    states.FITNESS, states.ESCORT, states.TRANSIT, states.MADE_READY, states.ASKED_AT_GATE, states.CHANGED_MIND,
    states.BOARDED,
)  # fmt: skip


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def travel(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The page; POST takes one step."""
    return handle(request, actor, case_id, view=VIEW, does=DOES, show=_show)


def _fit(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    fitness = Fitness(
        typed.text("fit"),
        typed.post.getlist("needs"),
        typed.text("fit_who"),
        typed.day("fit_on"),
        typed.text("fit_words"),
    )
    verbs.note_fitness(case_id=case_id, fitness=fitness, instance_id=form, by=by)
    return _("Written down: whether the person can travel, and what they need.")


def _transit(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    how, who = typed.text("transit"), typed.text("transit_who")
    verbs.note_transit(case_id=case_id, how=how, who=who, said=typed.text("transit_words"), instance_id=form, by=by)
    return _("Written down: who helps on the way.")


def _ready(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    on = typed.day("travel_on")
    verbs.make_ready(case_id=case_id, on=on, said=typed.text("ready_words"), instance_id=form, by=by)
    return _("The day is set: nothing stands against it. The person can still turn back, also at the gate.")


def _goes(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    verbs.ask_at_gate(case_id=case_id, answer=verbs.GOES, said=typed.text("gate_words"), instance_id=form, by=by)
    return _("Written down. Stay with the person until they have boarded.")


def _stays(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    verbs.ask_at_gate(case_id=case_id, answer=verbs.STAYS, instance_id=form, by=by)
    return _("The person stays. No reason is asked and nothing is lost. See that there is a safe bed tonight.")


def _board(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    arrives = moment(typed.day("arrives_on"), typed.text("arrives_at"))
    verbs.board(case_id=case_id, arrives_at=arrives, instance_id=form, by=by)
    return _("Written down. Somebody there says within 24 hours of the arrival that the person was met.")


DOES: dict[str, Do] = {
    "fit": _fit,
    "stand_by": stand_by,
    "transit": _transit,
    "ready": _ready,
    "goes": _goes,
    "stays": _stays,
    "board": _board,
}


def _show(opened: Opened) -> Shown:
    row = opened.row
    state = row.state if row is not None else ""
    day_set = row.travel_on if row is not None and state in (states.PREPARING, states.READY) else None
    on_day = day_set or clock.today()
    at_gate = verbs.against_boarding(opened) if state == states.READY else ()
    against = verbs.against(opened, on_day) if state in (states.PREPARING, states.READY) else ()
    shown_against = at_gate or against
    following, said = _next(state, against, at_gate)
    return Shown(
        pgettext("page of a return", "The journey"),
        _("Discreet, with somebody along where it is needed; until boarding one word is enough to turn back."),
        _forms(against, at_gate, day_set.isoformat() if day_set else ""),
        KINDS,
        next=following,
        next_words=said,
        link=_link(opened, state, against),
        against=[words_later.said_against(one) for one in shown_against],
        against_title=_("What stands against boarding") if at_gate else _("What stands against the day of travel"),
        notes=[(_on(day_set), False), *notes(content_later.words().gate)] if state == states.READY and day_set else (),
    )


def _on(day_set: date) -> str:
    return _("The person travels on %(day)s.") % {"day": days.in_words(day_set, languages.current())}


def _next(state: str, against: tuple[str, ...], at_gate: tuple[str, ...]) -> tuple[str, str]:
    if state == states.PREPARING:
        steps = {
            rules_travel.FITNESS_MISSING: "fit",
            rules_travel.FITNESS_OLD: "fit",
            rules_travel.UNFIT: "fit",
            rules_travel.HELP_MISSING: "stand_by",
            rules_travel.TRANSIT_MISSING: "transit",
        }
        following = next((steps[one] for one in against if one in steps), "")
        if against and not following:
            return "", _("Something stands against the travel. Settle that first.")
        return following or "ready", ""
    if state == states.READY:
        if not at_gate:
            return "board", ""
        if set(at_gate) <= {rules_travel.NOT_ASKED}:
            return "goes", _("Ask the person once more, alone, before they board.")
        return "", _("Wait for the day, and settle what stands below. At the gate the person is asked once more.")
    if state in (states.TRAVELLING, states.RECEIVED):
        return "", _("The person has boarded.")
    return "", _("The journey is prepared once two people have signed.") if state and state != states.ENDED else ""


def _link(opened: Opened, state: str, against: tuple[str, ...]) -> tuple[str, str] | None:
    if state in (states.TRAVELLING, states.RECEIVED):
        return reverse("returns:after", args=[opened.case.pk]), _("On arrival and after")
    if state in (states.TALKING, states.WEIGHING, states.NOT_NOW):
        return reverse("returns:of_case", args=[opened.case.pk]), pgettext("page of a case", "Going or staying")
    if state == states.PREPARING and against[:1] == (rules_travel.NO_PAPER,) and len(against) == 1:
        return reverse("returns:documents", args=[opened.case.pk]), _("Papers and courts")
    return None


def _forms(against: tuple[str, ...], at_gate: tuple[str, ...], day_set: str) -> list[Form]:
    not_yet = next((words_later.said_against(one) for one in against), "")
    not_boarding = next((words_later.said_against(one) for one in at_gate), "")
    # The day is what this form chooses: only what stands against any day greys it.
    not_ready = not_yet if against[:1] not in ((), (rules_travel.DAY_PAST,), (rules_travel.FITNESS_OLD,)) else ""
    return [
        Form(
            "fit",
            states.FITNESS,
            _("Whether the person can travel"),
            _("Write down whether they can travel"),
            (
                Field(RADIO, "fit", _("Can the person travel?"), items(words_later.FITNESS)),
                Field(CHECKBOX, "needs", _("What do they need on the way?"), items(words_later.NEEDS)),
                Field(LINE, "fit_who", _("Who said it: somebody who heals, by name; empty if it is you")),
                Field(DATE, "fit_on", _("On which day"), default=today()),
                few("fit_words", hint=_("What they can do and need. No illness, no diagnosis.")),
            ),
        ),
        stand_by_form(),
        Form(
            "transit",
            states.TRANSIT,
            _("Help on the way"),
            _("Write down who helps"),
            (
                Field(RADIO, "transit", _("Who helps at a stopover?"), items(words_later.TRANSITS)),
                Field(LINE, "transit_who", _("Who promised it, by name")),
                few("transit_words"),
            ),
        ),
        Form(
            "ready",
            states.MADE_READY,
            _("Another day of travel") if day_set else _("The day of travel"),
            _("Set the day"),
            (Field(DATE, "travel_on", _("On which day does the person travel?"), default=day_set), few("ready_words")),
            why=not_ready,
            places={"words": "ready_words"},
        ),
        Form(
            "goes",
            states.ASKED_AT_GATE,
            _("Once more at the gate"),
            _("The person still wishes to go"),
            (few("gate_words"),),
        ),
        Form(
            "stays",
            states.ASKED_AT_GATE,
            _("The person does not go"),
            _("The person stays"),
            says=_("A no is enough. No reason is asked."),
            beside="goes",
        ),
        Form(
            "board",
            states.BOARDED,
            _("Boarding"),
            _("The person has boarded"),
            (
                Field(DATE, "arrives_on", _("On which day do they arrive?"), default=today()),
                Field(TIME, "arrives_at", _("At which hour, by the clock here?")),
            ),
            why=not_boarding,
        ),
    ]
