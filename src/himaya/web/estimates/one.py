"""One estimate: how far it is while it is made; then every method side by side, with what it cannot carry."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.estimates import comparing, estimating, policy, queries, results, states, words, words_runs
from himaya.estimates.actions import making, runs
from himaya.estimates.comparing import Comparison, Side
from himaya.estimates.models import Run
from himaya.estimates.rules_lists import Table
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow
from himaya.kernel.unit import log_refusal
from himaya.web.estimates import picture
from himaya.web.estimates.figures import count, figure, interval, number
from himaya.web.gate import only

# Notes that stand beside the changes and not with the others.
OF_CHANGES = (estimating.LISTS_UNTOLD, estimating.HIDDEN)
VERBS = {"cancel": runs.cancel, "resume": runs.resume}


@dataclass(frozen=True, slots=True)
class Line:
    """One method: its figure, its interval, the dependences of its model, and what is weak in it."""

    method: str
    total: str
    interval: str
    model: tuple[str, ...]
    notes: tuple[str, ...]


@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def one(request: HttpRequest, actor: Actor, run_id: UUID) -> HttpResponse:
    """How far it is, or what it says. A POST of the secretariat stops it or goes on with it."""
    if request.method != "POST":
        return _page(request, actor, queries.one(actor, run_id))
    policy.check_asks(actor)
    verb = VERBS.get(request.POST.get("do", ""))
    if verb is None:
        raise NotFound
    try:
        verb(run_id=run_id, by=actor)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="estimates:one")
        return _page(request, actor, queries.one(actor, run_id), told=str(refusal.sentence), status=refusal.status)
    stopped = verb is runs.cancel
    messages.success(request, _("Stopped. What was drawn so far is kept.") if stopped else _("It goes on."))
    return redirect("estimates:one", run_id=run_id)


def _page(request: HttpRequest, actor: Actor, row: Run, *, told: str = "", status: int = 200) -> HttpResponse:
    steps = comparing.steps(row.replicates)
    context: dict[str, Any] = {
        "row": row,
        "told": told,
        # The progress alone was fetched again: what is ready by now is a page of its own.
        "polled": "HX-Request" in request.headers,
        "asks": policy.asks(actor),
        "origin": words_runs.ORIGINS[row.origin],
        "state": words_runs.STATES[row.state],
        "names": row.names,
        "under_way": row.state in states.UNDER_WAY,
        "stopped": row.state in states.STOPPED,
        "goes_on": policy.goes_on(row),
        "fault": words_runs.fault(row.fault) if row.state == states.FAILED else "",
        "done": row.done,
        "steps": steps,
        "kept_days": making.KEPT_FOR.days,
        "limits": words_runs.LIMITS,
    }
    if row.state == states.READY and row.result is not None:
        context |= _shown(making.table_of(row), row, results.read(row.result))
    return render(request, "estimates/one.html", context, status=status)


def _shown(table: Table, row: Run, found: Comparison) -> dict[str, Any]:
    pairs = [(1 << one) | (1 << other) for one, other in combinations(range(table.lists), 2)]
    return {
        "found": found,
        "observed": count(table.observed, own=table.own),
        "sides": [_line(one, own=table.own) for one in found.sides],
        "picture": picture.of(found, own=table.own),
        "changes": [
            (str(words.CHANGES[one.kind]) % {"what": one.what}, figure(one.total, own=table.own, hidden=one.hidden))
            for one in found.changes
        ],
        "lists": [(name, count(table.on(1 << bit), own=table.own)) for bit, name in enumerate(table.names)],
        "overlaps": [(table.named(pair), count(table.on(pair), own=table.own)) for pair in pairs],
        "notes": [words.note(one) for one in found.notes if one.code not in OF_CHANGES],
        "untold": [words.note(one) for one in found.notes if one.code in OF_CHANGES],
        "passed_on": count(row.passed_on, own=table.own) if table.own else "",
        "replicates_shown": number(row.replicates),
    }


def _line(one: Side, *, own: bool) -> Line:
    return Line(
        method=str(words.METHODS[one.said.method]),
        total=figure(one.said.total, own=own, hidden=one.said.hidden),
        interval=interval(one.low, one.high, own=own),
        # Of a method that says nothing no dependence is known, which is not the same as none.
        model=one.said.model if one.said.total is not None else ("—",),
        notes=tuple(words.note(note) for note in one.notes),
    )
