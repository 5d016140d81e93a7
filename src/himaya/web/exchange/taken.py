"""A file of the exchange standard: looked at, taken in whole, asked to be taken back. Looking at it keeps nothing."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases.models import Case
from himaya.exchange import policy, queries, reading
from himaya.exchange import rules_reading as rules
from himaya.exchange.actions import standard_files
from himaya.exchange.published import published
from himaya.exchange.reading import Looked
from himaya.exchange.rules_reading import Fault
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.gate import only
from himaya.web.middleware import actor_of
from himaya.web.uploads import in_memory_for, sent

BASES: Mapping[str, Promise] = {
    rules.AGREED: _("Each person in the file agreed that this desk keeps it; the column con_Consent says so"),
    rules.DUTY: _("A text of law demands that this desk keeps these files"),
}
WHAT_TO_DO: Mapping[str, Promise] = {
    "code_unknown": _("This is no code of the published list. Write one of these, or empty the cell:"),
    "column_unknown": _("No field of HTCDS 2.0 is called so. Name the column as the form is published, or remove it."),
    "column_twice": _("Two columns have this heading. Keep one of them."),
    "day_wrong": _(
        "This is no whole day. Write it as 2026-12-31, or empty the cell. Of a birth, the year alone may stand: 1999."
    ),
    "birth_too_far": _(
        "Nobody alive was born then. Some tables write an empty day as one of 1900. Correct it, or empty the cell."
    ),
    "day_to_come": _("This day is still to come. Correct it, or empty the cell."),
    "too_long": _("This is longer than what is kept. Shorten it."),
    "name_too_long": _("The two parts of the name together are longer than what is kept. Shorten one of them."),
    "split_alone": _(
        "The column of the field itself does not say this choice. Write its code there, or empty this cell."
    ),
    "row_alone": _(
        "This row says something only in columns that nothing here keeps, so it would open no file. Write what is "
        "known of the person in the other columns, or take the row out."
    ),
    "no_agreement": _(
        "Nothing says that this person agreed. Ask them; until they do, take the row out. A no is the last word."
    ),
}
FIELDS: Mapping[str, str] = {"basis_missing": "basis", "left_out": "left_out"}
MOST_SHOWN = 200


def _leads(request: HttpRequest, /, *_args: Any, **_named: Any) -> bool:
    return policy.leads(actor_of(request))


@in_memory_for(_leads)
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_leads)
def take(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Look at a file, then take it in. Between the two nothing is kept: the same file is chosen again."""
    if request.method != "POST":
        return _page(request, actor)
    basis, do = request.POST.get("basis", ""), request.POST.get("do", "look")
    came = sent(request, "file")
    wrong: dict[str, Any] = {}
    if basis not in rules.BASES:
        wrong["basis"] = _("Say on what it rests that this desk keeps these files.")
    if came is None:
        wrong["file"] = _("Choose the file on this device: CSV or .xlsx.")
    elif came.too_large:
        wrong["file"] = reading.NOT_READ["too_large"]
    if wrong or came is None:
        return _page(request, actor, wrong=wrong, status=NotValid.status)
    looked: Looked | None = None
    try:
        looked = reading.look(came.content, basis=basis, by=actor)
        if do == "take":
            number = standard_files.take_in(
                data=came.content,
                mark=request.POST.get("mark", ""),
                basis=basis,
                left_out_known=request.POST.get("left_out") == "yes",
                by=actor,
            )
            messages.success(request, _("Taken in. Each row has a file of its own at this desk."))
            return redirect("exchange:taken", taken_id=number)
    except (NotValid, NotNow) as refusal:
        log_refusal(refusal, by=actor, where="exchange:take")
        wrong = {FIELDS.get(refusal.code, "file"): refusal.sentence}
        return _page(request, actor, looked=looked, wrong=wrong, status=refusal.status)
    return _page(request, actor, looked=looked)


def _page(
    request: HttpRequest,
    actor: Actor,
    *,
    looked: Looked | None = None,
    wrong: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    wrong = wrong or {}
    found = looked.reading if looked is not None else None
    context: dict[str, Any] = {
        "bases": [{"value": code, "label": said} for code, said in BASES.items()],
        "typed": {"basis": request.POST.get("basis", ""), "left_out": request.POST.get("left_out", "")},
        "wrong": wrong,
        "errors": [{"id": name, "sentence": said} for name, said in wrong.items()],
        "looked": looked,
        "rows": len(found.rows) if found is not None else 0,
        "unasked": sum(not rules.is_adult(one.said, clock.today()) for one in found.rows) if found is not None else 0,
        "faults": [_line(one) for one in found.faults[:MOST_SHOWN]] if found is not None else [],
        "more": max(0, len(found.faults) - MOST_SHOWN) if found is not None else 0,
        "left_out": sorted(found.left_out.items()) if found is not None else [],
        "latest": queries.latest(actor),
    }
    return render(request, "exchange/take.html", context, status=status)


def _line(fault: Fault) -> dict[str, Any]:
    codes = published().choices.get(fault.column, ()) if fault.code == "code_unknown" else ()
    return {"fault": fault, "what_to_do": WHAT_TO_DO[fault.code], "codes": codes}


STATES: Mapping[str, Promise] = {
    "untouched": pgettext_lazy("exchange", "Nobody worked with it yet"),
    "touched": pgettext_lazy("exchange", "Somebody worked with it"),
    "waiting": pgettext_lazy("exchange", "Its erasure waits for a second person"),
}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_leads)
def taken(request: HttpRequest, actor: Actor, taken_id: UUID) -> HttpResponse:
    """What a file brought, by reference alone. A POST asks for the erasure of all of it; nothing is opened."""
    found = queries.taken(actor, taken_id)
    wrong: dict[str, Any] = {}
    status = 200
    if request.method == "POST":
        try:
            count = standard_files.take_back(taken_id=taken_id, by=actor)
            told = ngettext(
                "Asked for. The data protection officer decides on the erasure of this file.",
                "Asked for. The data protection officer decides on the erasure of each of these %(n)d files.",
                count,
            )
            messages.success(request, told % {"n": count})
            return redirect("exchange:taken", taken_id=taken_id)
        except NotNow as refusal:
            log_refusal(refusal, by=actor, where="exchange:taken")
            wrong, status = {"": refusal.sentence}, refusal.status
    files = queries.files_of(actor, found)
    context = {
        "found": found,
        "files": [{"row": one, "state": STATES[_state(one)]} for one in files],
        "hidden": found.people - len(files),
        "errors": [{"id": "", "sentence": said} for said in wrong.values()],
    }
    return render(request, "exchange/taken.html", context, status=status)


def _state(case: Case) -> str:
    if queries.waiting(case):
        return "waiting"
    return "touched" if queries.came_of(case) else "untouched"
