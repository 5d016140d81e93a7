"""A copy of the safety plan: first who may find it, then what the person wishes; a no is one tap.

The sheet is made while it is handed over, under a name that says nothing, and lies nowhere.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases.access import held_case
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.safety import policy, rules, sheet, words
from himaya.safety.access import open_plan
from himaya.safety.actions import safety_copies
from himaya.web.downloads import as_file, sandboxed
from himaya.web.forms import Item, Typed
from himaya.web.gate import only
from himaya.web.methods import require_POST
from himaya.web.safety.unkept import NotKept, not_kept


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """GET asks; POST `advise` says what is advised, `answer` writes down what they wish, `no` that they want none."""
    held_case(actor, case_id)
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, case_id, typed)
    do = request.POST.get("do", "")
    risk = {name: typed.text(name) for name in rules.QUESTIONS}
    wish = rules.NONE if do == "no" else typed.text("wish")
    try:
        if do == "advise":
            if not set(risk.values()) <= set(rules.ANSWERS):
                raise NotValid(
                    _("Ask both questions. “Not known” is an answer, and so is no copy at all."), code="risk"
                )
            return _page(request, actor, case_id, typed, advised=rules.advice(risk))
        safety_copies.answer(
            case_id=case_id,
            version=typed.number("version"),
            wish=wish,
            risk=risk,
            heard=bool(typed.text("heard")),
            by=actor,
        )
    except (NotNow, NotPermitted, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="safety:copy")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        advised = rules.advice(risk) if do == "answer" and refusal.code != "risk" else ""
        return _page(request, actor, case_id, typed, advised=advised, status=refusal.status)
    messages.success(request, _("Written down."))
    return redirect("safety:copy" if wish in rules.PRINTED else "safety:plan", case_id=case_id)


@require_POST
@only(policy.check_works)
def sheet_of(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The sheet, once they said of this version that there may be one."""
    held_case(actor, case_id)
    typed = Typed(request.POST)
    try:
        # One block: what is judged is what is printed. It is said to be printed once there is a sheet.
        with open_plan(actor, case_id) as (_case, found):
            plan = safety_copies.check_prints(found, typed.number("version"))
            body = sheet.make(plan)
        safety_copies.note_printed(case_id=case_id, version=plan.row.number, answer=plan.answer, by=actor)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="safety:sheet")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, actor, case_id, typed, status=refusal.status)
    return _file(request, body)


@sandboxed
def _file(request: HttpRequest, body: bytes) -> HttpResponse:
    return as_file(body, "document", "pdf")


def _page(
    request: HttpRequest, actor: Actor, case_id: UUID, typed: Typed, *, advised: str = "", status: int = 200
) -> HttpResponse:
    with open_plan(actor, case_id) as (case, plan):
        wish = plan.copy.get("wish", "") if plan is not None else ""
        context: dict[str, Any] = {
            "case": case,
            "open": case.state == "open",
            "plan": plan,
            "copy": words.COPIES.get(wish, ""),
            "asked_on": plan.asked_on if plan is not None else None,
            "prints": wish in rules.PRINTED and not typed.said.keys() - {"version"},
            "questions": [
                {"name": name, "label": words.QUESTIONS[name], "chosen": typed.said.get(name, "")}
                for name in rules.QUESTIONS
            ],
            "answers": [Item(code, words.ANSWERS[code]) for code in rules.ANSWERS],
            "advice": words.ADVICE.get(advised, ""),
            "copies": [Item(code, words.COPIES[code]) for code in rules.COPIES],
            "said": typed.said,
            "not_kept": _chosen(typed) if case.state != "open" or plan is None else [],
            "wrong": typed.wrong,
            "errors": typed.errors({"risk": "finds", "wish": "wish", "heard": "heard"}),
        }
        return render(request, "safety/copy.html", context, status=status)


def _chosen(typed: Typed) -> list[NotKept]:
    """What was chosen for a file that was closed meanwhile, in words."""
    said = typed.said
    asked = [(words.QUESTIONS[name], words.ANSWERS.get(said.get(name, ""), "")) for name in rules.QUESTIONS]
    return not_kept([*asked, (words.WISH, words.COPIES.get(said.get("wish", ""), ""))])
