"""The people of a desk in the 27 variables of CTDC: asked for by year and purpose, shown once, kept and sent nowhere.

The rows that stand of a year that is over are also a file, of which the audit keeps that it was made.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.exchange import counting, policy
from himaya.exchange.actions import standard_tables
from himaya.exchange.content import mapped
from himaya.exchange.counting import Counted
from himaya.institutions import catalogue
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.downloads import as_file, sandboxed
from himaya.web.gate import only
from himaya.web.methods import require_POST

FIELDS: Mapping[str, str] = {"purpose_missing": "purpose"}
NAME = "table"
PERCENT = 100


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_leads)
def counted(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What would stand and what falls away. A POST opens the files of one year; nothing of them leaves this page."""
    if request.method != "POST":
        return _page(request, actor, {}, {}, None, 200)
    typed, year = _typed(request)
    try:
        # Rendered inside the block: what was opened does not outlive it.
        with counting.open_counted(actor, year=year, purpose=typed["purpose"]) as found:
            return _page(request, actor, typed, {}, found, 200)
    except (NotValid, NotNow) as refusal:
        return _refused(request, actor, typed, refusal, "exchange:counted")


@sensitive_post_parameters()
@require_POST
@only(policy.check_leads)
def table(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The rows that stand as a file; where there is none, the page says why."""
    typed, year = _typed(request)
    try:
        body = standard_tables.make(year=year, purpose=typed["purpose"], by=actor)
    except (NotValid, NotNow) as refusal:
        return _refused(request, actor, typed, refusal, "exchange:table")
    return _file(request, body)


@sandboxed
def _file(_request: HttpRequest, body: bytes) -> HttpResponse:
    return as_file(body, NAME, "csv")


def _typed(request: HttpRequest) -> tuple[dict[str, str], int]:
    typed = {"year": request.POST.get("year", ""), "purpose": request.POST.get("purpose", "")}
    said = typed["year"]
    return typed, int(said) if said.isascii() and said.isdecimal() and len(said) < 5 else 0


def _refused(
    request: HttpRequest, actor: Actor, typed: Mapping[str, str], refusal: NotValid | NotNow, where: str
) -> HttpResponse:
    log_refusal(refusal, by=actor, where=where)
    wrong = {FIELDS.get(refusal.code, "year"): refusal.sentence}
    return _page(request, actor, typed, wrong, None, refusal.status)


def _page(
    request: HttpRequest,
    actor: Actor,
    typed: Mapping[str, str],
    wrong: Mapping[str, object],
    found: Counted | None,
    status: int,
) -> HttpResponse:
    known = mapped()
    purposes = catalogue.purposes()
    context: dict[str, Any] = {
        "years": counting.years(actor),
        "purposes": [(one, purposes[one].names.in_language(languages.current())) for one in counting.PURPOSES],
        "typed": typed,
        "wrong": wrong,
        "errors": [{"id": name, "sentence": said} for name, said in wrong.items()],
        "least": known.least,
        "found": found,
        "over": found is not None and typed["year"] < str(clock.today().year),
        "lines": _lines(found) if found is not None else [],
        "absent": [one for one in known.variables.values() if not one.holds],
    }
    return render(request, "exchange/counted.html", context, status=status)


def _lines(found: Counted) -> list[dict[str, Any]]:
    known = mapped()
    return [
        {
            "row": known.variables[one.variable],
            "group": known.groups.get(known.variables[one.variable].group),
            "of": one.of,
            "values": [(value, count, round(PERCENT * count / one.of)) for value, count in one.counts.items()],
        }
        for one in found.shares
        if one.counts
    ]
