"""What persons ask about their own data, for the officer: written down, released, handed over. Nothing is opened."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from himaya.disclosures import policy_requests as policy
from himaya.disclosures import queries_requests as queries
from himaya.disclosures import rules_requests as rules
from himaya.disclosures import states_requests as states
from himaya.disclosures import words_requests as words
from himaya.disclosures.actions import data_requests
from himaya.disclosures.actions.data_requests import Asked
from himaya.disclosures.models import DataRequest
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.gate import only
from himaya.web.legal.typed import Typed, items
from himaya.web.legal.verbs import Act, carry_out
from himaya.web.step_up import stepped_up

FIELDS = {
    "kind_missing": "kind",
    "proof_wrong": "proof",
    "wanted_missing": "wanted",
    "day_to_come": "asked_on",
    "NotFound": "file",
    "asked_already": "file",
    "only_the_person": "field",
    "erased": "field",
    "reason_missing": "reason",
    "way_missing": "way",
    "day_wrong": "answered_on",
}


@require_safe
@only(policy.check_keeps)
def all_requests(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was asked at the institution: codes and days only."""
    lines = [in_words(row) for row in queries.requests(actor)[:200]]
    return render(request, "legal/requests.html", {"lines": lines, "days": rules.DAYS})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_keeps)
@stepped_up()
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Write down what a person asks."""
    form = Typed(request.POST)
    status = 200
    if request.method == "POST":
        asked = _read(form)
        try:
            if asked is not None:
                request_id = data_requests.record(asked=asked, by=actor)
                messages.success(request, _("Written down. The desk that holds the file prepares the answer."))
                return redirect("legal:request", request_id=request_id)
            status = NotValid.status
        except (NotValid, NotFound, NotNow) as refusal:
            log_refusal(refusal, by=actor, where="legal:request_new")
            form.refused(refusal, FIELDS, "kind")
            status = refusal.status
    fields = form.context()
    context = {
        **fields,
        "typed": fields["typed"] or {"asked_on": clock.today().isoformat()},
        "kinds": items(words.KINDS),
        "askers": items(words.ASKERS),
        "proofs": items(words.PROOFS),
        "fields": items(words.FIELDS),
        "days": rules.DAYS,
    }
    return render(request, "legal/request_new.html", context, status=status)


@require_http_methods(["GET", "POST"])
@only(policy.check_keeps)
@stepped_up()
def one(request: HttpRequest, actor: Actor, request_id: UUID) -> HttpResponse:
    """One request; a POST names the verb."""
    page = partial(_page, actor=actor)
    if request.method != "POST":
        return page(request, request_id, Typed(request.POST), 200)
    # Before what was typed is looked at: to whoever may not know of it, nothing is wrong with the words.
    queries.request(actor, request_id)
    return carry_out(request, actor, request_id, acts=_ACTS, view="legal:request", page=page, beside=FIELDS)


def _page(request: HttpRequest, request_id: UUID, form: Typed, status: int, *, actor: Actor) -> HttpResponse:
    row = queries.request(actor, request_id)
    context = {
        **form.of(request.POST.get("verb", "")),
        **in_words(row),
        "may": {verb: states.leads_to(verb, row.kind, row.state) is not None for verb in states.TRANSITIONS},
        "another": row.prepared_by != actor.account_id,
        "ways": items(words.WAYS),
        "reasons": items(words.REASONS, states.DECLINE_REASONS),
        "days": rules.DAYS,
        "today": clock.today().isoformat(),
    }
    return render(request, "legal/request.html", context, status=status)


def in_words(row: DataRequest) -> dict[str, Any]:
    """The codes of a request in words."""
    return {
        "row": row,
        "kind": words.KINDS[row.kind],
        "asker": words.ASKERS[row.asker],
        "proof": words.PROOFS[row.proof],
        "field": words.FIELDS.get(row.field, ""),
        "state": words.STATES[row.state],
        "reason": words.REASONS.get(row.reason, ""),
        "way": words.WAYS.get(row.way, ""),
        "late": queries.is_late(row),
        "owed": row.state in states.OPEN,
    }


def _read(form: Typed) -> Asked | None:
    kind = form.choice("kind", words.KINDS, _("Say what is asked."))
    asker = form.choice("asker", words.ASKERS, _("Say who asks."))
    proof = form.choice("proof", words.PROOFS, _("Say how you made sure who asks."))
    asked_on, file = form.day("asked_on"), form.text("file")
    field, wanted = form.text("field"), form.text("wanted")
    if kind == states.RECTIFY and field not in words.FIELDS:
        form.wrong["field"] = _("Say what is to be set right.")
    if form.wrong or asked_on is None:
        return None
    right = kind == states.RECTIFY
    return Asked(kind, asker, proof, file, asked_on, field if right else "", wanted if right else "")


def _send_back(form: Typed, request_id: UUID, by: Actor) -> Promise:
    data_requests.send_back(request_id=request_id, by=by)
    return _("Back at the desk that holds the file.")


def _release(form: Typed, request_id: UUID, by: Actor) -> Promise:
    data_requests.release(request_id=request_id, seen=form.number("seen"), by=by)
    return _("Released. The desk prints it and gives it into the person’s hands.")


def _decline(form: Typed, request_id: UUID, by: Actor) -> Promise:
    data_requests.decline(request_id=request_id, reason=form.text("reason"), by=by)
    return _("Noted: nothing is answered.")


def _drop(form: Typed, request_id: UUID, by: Actor) -> Promise:
    data_requests.drop(request_id=request_id, by=by)
    return _("Noted: the question was taken back.")


def _hand_over(form: Typed, request_id: UUID, by: Actor) -> Promise:
    way, on = form.text("way"), form.day("answered_on")
    if on is not None:
        data_requests.hand_over(request_id=request_id, way=way, on=on, by=by)
    return _("Noted: the person has the answer.")


_ACTS: dict[str, Act] = {
    "send_back": _send_back,
    "release": _release,
    "decline": _decline,
    "drop": _drop,
    "hand_over": _hand_over,
}
