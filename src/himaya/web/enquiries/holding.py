"""What the actor's desk was told: that another desk asks about somebody who may be a person of its files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from himaya.enquiries import policy, queries
from himaya.enquiries.actions import told as decided
from himaya.enquiries.actions.enquiries import is_child
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal, unit
from himaya.relations import queries as relations
from himaya.relations.words import BEFORE_A_CALL
from himaya.web.forms import Item, Typed
from himaya.web.gate import only

PLACES = {name: name for name in ("agrees", "heard", "best")}


@require_safe
@only(policy.check_works)
def waiting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for a word of the desk, and where it got in touch lately."""
    heard = queries.heard(actor)
    context: dict[str, Any] = {
        "waits": [one for one in heard if one.waits],
        "said": [one for one in heard if not one.waits],
        "party": queries.party_of(actor.institution_id) is not None,
    }
    return render(request, "enquiries/waiting.html", context)


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def told(request: HttpRequest, actor: Actor, told_id: UUID) -> HttpResponse:
    """One of them; POST gets in touch or closes it."""
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, told_id, typed)
    # For whoever may not know of it there is nothing, whatever is posted.
    case_id = _heard(actor, told_id).row.case_id
    try:
        said, leads_to = _do(typed, told_id, actor)
    except (NotNow, NotPermitted, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="enquiries:told")
        if not queries.told_to(actor).filter(pk=told_id).exists():
            messages.error(request, str(refusal.sentence))
            return redirect("enquiries:of_case", case_id=case_id)
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, actor, told_id, typed, status=refusal.status)
    messages.success(request, said)
    return leads_to


def _do(typed: Typed, told_id: UUID, by: Actor) -> tuple[str, HttpResponse]:
    verb = typed.text("do")
    if verb == "get_in_touch":
        yes = {name: typed.text(name) == "yes" for name in PLACES}
        decided.get_in_touch(told_id=told_id, by=by, **yes)
        said = _("The other desk sees now that yours gets in touch. Call it, and give the reference.")
        return said, redirect("enquiries:told", told_id=told_id)
    if verb == "close":
        decided.close(told_id=told_id, by=by)
        return _("Closed. Nobody is told anything, and nothing of it is kept."), redirect("enquiries:waiting")
    raise NotFound


def _heard(actor: Actor, told_id: UUID) -> queries.Heard:
    found = next((one for one in queries.heard(actor) if one.row.pk == told_id), None)
    if found is None:
        raise NotFound
    return found


def _page(request: HttpRequest, actor: Actor, told_id: UUID, typed: Typed, *, status: int = 200) -> HttpResponse:
    found = _heard(actor, told_id)
    case = found.row.case
    with unit(by=actor) as u:
        u.log("enquiry.listed", object_type="case", object_id=case.pk, subjects=[case.person_id])
    child = is_child(case)
    context: dict[str, Any] = {
        "one": found,
        "row": found.row,
        "case": case,
        "child": child,
        "before_a_call": BEFORE_A_CALL.get(relations.before_a_call(case), "") if child else "",
        "agrees": [Item("yes", _agrees(child=child))],
        "heard_items": [Item("yes", _("The child was heard alone, in a way they understand"))],
        "best_items": [Item("yes", _("That the other desk knows of it serves what is best for the child"))],
        "said": typed.said,
        "wrong": typed.wrong,
        "errors": typed.errors(PLACES),
    }
    return render(request, "enquiries/told.html", context, status=status)


def _agrees(*, child: bool) -> str:
    if child:
        return _("The child says yes to the other desk learning that this desk knows them")
    return _("The person was asked by the way they chose, and says yes to the other desk learning that you know them")
