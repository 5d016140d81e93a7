"""The desk of a named body: what is asked of it, one sheet, and the decision that is written down."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from himaya.determinations import access, policy, queries, queries_waiting, states, words
from himaya.determinations.access import Asked
from himaya.determinations.actions import determinations
from himaya.determinations.actions.determinations import Outcome
from himaya.determinations.models import Request
from himaya.determinations.rules_panel import SEATS, VOTES, Member
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.determinations import showing
from himaya.web.determinations.typed import Form, form_of, items
from himaya.web.gate import only


@require_GET
@only(policy.check_records)
def every(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was asked of this body, what waits first. Nothing sealed is opened."""
    rows = [
        {
            "row": one.row,
            "reference": showing.reference(one.row),
            "step": words.STEPS[one.row.step],
            "kind": words.KINDS[one.row.kind],
            "state": words.REQUESTS[one.row.state],
            "waits": one.row.state == states.SENT,
            "readable": one.readable,
        }
        for one in queries.received(actor)
    ]
    waiting = [one for one in rows if one["waits"]]
    context = {
        "waiting": waiting,
        "done": [one for one in rows if not one["waits"]],
        "reviews": queries_waiting.reviews_due(actor),
    }
    return render(request, "determinations/all.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_records)
def page(request: HttpRequest, actor: Actor, request_id: UUID) -> HttpResponse:
    """The sheet, and what the body decided on it."""
    row, form = access.received(actor, request_id), form_of(request)
    if request.method != "POST":
        return _page(request, actor, row, form)
    try:
        outcome = Outcome(
            status=form.text("status"),
            reasons=form.text("reasons"),
            decided_on=form.day("decided_on"),
            review_on=form.day("review_on"),
            members=_members(form),
            as_written=form.text("as_written") == "yes",
        )
        determinations.record(request_id=request_id, outcome=outcome, by=actor)
    except (NotNow, NotPermitted, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="determinations:request")
        form.refused(refusal)
        return _page(request, actor, row, form, status=refusal.status)
    messages.success(request, _("Recorded. The desk that holds the file is told, and tells the person."))
    return redirect("determinations:request", request_id=request_id)


def _members(form: Form) -> tuple[Member, ...]:
    """Those of whom anything was written."""
    found = []
    for n in range(1, SEATS + 1):
        name, vote, reason = (form.text(f"{part}_{n}")[:200] for part in ("name", "vote", "reason"))
        if name or vote or reason:
            found.append(Member(name, vote, reason))
    return tuple(found)


@queries.read_once()
def _page(request: HttpRequest, actor: Actor, row: Request, form: Form, *, status: int = 200) -> HttpResponse:
    naming = queries.named_for(row)
    about = queries.looked_at_again(row)
    colleague = row.sent_by == actor.account_id or (about is not None and about.recorded_by == actor.account_id)
    said = "same_person" if row.sent_by == actor.account_id else "same_recorder"
    with access.open_received(actor, row) as asked:
        context = {
            "row": row,
            "reference": showing.reference(row),
            "step": words.STEPS[row.step],
            "kind": words.KINDS[row.kind],
            "by": words.ASKED_BY[row.asked_by_whom],
            "basis": showing.basis(row.naming),
            "readable": asked.sheet is not None,
            "parts": showing.sheet(asked.sheet) if asked.sheet is not None else [],
            "typed": {"decided_on": clock.today().isoformat(), **form.typed},
            "wrong": form.wrong,
            "errors": form.errors("status", "reasons", "as_written", "decided_on", "review_on", "members"),
            "outcomes": items(words.STATUSES, *states.OUTCOMES[row.step]),
            "waits": row.state == states.SENT and asked.sheet is not None,
            "colleague": words.AGAINST_RECORDING[said] if colleague else "",
            "seats": _seats(form, naming.quorum) if naming is not None and naming.quorum else [],
            "quorum": naming.quorum if naming is not None else 0,
            "votes": items(words.VOTES),
            "decision": _decision(asked),
        }
        return render(request, "determinations/request.html", context, status=status)


def _seats(form: Form, quorum: int) -> list[dict[str, Any]]:
    shown = max(quorum + 2, 3)
    return [
        {
            "n": n,
            **{part: form.text(f"{part}_{n}") for part in ("name", "vote", "reason")},
        }
        for n in range(1, min(shown, SEATS) + 1)
    ]


def _decision(asked: Asked) -> dict[str, Any] | None:
    row = asked.decision
    if row is None:
        return None
    members = [{"row": one, "vote": words.VOTES[one.vote]} for one in asked.members if one.vote in VOTES]
    return {
        "row": row,
        "status": words.STATUSES[row.status],
        "tone": showing.TONES[row.status],
        "reasons": asked.reasons,
        "members": members,
    }
