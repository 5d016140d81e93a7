"""Asking a named body: the sheet, begun by the reasoning, changed by hand, read once more, then sent and frozen."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases.access import held_case
from himaya.cases.models import Case
from himaya.determinations import (
    access,
    content,
    policy,
    prefill,
    queries,
    queries_waiting,
    rules,
    sheets,
    states,
    words,
)
from himaya.determinations.actions import decision_requests
from himaya.determinations.actions.decision_requests import Wanted
from himaya.determinations.models import Naming, Request
from himaya.determinations.sheets import Sheet
from himaya.institutions import queries as institutions
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web import asking
from himaya.web.asking import Asking
from himaya.web.determinations import showing
from himaya.web.determinations.typed import Form, form_of, from_content, items
from himaya.web.gate import only

READ, CHANGE, SEND = "read", "change", "send"


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def first(request: HttpRequest, actor: Actor, case_id: UUID, step: str) -> HttpResponse:
    """Ask for a step of the chain."""
    if step not in states.STEPS:
        raise NotFound
    case, form = held_case(actor, case_id), form_of(request)
    policy.check_asks(actor)
    return _ask(request, actor, case, Wanted(step, asked_by=form.text("asked_by") or "person"), form)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def again(request: HttpRequest, actor: Actor, decision_id: UUID) -> HttpResponse:
    """Have a decision looked at again, by the same body or by another one."""
    row, form = access.decision_held(actor, decision_id), form_of(request)
    case = held_case(actor, row.case_id)
    policy.check_asks(actor)
    kind = form.text("kind") or states.REVIEW
    wanted = Wanted(row.step, kind if kind in (states.REVIEW, states.APPEAL) else states.REVIEW, row.pk)
    return _ask(request, actor, case, replace(wanted, asked_by=form.text("asked_by") or "person"), form)


def _no_counsel(actor: Actor, to: Naming | None) -> Promise | str:
    """Said before it is asked: that nobody but whoever asks could read it here as legal counsel."""
    there = queries_waiting.has_counsel(actor.desk_id, but=actor.account_id)
    if there:
        return ""
    body = [to.desk_id] if to is not None and to.desk_id else []
    elsewhere = queries_waiting.counsel_elsewhere(actor.desk_id, *body, but=actor.account_id)
    return words.NO_COUNSEL_HERE if elsewhere else words.NO_COUNSEL


def _ask(request: HttpRequest, actor: Actor, case: Case, wanted: Wanted, form: Form) -> HttpResponse:
    means = rules.asks_means(case.age_group)
    try:
        wanted = replace(wanted, recovery=form.text("recovery"), recovery_on=form.day("recovery_on"))
    except NotValid as refusal:
        log_refusal(refusal, by=actor, where="determinations:ask")
        form.refused(refusal)
        return _form(request, actor, case, wanted, form, _typed(form, means=means), status=refusal.status)
    if request.method != "POST":
        return _form(request, actor, case, wanted, form, _begun(actor, case, wanted))
    do, typed = form.text("do"), _typed(form, means=means)
    try:
        if do == SEND:
            decision_requests.send(case_id=case.pk, wanted=wanted, sheet=typed, by=actor)
            messages.success(request, _sent(case))
            return redirect("determinations:of_case", case_id=case.pk)
        if do == READ:
            decision_requests.check(case, wanted)
            if _enforces(wanted):
                decision_requests.recovered(wanted)
            return _read(
                request, actor, case, wanted, form, sheets.checked(typed, means_asked=means, again=_again(wanted))
            )
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="determinations:ask")
        form.refused(refusal)
        return _form(request, actor, case, wanted, form, typed, status=refusal.status)
    return _form(request, actor, case, wanted, form, typed)


def _begun(actor: Actor, case: Case, wanted: Wanted) -> Sheet:
    """For another look, what the body had last; else as the reasoning would begin it."""
    if wanted.about is None:
        return prefill.of(actor, case, codes_only=_enforces(wanted))
    with access.open_chain(actor, case, action="determination.read") as chain:
        # What counsel refused, or what was taken back before it went, no body ever had.
        had = [one for one in chain.requests if one[0].handed_at is not None]
        last = had[-1][1] if had else Sheet()
        # Why an earlier look was asked for is not why this one is.
        last = replace(last, grounds="", new_elements="")
        return sheets.codes(last) if _enforces(wanted) and _elsewhere(had, wanted) else last


def _elsewhere(asked: Sequence[tuple[Request, Sheet]], wanted: Wanted) -> bool:
    """Whether what was asked last went to another desk than the one that would read it now."""
    to = _to(wanted)
    return bool(asked) and to is not None and asked[-1][0].to_desk_id != to.desk_id


def _enforces(wanted: Wanted) -> bool:
    """Whether the body is of police, border, prosecution or a court."""
    to = _to(wanted)
    return to is not None and to.desk is not None and institutions.enforces(to.desk)


def _sent(case: Case) -> str:
    row = queries.pending(case.pk)
    if row is not None and row.state == states.TO_COUNSEL:
        return _("It waits for the word of legal counsel. The body has nothing yet.")
    return _("Sent. The body reads this sheet and nothing else. Help goes on meanwhile.")


def _typed(form: Form, *, means: bool) -> Sheet:
    effects = {code: form.text(f"effect_{code}") for code in content.words().lists["effects"]}
    return Sheet(
        acts=form.several("acts"),
        means=form.several("means"),
        purposes=form.several("purposes"),
        effects={code: value for code, value in effects.items() if value} if means else {},
        **{name: form.text(name) for name in (*sheets.TEXTS, *sheets.AGAIN)},
    )


def _again(wanted: Wanted) -> bool:
    """Whether a decision is to be looked at again."""
    return wanted.kind != states.FIRST


def _to(wanted: Wanted) -> Naming | None:
    place = states.APPEAL_BODY if wanted.kind == states.APPEAL else wanted.step
    return queries.bodies().get(place)


def _about(actor: Actor, case: Case, wanted: Wanted) -> dict[str, Any]:
    to = _to(wanted)
    return {
        "case": case,
        "wanted": wanted,
        "step": words.STEPS[wanted.step],
        "to": to.desk if to is not None else None,
        "basis": showing.basis(to) if to is not None else None,
        "enforces": (enforces := _enforces(wanted)),
        "no_counsel": _no_counsel(actor, to) if enforces else "",
        "recovery": showing.recovery(case.pk) if enforces else None,
    }


def _read(request: HttpRequest, actor: Actor, case: Case, wanted: Wanted, form: Form, sheet: Sheet) -> HttpResponse:
    hidden = [(name, value) for name in form.post for value in form.post.getlist(name)]
    context = {
        **_about(actor, case, wanted),
        "parts": showing.exposing(sheet) if _enforces(wanted) else showing.sheet(sheet),
        "by": words.ASKED_BY[wanted.asked_by],
        "hidden": [(name, value) for name, value in hidden if name not in ("do", "csrfmiddlewaretoken")],
    }
    return render(request, "determinations/read_back.html", context)


@queries.read_once()
def _form(
    request: HttpRequest, actor: Actor, case: Case, wanted: Wanted, form: Form, sheet: Sheet, *, status: int = 200
) -> HttpResponse:
    lists = content.words().lists
    refusal = decision_requests.against(case, wanted)
    context = {
        **_about(actor, case, wanted),
        "sheet": sheet,
        "texts": [
            {
                "name": name,
                "label": words.SHEET[name],
                "hint": words.SHEET_HINTS[name],
                "value": getattr(sheet, name),
                "wrong": form.wrong.get(name, ""),
            }
            for name in (*(sheets.AGAIN if _again(wanted) else ()), *sheets.TEXTS)
        ],
        "wrong": form.wrong,
        "errors": form.errors(
            "kind",
            "asked_by",
            "recovery",
            "recovery_on",
            "acts",
            "means",
            "purposes",
            "effects",
            *sheets.AGAIN,
            *sheets.TEXTS,
        ),
        "means_asked": rules.asks_means(case.age_group),
        "acts": from_content(lists["acts"]),
        "means": from_content(lists["means"]),
        "purposes": from_content(lists["purposes"]),
        "effects": [
            {"name": f"effect_{one.value}", "label": one.label, "value": sheet.effects.get(one.value, sheets.UNKNOWN)}
            for one in from_content(lists["effects"])
        ],
        "readings": items(words.READINGS),
        "asked_by": items(words.ASKED_BY),
        "recoveries": items(words.RECOVERY),
        "typed_day": form.text("recovery_on"),
        "kinds": _kinds() if wanted.about is not None else [],
        "why_not": str(refusal.sentence) if refusal is not None and not form.wrong else "",
        "ask": _unasked(request, case, wanted) if refusal is not None and refusal.code == "not_agreed" else None,
    }
    return render(request, "determinations/ask.html", context, status=status)


def _unasked(request: HttpRequest, case: Case, wanted: Wanted) -> Asking | None:
    """What the person is to be asked about before the body can be asked. What was typed meanwhile stays open."""
    to = _to(wanted)
    if to is None or to.desk is None:
        return None
    return asking.about(case.pk, to.desk, [queries.SHEET], back=request.path, beside=request.method == "POST")


def _kinds() -> list[Any]:
    kinds = [states.REVIEW] + ([states.APPEAL] if states.APPEAL_BODY in queries.bodies() else [])
    return items(words.KINDS, *kinds)
