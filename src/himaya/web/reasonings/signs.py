"""The signs of the labour list, ticked for a case: an aid to read each dimension by itself, among others."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.instruments.rules_delphi import DIMENSIONS, UNKNOWN
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.reasonings import access, policy, rules, rules_signs, table, words
from himaya.reasonings.access import Opened
from himaya.reasonings.actions import reasonings
from himaya.web.gate import only


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def signs(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Every sign of the list with what was ticked last; POST keeps a new set beside the earlier ones."""
    if request.method != "POST":
        return _page(request, actor, case_id)
    case = access.held_case(actor, case_id)
    listed = [one.id for one in rules_signs.rows(rules_signs.subject_of(case.age_group))]
    answers = {one: request.POST[one][:24] for one in listed if request.POST.get(one)}
    try:
        reasonings.tick(case_id=case_id, answers=answers, by=actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="reasonings:signs")
        wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, actor, case_id, answers=answers, wrong=wrong, status=refusal.status)
    messages.success(request, _("Written down. What is unknown counts neither as yes nor as no."))
    return redirect("reasonings:signs", case_id=case_id)


def _page(
    request: HttpRequest,
    actor: Actor,
    case_id: UUID,
    *,
    answers: dict[str, str] | None = None,
    wrong: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    wrong = wrong or {}
    with access.open_page(actor, case_id) as opened:
        subject = rules_signs.subject_of(opened.case.age_group)
        ticked = answers if answers is not None else _ticked(opened)
        context: dict[str, Any] = {
            "case": opened.case,
            "adds": opened.holds and opened.case.state == "open",
            "child": subject == rules.CHILD,
            "aid_source": table.aid_source(),
            "dimensions": table.dimensions(opened.argued),
            "parts": _parts(subject, ticked, wrong),
            "answers": words.SIGNS.items(),
            "errors": [{"id": name, "sentence": said} for name, said in wrong.items()],
        }
        return render(request, "reasonings/signs.html", context, status=status)


def _ticked(opened: Opened) -> dict[str, str]:
    return dict(opened.argued.signs.answers) if opened.argued.signs else {}


def _parts(subject: str, ticked: dict[str, str], wrong: dict[str, str]) -> list[dict[str, Any]]:
    rows = rules_signs.rows(subject)
    names = {one.code: one.names for one in rules_signs.catalogue().domains}
    return [
        {
            "name": names[code],
            "signs": [
                {"row": one, "value": ticked.get(one.id, UNKNOWN), "wrong": wrong.get(one.id, "")}
                for one in rows
                if one.domain == code
            ],
        }
        for code in DIMENSIONS
    ]
