"""What the desk that holds a file takes from it for a demand: the decided parts, read under that purpose."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from himaya.cases import policy
from himaya.disclosures import policy as demand_policy
from himaya.disclosures import queries, words
from himaya.disclosures.access import Narrow, open_narrow
from himaya.disclosures.rules import ANSWERS, DATES, IDENTITY
from himaya.instruments.source import from_document
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.persons.actions.people import identity_of
from himaya.web.gate import only


def check_prepares(actor: Actor) -> None:
    """Raises NotPermitted unless the actor works on cases at a desk."""
    if not policy.works_on_cases(actor):
        raise NotPermitted


@require_safe
@only(check_prepares)
def waiting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The demands about files of this desk that are decided and not answered yet."""
    context = {"rows": queries.to_prepare(actor), "records": demand_policy.records(actor)}
    return render(request, "legal/to_prepare.html", context)


@require_http_methods(["GET", "POST"])
@only(check_prepares)
def prepare(request: HttpRequest, actor: Actor, demand_id: UUID) -> HttpResponse:
    """GET says what was decided; POST opens exactly that, to be copied by hand or printed for the officer."""
    demand = queries.to_prepare(actor).filter(pk=demand_id).select_related("case").first()
    if demand is None:
        raise NotFound
    context = {"demand": demand, "parts": [words.PARTS[part] for part in demand.parts]}
    if request.method != "POST":
        return render(request, "legal/prepare.html", context)
    with open_narrow(actor, demand_id) as narrow:
        return render(request, "legal/prepare.html", {**context, **_shown(narrow)})


def _shown(narrow: Narrow) -> dict[str, Any]:
    opened = narrow.opened
    shown: dict[str, Any] = {"shown": True, "held_back": narrow.held_back}
    if DATES in narrow.parts:
        shown["case"] = opened.case
        shown["referrals"] = opened.referrals
    if IDENTITY in narrow.parts and opened.person is not None:
        shown["identity"] = identity_of(opened.person, opened.access)
    if ANSWERS in narrow.parts:
        shown["sheets"] = [
            {"submission": row, "lines": _lines(row.version.source, answers)}
            for row, answers in ((opened.submissions[place], answers) for place, answers in narrow.answers)
        ]
    return shown


def _lines(source: dict[str, Any], answers: dict[str, str]) -> list[tuple[str, str]]:
    form = from_document(source)
    found = []
    for row in form.survey:
        code = answers.get(row.name, "") if row.asks else ""
        if code:
            choices = {choice.value: languages.pick(choice.label) for choice in form.choices.get(row.list_name, ())}
            spoken = " · ".join(choices.get(one, one) for one in (str(code).split() if choices else [str(code)]))
            found.append((languages.pick(row.label), spoken))
    return found
