"""What was decided about one person, for the desk that holds the case: the chain, who decides, the period."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases.access import held_case
from himaya.cases.models import Case
from himaya.determinations import access, policy, queries, rules, rules_days, states, words
from himaya.determinations.access import Chain
from himaya.determinations.actions import decision_requests, periods
from himaya.determinations.actions.decision_requests import Wanted
from himaya.determinations.rules import Decided
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web import asking
from himaya.web.determinations import counsel, showing
from himaya.web.determinations.typed import Form, form_of
from himaya.web.gate import only

Deed = Callable[[Form, UUID, Actor], str]


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def page(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The whole chain on one page; `do` names a verb."""
    case, form = held_case(actor, case_id), form_of(request)
    if request.method != "POST":
        return _page(request, actor, case, form)
    try:
        done = VERBS.get(form.text("do"), _no_such)(form, case_id, actor)
    except (NotValid, NotNow) as refusal:
        log_refusal(refusal, by=actor, where="determinations:of_case")
        form.refused(refusal)
        return _page(request, actor, case, form, status=refusal.status)
    messages.success(request, done)
    return redirect("determinations:of_case", case_id=case_id)


def _withdraw(form: Form, _case_id: UUID, actor: Actor) -> str:
    decision_requests.withdraw(request_id=form.id("request"), by=actor)
    return _("Taken back. The body reads nothing of it any more.")


def _advise(form: Form, _case_id: UUID, actor: Actor) -> str:
    decision_requests.advise(request_id=form.id("request"), yes=True, by=actor)
    return _("Sent. The body reads this sheet and nothing else. Help goes on meanwhile.")


def _advise_against(form: Form, _case_id: UUID, actor: Actor) -> str:
    decision_requests.advise(request_id=form.id("request"), yes=False, by=actor)
    return _("Written down. Nothing was sent: talk with whoever asked, and with the person.")


def _start(_form: Form, case_id: UUID, actor: Actor) -> str:
    periods.start(case_id=case_id, by=actor)
    return _("The period has begun. Tell the person until when it lasts.")


def _extend(form: Form, case_id: UUID, actor: Actor) -> str:
    periods.extend(case_id=case_id, last_on=form.needed_day("last_on"), reason=form.text("reason"), by=actor)
    return _("Made longer. Tell the person until when it lasts.")


def _no_such(_form: Form, _case_id: UUID, _actor: Actor) -> str:
    raise NotFound


VERBS: dict[str, Deed] = {
    "withdraw": _withdraw,
    "advise": _advise,
    "advise_against": _advise_against,
    "name_counsel": counsel.name,
    "take_back_counsel": counsel.take_back,
    "start": _start,
    "extend": _extend,
}


@queries.read_once()
def _page(request: HttpRequest, actor: Actor, case: Case, form: Form, *, status: int = 200) -> HttpResponse:
    with access.open_chain(actor, case) as chain:
        context = {
            "case": case,
            "typed": form.typed,
            "wrong": form.wrong,
            "errors": form.errors("last_on", "reason", "counsel"),
            "asks": policy.asks(actor),
            "advises": policy.advises(actor),
            "me": actor.account_id,
            "open": case.state == "open",
            **_standing(case, chain),
            **_steps(actor, case),
            **_period(case, chain),
        }
        return render(request, "determinations/of_case.html", context, status=status)


def _standing(case: Case, chain: Chain) -> dict[str, Any]:
    by_number = {one.row.number: one.row for one in chain.decisions}
    found = queries.status_of(case.pk)
    named = queries.bodies()
    return {
        "status": words.STATUSES[found],
        "tone": showing.TONES[found],
        "undecided": found == states.POTENTIAL,
        "presumed": rules.presumption(Decided(one.number, one.status, one.step) for one in by_number.values())
        if found == states.NOT_ESTABLISHED
        else None,
        "named": [
            {"step": words.STEPS[step], "desk": named[step].desk, "basis": showing.basis(named[step])}
            for step in states.NAMED_FOR
            if step in named
        ],
        "nobody": not any(step in named for step in states.STEPS),
        "unverified": [
            {"step": words.STEPS[row.step], "desk": row.desk, "basis": showing.basis(row)}
            for row in queries.to_be_verified()
        ],
        "decisions": [showing.told(one, by_number) for one in reversed(chain.decisions)],
        "requests": [
            {**showing.request(row, sheet), **counsel.beside(case, row, chain.counsels)}
            for row, sheet in reversed(chain.requests)
        ],
    }


def _steps(actor: Actor, case: Case) -> dict[str, Any]:
    """The step that can be asked for now, or why it cannot."""
    found = queries.status_of(case.pk)
    step = states.IDENTIFIED if found == states.PRESUMED else states.PRESUMED
    if states.PRESUMED not in queries.bodies() and states.IDENTIFIED in queries.bodies():
        step = states.IDENTIFIED
    if found == states.IDENTIFIED:
        return {"next": ""}
    refusal: NotNow | NotValid | NotPermitted | None = decision_requests.against(case, Wanted(step))
    if refusal is None and not policy.asks(actor):
        try:
            policy.check_asks(actor)
        except NotPermitted as said:
            refusal = said
    to = queries.bodies().get(step) if refusal is not None and refusal.code == "not_agreed" else None
    back = reverse("determinations:of_case", args=[case.pk])
    return {
        "next": step,
        "next_word": words.STEPS[step],
        "why_not": str(refusal.sentence) if refusal is not None else "",
        "ask": asking.about(case.pk, to.desk, [queries.SHEET], back=back) if to is not None and to.desk else None,
    }


def _period(case: Case, chain: Chain) -> dict[str, Any]:
    naming = queries.configured_period()
    context: dict[str, Any] = {"configured": None, "period": None, "period_may": None, "period_why": ""}
    if naming is not None:
        since = words.SINCE[naming.since]
        context["configured"] = {"days": naming.days, "since": since, "basis": showing.basis(naming)}
    if chain.periods:
        row, _reason = chain.periods[-1]
        context["period"] = {
            "row": row,
            "over": rules_days.nearness(row.last_on, clock.today()) == rules_days.OVER,
            "soon": rules_days.nearness(row.last_on, clock.today()) == rules_days.SOON,
            "basis": showing.basis(row.naming),
            "lines": [{"row": one, "reason": reason} for one, reason in chain.periods if one.word == states.EXTENDED],
        }
        return context
    context["period_may"], context["period_why"] = _may_start(case)
    return context


def _may_start(case: Case) -> tuple[tuple[date, date] | None, str]:
    try:
        _naming, since_on, last_on = periods.check_start(case)
    except NotNow as refusal:
        return None, str(refusal.sentence)
    return (since_on, last_on), ""
