"""Legal counsel of another desk: named beside the request, and their own page with the one sheet they were shown."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from himaya.cases.models import Case
from himaya.determinations import access, policy, queries, queries_waiting, states, words
from himaya.determinations.actions import counsels, decision_requests
from himaya.determinations.models import Counsel, Request
from himaya.institutions import queries as institutions
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web import asking
from himaya.web.determinations import showing
from himaya.web.determinations.typed import Form, Item, form_of
from himaya.web.gate import only


def name(form: Form, _case_id: UUID, actor: Actor) -> str:
    """The verb of the page of a case."""
    counsels.name_counsel(request_id=form.id("request"), desk_id=form.text("counsel"), by=actor)
    return _("Asked. Legal counsel of that desk reads this sheet and nothing else of the file.")


def take_back(form: Form, _case_id: UUID, actor: Actor) -> str:
    """The verb of the page of a case."""
    counsels.take_back_counsel(request_id=form.id("request"), by=actor)
    return _("Withdrawn from them. Legal counsel of that desk reads nothing of it any more.")


def beside(case: Case, row: Request, all_of_case: Iterable[Counsel]) -> dict[str, Any]:
    """Who was named for a request, and who can be, for the desk that asked."""
    here = [one for one in all_of_case if one.request_id == row.pk]
    found: dict[str, Any] = {
        "counsels": [{"row": one, "why": words.COUNSEL_ENDS[one.why] if one.why else ""} for one in here]
    }
    if row.state != states.TO_COUNSEL:
        return found
    named = next((one for one in here if one.ended_at is None), None)
    if named is not None:
        gone = not queries_waiting.has_counsel(named.desk_id, but=row.sent_by)
        return found | {
            "counsel": named,
            "no_counsel": words.COUNSEL_GONE if gone else "",
            "counsel_lapsed": ""
            if queries.agreed(case.pk, named.desk_id, queries.COUNSEL)
            else words.counsel_not_agreed(str(named.desk.name)),
        }
    desks = queries_waiting.counsel_desks(row)
    agreed = {one.pk for one in desks if queries.agreed(case.pk, one.pk, queries.COUNSEL)}
    back = reverse("determinations:of_case", args=[case.pk])
    here_too = queries_waiting.has_counsel(row.from_desk_id, but=row.sent_by)
    return found | {
        "no_counsel": "" if here_too else words.NO_COUNSEL_HERE if desks else words.NO_COUNSEL,
        "counsel_desks": [Item(one.pk, f"{one.name} · {one.institution.name}") for one in desks if one.pk in agreed],
        "counsel_asks": [
            asking.about(case.pk, one, [queries.COUNSEL], back=back) for one in desks if one.pk not in agreed
        ],
    }


@require_GET
@only(policy.check_advises)
def every(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What counsel at this desk was named to read, the oldest first. Nothing sealed is opened."""
    rows = [
        {
            "row": one.row,
            "reference": showing.reference(one.row),
            "step": words.STEPS[one.row.step],
            "kind": words.KINDS[one.row.kind],
            "readable": one.readable,
        }
        for one in queries.to_advise(actor)
    ]
    return render(request, "determinations/advised.html", {"rows": rows})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_advises)
def page(request: HttpRequest, actor: Actor, request_id: UUID) -> HttpResponse:
    """The sheet, and counsel's word on it."""
    row, form = access.advised(actor, request_id), form_of(request)
    if request.method != "POST":
        return _page(request, actor, row, form)
    if form.text("do") not in ("advise", "advise_against"):
        raise NotFound
    yes = form.text("do") == "advise"
    try:
        decision_requests.advise(request_id=request_id, yes=yes, by=actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="determinations:advice")
        form.refused(refusal)
        return _page(request, actor, row, form, status=refusal.status)
    messages.success(
        request,
        _("Sent. The body reads this sheet and nothing else.")
        if yes
        else _("Written down. Nothing was sent: the desk that asked is told."),
    )
    return redirect("determinations:advised")


def _page(request: HttpRequest, actor: Actor, row: Request, form: Form, *, status: int = 200) -> HttpResponse:
    with access.open_advised(actor, row) as sheet:
        context = {
            "row": row,
            "reference": showing.reference(row),
            "step": words.STEPS[row.step],
            "kind": words.KINDS[row.kind],
            "by": words.ASKED_BY[row.asked_by_whom],
            "enforces": institutions.enforces(row.to_desk),
            "recovery": words.RECOVERY[row.recovery] if row.recovery else "",
            "readable": sheet is not None,
            "mine": row.sent_by == actor.account_id,
            "parts": showing.exposing(sheet) if sheet is not None else [],
            "errors": form.errors(),
        }
        return render(request, "determinations/advice.html", context, status=status)
