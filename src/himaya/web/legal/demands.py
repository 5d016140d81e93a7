"""An authority's demand: written down, advised, decided, given, told to the person. Its words are opened to be read."""

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

from himaya.disclosures import policy, queries, rules, states, words
from himaya.disclosures.access import open_demand
from himaya.disclosures.actions import demands
from himaya.disclosures.actions.demands import Asked
from himaya.disclosures.models import LegalDemand
from himaya.kernel import clock, proof
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.gate import only
from himaya.web.legal.typed import Typed, items
from himaya.web.legal.verbs import Act, carry_out

FIELDS = {
    "advice_missing": "advice",
    "parts_unknown": "parts",
    "no_file": "parts",
    "held_back": "parts",
    "form_missing": "form",
    "reason_missing": "reason",
    "text_missing": "text",
}
# The day that a verb asks for.
DAYS = {"give": "given_on", "tell": "told_on", "put_off": "until"}


@require_safe
@only(policy.check_keeps)
def all_demands(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The demands of the institution: states and days only, nothing opened."""
    lines = [{"row": row, "due": queries.notice_due(row), **_in_words(row)} for row in queries.demands(actor)[:200]]
    context = {"lines": lines, "drill_due": queries.drill_due(actor), "drills": queries.drills(actor)}
    return render(request, "legal/demands.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_records)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Write down what an authority asks. Nothing is answered here."""
    form = Typed(request.POST)
    status = 200
    if request.method == "POST":
        asked = _read(form)
        try:
            if asked is not None:
                demand_id = demands.record(asked=asked, by=actor)
                messages.success(request, _("Recorded. Tell them that counsel will answer."))
                if policy.keeps(actor):
                    return redirect("legal:demand", demand_id=demand_id)
                return redirect("home")
            status = NotValid.status
        except (NotValid, NotFound) as refusal:
            log_refusal(refusal, by=actor, where="legal:demand_new")
            form.refused(refusal, {"NotFound": "file", "day_wrong": "received_on"}, "asked")
            status = refusal.status
    fields = form.context()
    context = {
        **fields,
        "typed": fields["typed"] or {"received_on": clock.today().isoformat()},
        "askers": items(words.ASKERS),
        "powers": items(words.POWERS),
        "aims": items(words.AIMS),
    }
    return render(request, "legal/demand_new.html", context, status=status)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_keeps)
def one(request: HttpRequest, actor: Actor, demand_id: UUID) -> HttpResponse:
    """One demand, opened to be read; a POST names the verb."""
    page = partial(_page, actor=actor)
    if request.method != "POST":
        return page(request, demand_id, Typed(request.POST), 200)
    day = DAYS.get(request.POST.get("verb", ""), "")
    return carry_out(
        request, actor, demand_id, acts=_ACTS, view="legal:demand", page=page, beside={**FIELDS, "day_wrong": day}
    )


def _page(request: HttpRequest, demand_id: UUID, form: Typed, status: int, *, actor: Actor) -> HttpResponse:
    # Rendered inside the block: plaintext does not outlive it.
    with open_demand(actor, demand_id) as row:
        context = {
            **form.of(request.POST.get("verb", "")),
            **_in_words(row),
            "row": row,
            "counsel": actor.has(policy.COUNSEL),
            "officer": actor.has(policy.OFFICER),
            "decides": actor.has(policy.OFFICER) and row.advised_by != actor.account_id,
            "may": {verb: states.leads_to(verb, row.state) is not None for verb in states.TRANSITIONS},
            "notice_open": row.state in states.OPEN and row.notice in (states.NOT_YET, states.PUT_OFF),
            "advices": items(words.ADVICE),
            "parts_there": items(words.PARTS) if row.case_id and not _held(row) else [],
            "held_back": words.HELD_BACK if _held(row) else "",
            "forms": [one for one in items(words.FORMS) if (one.value == "refusal_sent") == (not row.parts)],
            "put_off_reasons": items(words.REASONS, states.PUT_OFF_REASONS),
            "nobody_reasons": items(words.REASONS, _nobody(row)),
        }
        return render(request, "legal/demand.html", context, status=status)


def _held(row: LegalDemand) -> bool:
    """True where the program lets no part of a file leave, whatever is decided."""
    return bool(rules.refused_parts(rules.PARTS, aim=row.aim, power=row.power, asker=row.asker))


def _nobody(row: LegalDemand) -> tuple[str, ...]:
    return tuple(one for one in states.NOBODY_REASONS if (one == "no_file") == (row.case_id is None))


def _in_words(row: LegalDemand) -> dict[str, Any]:
    return {
        "asker": words.ASKERS[row.asker],
        "power": words.POWERS[row.power],
        "aim": words.AIMS[row.aim],
        "state": words.STATES[row.state],
        "notice": words.NOTICES[row.notice],
        "notice_reason": words.REASONS.get(row.notice_reason, ""),
        "advice": words.ADVICE.get(row.advice, ""),
        "parts": [words.PARTS[part] for part in row.parts],
        "form": words.FORMS.get(row.form, ""),
    }


def _read(form: Typed) -> Asked | None:
    asker = form.choice("asker", words.ASKERS, _("Say who asks."))
    power = form.choice("power", words.POWERS, _("Say with which power they ask."))
    aim = form.choice("aim", words.AIMS, _("Say what they want it for."))
    received_on, due_on = form.day("received_on"), form.day("due_on", needed=False)
    who, asked, file = form.text("who"), form.text("asked"), form.text("file")
    for name, said in (("who", who), ("asked", asked)):
        if not said or len(said) > demands.LONGEST:
            form.wrong[name] = _("Say it in a few sentences.")
    if form.wrong or received_on is None:
        return None
    return Asked(asker, power, aim, who, asked, received_on, due_on, file)


def _advise(form: Typed, demand_id: UUID, by: Actor) -> Promise:
    demands.advise(demand_id=demand_id, advice=form.text("advice"), text=form.text("text"), by=by)
    return _("Your advice is kept, sealed.")


def _decide(form: Typed, demand_id: UUID, by: Actor) -> Promise:
    policy.check_is_officer(by)
    proof.check_recent(by)
    parts, text, seen = form.many("parts"), form.text("text"), form.number("seen")
    demands.decide(demand_id=demand_id, parts=parts, text=text, seen=seen, by=by)
    return _("Decided. The desk that holds the file prepares exactly this.")


def _give(form: Typed, demand_id: UUID, by: Actor) -> Promise:
    chosen, on, text = form.text("form"), form.day("given_on"), form.text("text")
    if on is not None:
        demands.give(demand_id=demand_id, form=chosen, given_on=on, text=text, by=by)
    return _("Noted: what was given, how and when.")


def _drop(form: Typed, demand_id: UUID, by: Actor) -> Promise:
    demands.drop(demand_id=demand_id, by=by)
    return _("Noted: the demand was taken back.")


def _tell(form: Typed, demand_id: UUID, by: Actor) -> Promise:
    on = form.day("told_on")
    if on is not None:
        demands.tell(demand_id=demand_id, on=on, by=by)
    return _("Noted: the person was told.")


def _put_off(form: Typed, demand_id: UUID, by: Actor) -> Promise:
    reason, until = form.text("reason"), form.day("until")
    if until is not None:
        demands.put_off(demand_id=demand_id, reason=reason, until=until, by=by)
    return _("Noted. On that day the list asks again.")


def _nobody_to_tell(form: Typed, demand_id: UUID, by: Actor) -> Promise:
    demands.nobody_to_tell(demand_id=demand_id, reason=form.text("reason"), by=by)
    return _("Noted: there is nobody to tell.")


def _close(form: Typed, demand_id: UUID, by: Actor) -> Promise:
    demands.close(demand_id=demand_id, by=by)
    return _("Closed. Nothing more is owed.")


_ACTS: dict[str, Act] = {
    "advise": _advise,
    "decide": _decide,
    "give": _give,
    "drop": _drop,
    "tell": _tell,
    "put_off": _put_off,
    "nobody": _nobody_to_tell,
    "close": _close,
}
