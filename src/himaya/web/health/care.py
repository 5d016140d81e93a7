"""Stepped care of one person, for whoever opens the compartment; and what waits there for a look."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from himaya.cases import policy_compartments
from himaya.health import access, access_care, policy, queries_care, words_care
from himaya.health import rules_care as rules
from himaya.health.access_care import Course, Line
from himaya.health.actions import care_steps
from himaya.health.care_content import care
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.unit import log_refusal
from himaya.web import calls
from himaya.web.forms import Item, Typed, form_id
from himaya.web.gate import only

# The box by which the desk that holds the file hears that there is danger.
HOLDER = "holder"


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def course(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The steps so far; POST adds a line."""
    access.kept_of(actor, case_id)
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, case_id, typed)
    try:
        said = _do(request.POST.get("do", ""), case_id, typed, actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="health:care")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, actor, case_id, typed, status=refusal.status)
    messages.success(request, said)
    return redirect("health:care", case_id=case_id)


@require_GET
@only(policy.check_works)
def waiting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """In which files a step of care is to be looked at again, by their references; nothing sealed is opened."""
    today = clock.today()
    rows = [
        {"case": row.case, "first": first, "last": last, "late": today > last}
        for row, first, last in queries_care.waiting(actor)
    ]
    return render(request, "health/waiting.html", {"rows": rows})


def _do(verb: str, case_id: UUID, typed: Typed, by: Actor) -> str:
    typed.text("do")
    words, instance, reason = typed.text("words"), form_id(typed.text("instance")), typed.text("reason")
    step = _step(typed.text("step"))
    if verb == rules.BEGIN:
        care_steps.begin(case_id=case_id, step=step, words=words, instance_id=instance, by=by)
    elif verb == rules.REVIEW:
        care_steps.review(case_id=case_id, reason=reason, words=words, instance_id=instance, by=by)
    elif verb == rules.UP:
        tells = typed.text("tells") == HOLDER
        care_steps.step_up(
            case_id=case_id, step=step, reason=reason, words=words, instance_id=instance, by=by, tells_holder=tells
        )
        if rules.calls_for_act(reason):
            return _("Written. Act now, and see the person again within a day: your desk has a task for it.")
    elif verb == rules.DOWN:
        care_steps.step_down(case_id=case_id, step=step, reason=reason, words=words, instance_id=instance, by=by)
    else:
        raise NotFound
    return _("Written. Look again between four and six weeks from now.")


def _step(typed: str) -> int | None:
    return int(typed) if typed in {str(one) for one in rules.STEPS} else None


def _page(request: HttpRequest, actor: Actor, case_id: UUID, typed: Typed, *, status: int = 200) -> HttpResponse:
    compartment = access.kept_of(actor, case_id)
    with access_care.open_course(actor, compartment) as found:
        verb = typed.said.get("do", "")
        language = request.LANGUAGE_CODE
        context: dict[str, Any] = {
            "case": compartment.case,
            "open": (now_open := compartment.case.state == "open" and policy_compartments.stands(compartment)),
            "shown": typed.shown(now_open),
            "begun": found.step is not None,
            **_now(found, language),
            "lines": [_line(one, language) for one in reversed(found.lines)],
            "forms": _forms(found, typed, language),
            "tells": typed.said.get("tells") == HOLDER,
            "cautions": [{"words": one.words.in_language(language), "mark": one.mark} for one in care().cautions],
            "adopted": care().adopted,
            "holds": compartment.case.desk_id == actor.desk_id,
            "act_now": bool(found.lines) and rules.calls_for_act(found.lines[-1].reason),
            **(calls.for_a_life(actor, compartment.case) if found.lines else {}),
            "errors": typed.errors({name: f"{name}-{verb}" for name in ("step", "reason", "words")}),
            "instance": new_id(),
        }
        return render(request, "health/care.html", context, status=status)


def _now(found: Course, language: str) -> dict[str, Any]:
    if found.step is None or found.looked is None:
        return {}
    first, last = rules.window(found.looked)
    moment = rules.moment(found.looked, clock.today())
    return {
        "step": found.step,
        "name": care().steps[found.step].in_language(language),
        "since": found.since,
        "first": first,
        "last": last,
        "moment": words_care.MOMENTS[moment],
        "tone": {rules.EARLY: "calm", rules.DUE: "wait", rules.LATE: "late"}[moment],
    }


def _line(one: Line, language: str) -> dict[str, Any]:
    return {
        "row": one.row,
        "done": words_care.DONE[one.done],
        "step": one.step,
        "name": care().steps[one.step].in_language(language),
        "reason": words_care.REASONS.get(one.reason, ""),
        "words": one.words,
    }


def _forms(found: Course, typed: Typed, language: str) -> list[dict[str, Any]]:
    """What may be written next, each as a form: with its steps to choose from, and its reasons."""
    if found.step is None:
        return _with_words([_form(rules.BEGIN, pgettext("step of care", "Begin"), rules.STEPS, typed, language)], typed)
    now = found.step
    forms = [
        _form(rules.REVIEW, _("Review, and stay on this step"), (), typed, language),
        _form(rules.UP, _("Step up"), tuple(one for one in rules.STEPS if one > now), typed, language),
        _form(rules.DOWN, _("Step down"), tuple(one for one in rules.STEPS if one < now), typed, language),
    ]
    return _with_words([one for one in forms if one["steps"] or one["verb"] == rules.REVIEW], typed)


def _with_words(forms: list[dict[str, Any]], typed: Typed) -> list[dict[str, Any]]:
    """Begun, or moved, by a colleague meanwhile: what was typed goes along into the forms that are there now."""
    if typed.wrong and typed.said.get("do") not in {one["verb"] for one in forms}:
        for one in forms:
            one |= {"said": {"words": typed.said.get("words", "")}, "wrong": typed.wrong}
    return forms


def _form(verb: str, label: str, steps: tuple[int, ...], typed: Typed, language: str) -> dict[str, Any]:
    mine = typed.said.get("do") == verb
    return {
        "verb": verb,
        "label": label,
        "steps": [Item(str(one), f"{one} · {care().steps[one].in_language(language)}") for one in steps],
        "reasons": [Item(code, words_care.REASONS[code]) for code in rules.REASONS[verb] if code],
        "said": typed.said if mine else {},
        "wrong": typed.wrong if mine else {},
    }
