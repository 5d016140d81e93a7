"""An assessment is begun where the first days point first; gone on with; and finished, or taken back while empty."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.cases.access import held_case
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.plans import access as plans
from himaya.plans import rules_first_days
from himaya.risks import access, policy, protocol, queries, rules, words
from himaya.risks.actions import assessments
from himaya.web.forms import Typed, form_id, refused
from himaya.web.gate import only
from himaya.web.risks import labels


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def begin(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Why now; then the domains, one by one."""
    case = held_case(actor, case_id)
    typed = Typed(request.POST)
    status = 200
    if request.method == "POST":
        occasion, form = typed.text("occasion"), form_id(typed.text("instance"))
        try:
            row = assessments.begin(case_id=case_id, occasion=occasion, instance_id=form, by=actor)
        except (NotNow, NotValid) as refusal:
            typed.wrong, status = refused(refusal, actor, "risks:begin"), refusal.status
        else:
            return redirect("risks:finish", case_id=case_id, number=row.number)
    with plans.open_rounds(actor, case_id, purpose=access.PURPOSE) as rounds:
        context: dict[str, Any] = {
            "case": case,
            "open": case.state == "open",
            "first": _titles(_first(rounds), actor),
            "occasions": labels.choices(words.OCCASIONS),
            "chosen": typed.said.get("occasion") or ("" if queries.last_finished(case_id) else "intake"),
            "instance": typed.said.get("instance") or new_id(),
            "wrong": typed.wrong,
            "errors": typed.errors({"occasion": "occasion"}),
        }
        return render(request, "risks/begin.html", context, status=status)


def _first(rounds: list[plans.Round]) -> list[str]:
    """Where the last round of the first days points: to domains, never to a level."""
    last = next((one for one in rounds if one.answers), None)
    steps = rules_first_days.steps(last.answers) if last is not None else []
    return rules.first_to_look(question for question, _answer, _services in steps)


def _titles(codes: list[str], actor: Actor) -> list[str]:
    try:
        form = protocol.in_force(actor.desk_id)
    except NotNow:
        return []
    seen = policy.domains_of(apart=policy.sits_apart(actor))
    return [labels.title(form.domains[code]) for code in codes if code in seen]


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def finish(request: HttpRequest, actor: Actor, case_id: UUID, number: int) -> HttpResponse:
    """What is answered so far and what is left; finish, or take back what is still empty."""
    held_case(actor, case_id)
    if request.method != "POST":
        return _page(request, actor, case_id, number, {})
    try:
        if request.POST.get("do") == "abandon":
            assessments.abandon(case_id=case_id, number=number, by=actor)
            messages.success(request, _("Taken back. Nothing was written in it."))
        else:
            seen = labels.number(request.POST.get("seen", ""))
            assessments.finish(case_id=case_id, number=number, seen=seen, by=actor)
            messages.success(request, _("Finished. The day of the next one stands below."))
    except (NotNow, NotPermitted) as refusal:
        if refusal.code in words.OVER:
            raise
        wrong = refused(refusal, actor, "risks:finish")
        return _page(request, actor, case_id, number, wrong, status=refusal.status)
    return redirect("risks:of_case", case_id=case_id)


def _page(
    request: HttpRequest, actor: Actor, case_id: UUID, number: int, wrong: dict[str, str], *, status: int = 200
) -> HttpResponse:
    with (
        access.open_risks(actor, case_id) as risks,
        plans.open_rounds(actor, case_id, purpose=access.PURPOSE) as rounds,
    ):
        row = risks.running
        if row is None or row.number != number:
            raise NotFound
        form = protocol.read(row.version)
        found, first = access.finishing(risks), _first(rounds)
        lines = [
            {
                "code": code,
                "title": labels.title(form.domains[code]),
                "hint": form.domains[code].hint,
                "answered": code in risks.answered,
                "first": code in first,
                "level": labels.of_reading(found[code]),
            }
            for code in risks.domains
        ]
        lines.sort(key=lambda one: (bool(one["answered"]), not one["first"]))
        context = {
            "case": risks.case,
            "open": risks.case.state == "open",
            "row": row,
            "occasion": words.OCCASIONS[row.occasion],
            "overall": labels.of_overall(rules.overall(found.values())),
            "apart": risks.apart,
            "seen": risks.seen,
            "model": form.is_model,
            "next": None if lines[0]["answered"] else lines[0],
            "lines": lines,
            "errors": [{"id": "", "sentence": said} for said in wrong.values()],
        }
        return render(request, "risks/finish.html", context, status=status)
