"""The first days of a person: health first, six short questions, and for each answer what is done next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.cases import access as cases
from himaya.cases.contacts import first_day
from himaya.cases.models import Case
from himaya.institutions.rules_calls import DANGER
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.plans import access, first_days_content, words
from himaya.plans import rules_first_days as rules
from himaya.plans.access import SINCE, Round
from himaya.plans.actions import first_days, health_offers
from himaya.web import calls
from himaya.web.forms import form_id, refused
from himaya.web.methods import require_POST
from himaya.web.plans import labels
from himaya.web.plans.clocks import clocks
from himaya.web.plans.gate import PURPOSE, at_a_desk, held

# Fields whose place on the page has another id than their name: the lists of choices.
_PLACES = {name: f"first-{name}" for name in (*rules.QUESTIONS, "not_now")} | {"offered": "first-said"}
# A danger is more than the service that answers it: of a child it asks for child protection first.
NEEDS = {rules.DANGER: DANGER}
SHOWN = 3
_WINDOWS = {rules.OPEN: labels.WAIT, rules.PERHAPS: labels.LATE, rules.OVER: "", rules.NOT_KNOWN: ""}


@dataclass
class Typed:
    """What stands in the form; `wrong` has a sentence for each field that needs another look."""

    answers: dict[str, str] = field(default_factory=dict)
    since: str = ""
    not_now: str = ""
    offered: str = ""
    instance: str = ""
    wrong: dict[str, str] = field(default_factory=dict)


@require_http_methods(["GET", "POST"])
@at_a_desk
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The page; a POST is one round."""
    case = held(actor, case_id)
    if request.method != "POST":
        return _page(request, actor, case, Typed())
    typed = Typed(
        answers={name: labels.typed(request.POST, name) for name in rules.QUESTIONS},
        since=labels.typed(request.POST, SINCE),
        instance=labels.typed(request.POST, "instance"),
    )
    try:
        first_days.ask(
            case_id=case_id, answers=typed.answers, since=typed.since, instance_id=form_id(typed.instance), by=actor
        )
    except (NotNow, NotValid) as refusal:
        typed.wrong = refused(refusal, actor, "plans:first_days")
        if refusal.status == NotValid.status:
            # Every gap at once, not one after the other.
            typed.wrong |= {
                name: words.answer_too(name) for name in rules.QUESTIONS if typed.answers[name] not in rules.READINGS
            }
        return _page(request, actor, case, typed, status=refusal.status)
    messages.success(request, _("Written down. What is to be done now stands first."))
    return redirect("plans:first_days", case_id=case_id)


@require_POST
@at_a_desk
def leave(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Not now, because: help and the plan go on."""
    case, typed = held(actor, case_id), Typed(not_now=labels.typed(request.POST, "not_now"))
    typed.instance = labels.typed(request.POST, "instance")
    try:
        first_days.leave(case_id=case_id, reason=typed.not_now, instance_id=form_id(typed.instance), by=actor)
    except (NotNow, NotValid) as refusal:
        typed.wrong = refused(refusal, actor, "plans:first_days_leave")
        return _page(request, actor, case, typed, status=refusal.status)
    messages.success(request, _("Written down. Help goes on; ask when the moment is better."))
    return redirect("plans:first_days", case_id=case_id)


@require_POST
@at_a_desk
def offer(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """What became of the offer of a consultation."""
    case, said = held(actor, case_id), labels.typed(request.POST, "said")
    try:
        form = form_id(labels.typed(request.POST, "instance"))
        health_offers.say(case_id=case_id, said=said, instance_id=form, by=actor)
    except (NotNow, NotValid) as refusal:
        wrong = refused(refusal, actor, "plans:health_offer")
        return _page(
            request,
            actor,
            case,
            Typed(offered=said, wrong={"offered": next(iter(wrong.values()))}),
            status=refusal.status,
        )
    messages.success(request, _("Written down. Care stays open to the person, whatever they said."))
    return redirect("plans:first_days", case_id=case_id)


def _page(request: HttpRequest, actor: Actor, case: Case, typed: Typed, *, status: int = 200) -> HttpResponse:
    # Rendered inside the block: plaintext does not outlive it.
    with access.open_rounds(actor, case.pk, purpose=PURPOSE) as rounds:
        last = next((one for one in rounds if one.answers), None)
        context: dict[str, Any] = {
            "case": case,
            "told_before": not rounds and cases.has_told(actor, case),
            "open": case.state == "open",
            "typed": typed,
            "wrong": typed.wrong,
            "instance": typed.instance or new_id(),
            "errors": [{"id": _PLACES.get(name, name), "sentence": said} for name, said in typed.wrong.items()],
            "reminders": [_reminder(one, last) for one in first_days_content.reminders().rows],
            "care": labels.service(rules.SERVICES[rules.HEALTH][0]),
            "adopted": first_days_content.reminders().adopted,
            **_clock(case),
            **clocks(case, [(one.since, one.row.at) for one in rounds]),
            "last": _in_words(last) if last else None,
            "steps": _steps(actor, case, last),
            "again": [words.SHORT[name] for name in rules.to_ask_again(last.answers)] if last else [],
            "rounds": [_in_words(one) for one in rounds],
            "questions": [
                {
                    "name": name,
                    "asks": words.QUESTIONS[name],
                    "chosen": typed.answers.get(name, ""),
                    "error": typed.wrong.get(name, ""),
                }
                for name in rules.QUESTIONS
            ],
            "readings": labels.items(words.READINGS),
            "bands": [one for one in labels.items(words.BANDS) if one.value],
            "reasons": labels.items(words.NOT_NOW),
        }
        return render(request, "plans/first_days.html", context, status=status)


def _clock(case: Case) -> Mapping[str, Any]:
    """Whether the file is young. No hours are shown: they would be read as hours since what happened."""
    gone = rules.hours_since_day(first_day(case), clock.now(), clock.here())
    return {"within": gone < rules.FIRST_HOURS}


def _reminder(one: first_days_content.Reminder, last: Round | None) -> Mapping[str, Any]:
    chip = None
    if one.hours is not None and last is not None and last.since in rules.BANDS:
        gone = rules.hours_between(last.row.at, clock.now())
        state = rules.window(last.since, gone, one.hours)
        left = rules.hours_left(last.since, gone, one.hours)
        chip = labels.Chip(_WINDOWS[state], _window_in_words(state, left))
    return {"words": labels.said(one.words), "unverified": one.unverified, "hours": one.hours, "chip": chip}


def _window_in_words(state: str, left: int) -> str:
    if state == rules.OPEN:
        return _("Still in time: at least %(n)s h") % {"n": left}
    if state == rules.PERHAPS:
        return _("Perhaps still in time: go now")
    return _("The hours are over: care still helps, go all the same")


def _steps(actor: Actor, case: Case, last: Round | None) -> list[Mapping[str, Any]]:
    if last is None:
        return []
    return [
        {
            "question": words.SHORT[name],
            "answer": words.READINGS[said],
            "next": words.NEXT[name],
            "services": [{"id": one, "name": labels.service(one)} for one in services],
            "whom": calls.shown(
                calls.in_case(NEEDS.get(name, services[0]), actor, case, child=name == rules.CHILD), most=SHOWN
            ),
        }
        for name, said, services in rules.steps(last.answers)
    ]


def _in_words(one: Round) -> Mapping[str, Any]:
    return {
        "row": one.row,
        "on": one.row.at.astimezone(clock.here()),
        "role": labels.role(one.row.role),
        "not_now": words.NOT_NOW.get(one.row.not_now, ""),
        "since": words.BANDS[one.since] if one.since else "",
        "answers": [(words.SHORT[name], words.READINGS[said]) for name, said in one.answers.items()],
    }
