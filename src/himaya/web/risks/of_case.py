"""The risks of a person as they stand, and an older assessment as it was."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from himaya.cases import policy as case_policy
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.risks import policy, protocol, queries, queries_clocks, words
from himaya.risks.access import DomainView, Risks, open_finished, open_risks, told
from himaya.risks.protocol import Protocol
from himaya.web.gate import only
from himaya.web.risks import labels


@require_safe
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The overall sentence, the domains, what the person says beside, and the one thing to do now."""
    # Rendered inside the block: plaintext does not outlive it.
    with open_risks(actor, case_id) as risks:
        form = _form(risks, actor)
        context: dict[str, Any] = {
            "case": risks.case,
            "writes": writes(actor, risks),
            "holds": risks.case.desk_id == actor.desk_id,
            "apart": risks.apart,
            "overall": labels.of_overall(risks.overall),
            "missing": risks.overall.missing,
            "running": risks.running,
            "last": risks.last,
            "due": _due(risks),
            "model": form is None or form.is_model,
            "domains": [_domain(one, form) for one in risks.domains.values()] if form is not None else [],
            "earlier": [_line(one) for one in queries.assessments(case_id) if one.finished_at is not None],
        }
        return render(request, "risks/of_case.html", context)


def _due(risks: Risks) -> date | None:
    """The day that the page of the clocks says too: what happened since may have brought it nearer."""
    clocked = queries_clocks.due(risks.case)
    return min((one for one in (risks.due, clocked.on if clocked else None) if one is not None), default=None)


@require_safe
@only(policy.check_works)
def one(request: HttpRequest, actor: Actor, case_id: UUID, number: int) -> HttpResponse:
    """A finished assessment with its version; one under way is gone on with."""
    case = told(actor, case_id)
    running = queries.running(case.pk)
    if running is not None and running.number == number:
        return redirect("risks:finish", case_id=case_id, number=number)
    with open_finished(actor, case_id, number) as then:
        form = protocol.read(then.row.version)
        context = {
            "case": case,
            "apart": then.apart,
            "line": _line(then.row),
            "overall": labels.of_overall(then.overall),
            "version": then.row.version,
            "model": form.is_model,
            "domains": [
                {
                    "title": labels.title(form.domains[code]),
                    "level": labels.of_reading(found),
                    "said": labels.in_words(form.domains[code], then.lines[code]) if code in then.lines else [],
                }
                for code, found in then.levels.items()
            ],
        }
        return render(request, "risks/one.html", context)


def writes(actor: Actor, risks: Risks) -> bool:
    """At the desk that holds the case, while it is open."""
    return risks.case.desk_id == actor.desk_id and risks.case.state == "open" and case_policy.works_on_cases(actor)


def _form(risks: Risks, actor: Actor) -> Protocol | None:
    """The protocol whose words the page shows: of the assessment under way, else of the last, else in force."""
    row = risks.running or risks.last
    try:
        return protocol.read(row.version) if row is not None else protocol.in_force(actor.desk_id)
    except NotNow:
        return None


def _domain(one: DomainView, form: Protocol) -> dict[str, Any]:
    own = one.own
    domain = form.domains[one.code]
    return {
        "code": one.code,
        "title": labels.title(domain),
        "level": labels.of_reading(one.counts),
        "worker": labels.of_reading(one.worker),
        "line": one.line,
        "said": labels.in_words(domain, one.line) if one.line is not None else [],
        "earlier": one.earlier,
        "own": domain.parts["own"].word(own.level) if own is not None else "",
        "own_level": labels.level(own.level) if own is not None else None,
        "own_row": own.row if own is not None else None,
        "own_words": own.words if own is not None else "",
        "settles": one.differs,
        "stands": words.STANDS.get(own.talked.stands, "") if own is not None and own.talked is not None else "",
        "talk": own.talk if own is not None else None,
        "talk_words": own.talk_words if own is not None else "",
    }


def _line(row: Any) -> dict[str, Any]:
    return {"row": row, "occasion": words.OCCASIONS[row.occasion]}
