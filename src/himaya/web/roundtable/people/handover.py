"""Handing over in two steps: first what will move is shown, then it moves."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.coordination import open_items, wordings
from himaya.coordination.actions import handovers
from himaya.institutions import queries_mandates, words
from himaya.institutions.actions import mandates as actions
from himaya.institutions.models import Delegate, Mandate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import secretariat_only
from himaya.web.roundtable.people import showing
from himaya.web.roundtable.people.mandates import letter, persons
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "handover_same": "person",
    "account_role": "person",
    "handover_day": "on",
    "mandate_day": "on",
    "letter": "letter_reference",
    "letter_long": "letter_reference",
    "letter_day": "letter_on",
}


@require_http_methods(["GET", "POST"])
@secretariat_only
def hand_over(request: HttpRequest, actor: Actor, mandate_id: UUID) -> HttpResponse:
    """To whom, from which day, by which letter. `sure` is posted from the page that says what moves."""
    old = queries_mandates.mandate(mandate_id)
    if request.method != "POST":
        return _page(request, old, None, on=clock.today())
    form = Form(request.POST)
    takes, to = _read(form, old)
    try:
        if "change" in request.POST:
            return _page(request, old, form, on=takes["on"])
        if not form.wrong and to is not None:
            if request.POST.get("sure") == "yes":
                return _done(request, handovers.hand_over(mandate_id=mandate_id, by=actor, **takes))
            actions.check_passes(old, to, takes["on"])
            return _page(request, old, form, {"to": to, "sure": True}, on=takes["on"])
    except NotValid as refusal:
        form.refused(refusal, FIELDS)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:mandate_hand_over")
        return _page(request, old, form, {"told": refusal.sentence}, on=takes["on"], status=refusal.status)
    return _page(request, old, form, on=takes["on"], status=NotValid.status)


def _read(form: Form, old: Mandate) -> tuple[dict[str, Any], Delegate | None]:
    person, on = form.uuid("person"), form.day("on")
    known = queries_mandates.delegates_of(old.institution_id)
    to = known.filter(pk=person).first() if person is not None else None
    if to is None:
        form.wrong["person"] = _("Choose who takes over.")
    return {"to_delegate_id": person, "on": on, **letter(form)}, to


def _done(request: HttpRequest, new: Mandate) -> HttpResponse:
    found = showing.moved(new.moved)
    if found:
        messages.success(request, _("Handed over. Moved: %(list)s.") % {"list": wordings.listed(found)})
    else:
        messages.success(request, _("Handed over. Nothing was open, so nothing moved."))
    return redirect("roundtable:institution", institution_id=new.institution_id)


def _page(
    request: HttpRequest,
    old: Mandate,
    form: Form | None,
    more: Mapping[str, Any] | None = None,
    *,
    on: date | None,
    status: int = 200,
) -> HttpResponse:
    day = on or clock.today()
    others = queries_mandates.delegates_of(old.institution_id).exclude(pk=old.delegate_id)
    fields = shown(form)
    context = {
        **fields,
        "typed": fields["typed"] or {"on": clock.today().isoformat()},
        "mandate": old,
        "institution": old.institution,
        "role": words.ROLES[old.role],
        "persons": persons(list(others)),
        "day": day,
        "moves": open_items.of(old, day),
        "moved": showing.moved(open_items.of(old, day).counts()),
        "answered": open_items.answered_for_later(old, day),
        **(more or {}),
    }
    return render(request, "roundtable/people/hand_over.html", context, status=status)
