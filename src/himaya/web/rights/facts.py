"""What is known of the person for their rights: nine taps at most, and "not known" is an answer to each."""

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
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.rights import policy, rules, words
from himaya.rights.access import open_rights
from himaya.rights.actions import facts as verbs
from himaya.rights.rules import Facts
from himaya.web.forms import Item
from himaya.web.gate import only


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def facts(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The questions, with what is known; POST keeps a new set."""
    if request.method != "POST":
        return _form(request, actor, case_id)
    held_case(actor, case_id)
    said = {name: request.POST[name][:24] for name in verbs.ANSWERS if request.POST.get(name)}
    try:
        verbs.note(case_id=case_id, answers=said, by=actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="rights:facts")
        wrong = {refusal.code: str(refusal.sentence)}
        return _form(request, actor, case_id, said=said, wrong=wrong, status=refusal.status)
    messages.success(request, _("Written down. What is not known takes no right away."))
    return redirect("rights:of_case", case_id=case_id)


def _form(
    request: HttpRequest,
    actor: Actor,
    case_id: UUID,
    *,
    said: dict[str, str] | None = None,
    wrong: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    with open_rights(actor, case_id) as opened:
        chosen, wrong = said or _known(opened.facts), wrong or {}
        context: dict[str, Any] = {
            "case": opened.case,
            "questions": [
                {
                    "name": name,
                    "legend": legend,
                    "items": [Item(code, words.ANSWERS[name][code]) for code in verbs.ANSWERS[name]],
                    "chosen": chosen.get(name, rules.UNKNOWN),
                    "wrong": wrong.get(name, ""),
                }
                for name, legend in words.QUESTIONS.items()
            ],
            "errors": [{"id": name if name in verbs.ANSWERS else "", "sentence": one} for name, one in wrong.items()],
        }
        return render(request, "rights/facts.html", context, status=status)


def _known(facts: Facts) -> dict[str, str]:
    whole = {"age": facts.age, "nationality": facts.nationality, "proceedings": facts.proceedings}
    return {**whole, **facts.flags}
