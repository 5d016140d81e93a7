"""Notes kept apart of a case: for those who open them. Others learn not even whether there are any."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases import access_compartments, policy_compartments, words_compartments
from himaya.cases import rules_compartments as rules
from himaya.cases.actions import compartments, notes
from himaya.cases.models import Compartment, CompartmentNote
from himaya.institutions import catalogue
from himaya.kernel import clock, days
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid, Refusal
from himaya.kernel.ids import new_id
from himaya.kernel.unit import log_refusal
from himaya.web.casework import labels
from himaya.web.casework.cases import SHOWS
from himaya.web.casework.gate import at_a_desk
from himaya.web.casework.labels import Item
from himaya.web.methods import require_POST

_PLACES = {"whom": "account", "grant_ended": "", "keeping_desk": ""}


@require_http_methods(["GET", "POST"])
@at_a_desk
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """What the actor opens of a case, and what their desk could begin; a POST begins it."""
    found = access_compartments.of_case(actor, case_id)
    told = ""
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        try:
            if kind not in {*found.could_begin, *(row.kind for row in found.opened if row.desk_id == actor.desk_id)}:
                raise NotValid(_("Choose which notes your desk keeps apart."), code="kind")
            begun = compartments.begin(case_id=found.case.pk, kind=kind, by=actor)
        except (NotNow, NotValid) as refusal:
            log_refusal(refusal, by=actor, where="casework:apart")
            told, status = str(refusal.sentence), refusal.status
            found = access_compartments.of_case(actor, case_id)
        else:
            messages.success(request, _("Begun. Your desk opens these notes, and nobody else does."))
            return redirect("casework:notes", compartment_id=begun)
    context: dict[str, Any] = {
        "case": found.case,
        "holds": found.holds,
        "referral_id": found.referral_id,
        "lines": [_line(row) for row in found.opened],
        "could": [
            Item(kind, str(words_compartments.KINDS[kind]), str(words_compartments.FOR[kind]))
            for kind in found.could_begin
        ],
        "told": told,
    }
    return render(request, "casework/apart.html", context, status=status if told else 200)


@sensitive_post_parameters("text")
@require_http_methods(["GET", "POST"])
@at_a_desk
def of_compartment(request: HttpRequest, actor: Actor, compartment_id: UUID) -> HttpResponse:
    """The notes without their words. A POST says why and shows them until the page is left, or writes one."""
    row = access_compartments.one(actor, compartment_id)
    if request.method != "POST":
        return _page(request, row)
    if "text" in request.POST:
        return _written(request, actor, row)
    purpose = request.POST.get("purpose", "")
    if purpose not in SHOWS:
        return _page(request, row, purpose_missing=True, status=NotValid.status)
    # Rendered inside the block: plaintext does not outlive it.
    with access_compartments.open_notes(actor, row.pk, purpose=purpose) as words:
        shown_for = labels.said(catalogue.purposes()[purpose].names)
        return _page(request, row, words=words, shown_for=shown_for)


def _written(request: HttpRequest, actor: Actor, row: Compartment) -> HttpResponse:
    text, corrects = request.POST.get("text", ""), request.POST.get("corrects", "").strip()
    try:
        notes.add(
            compartment_id=row.pk,
            text=text,
            # What is no number is no note of the list, and the verb says so.
            corrects=(int(corrects) if corrects.isdecimal() and len(corrects) < 5 else 0) if corrects else None,
            instance_id=_uuid(request.POST.get("instance", "")) or new_id(),
            by=actor,
        )
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="casework:notes")
        wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, row, wrong=wrong, typed={"text": text, "corrects": corrects}, status=refusal.status)
    messages.success(request, _("The note is kept. It cannot be changed: to put something right, write a further one."))
    return redirect("casework:notes", compartment_id=row.pk)


@require_http_methods(["GET", "POST"])
@at_a_desk
def members(request: HttpRequest, actor: Actor, compartment_id: UUID) -> HttpResponse:
    """Who opens these notes; a POST by any of them lets a colleague in."""
    row = access_compartments.one(actor, compartment_id)
    if request.method != "POST":
        return _members(request, actor, row, {"until": (clock.today() + timedelta(days=30)).isoformat()})
    typed = {name: request.POST.get(name, "").strip()[:80] for name in ("account", "until", "reason")}
    until, account = _day(typed["until"]), _uuid(typed["account"])
    wrong = {}
    if account is None:
        wrong["whom"] = _("Choose a colleague of the list.")
    if until is None:
        wrong["until"] = _("Choose the day, the month and the year.")
    if account is None or until is None:
        return _members(request, actor, row, typed, wrong, status=NotValid.status)
    try:
        compartments.let_in(compartment_id=row.pk, account_id=account, until=until, reason=typed["reason"], by=actor)
    except (NotNow, NotValid) as refusal:
        return _refused(request, actor, row, typed, refusal, where="casework:members")
    messages.success(
        request, _("They open these notes from now on, until the day you chose or until one of you ends it.")
    )
    return redirect("casework:members", compartment_id=row.pk)


@require_POST
@at_a_desk
def end_member(request: HttpRequest, actor: Actor, compartment_id: UUID, grant_id: UUID) -> HttpResponse:
    """End a colleague's access at once."""
    row = access_compartments.one(actor, compartment_id)
    try:
        compartments.end(compartment_id=row.pk, grant_id=grant_id, by=actor)
    except NotNow as refusal:
        return _refused(request, actor, row, {}, refusal, where="casework:end_member")
    messages.success(request, _("Ended. They no longer open these notes."))
    return redirect("casework:members", compartment_id=row.pk)


def _refused(
    request: HttpRequest, actor: Actor, row: Compartment, typed: Mapping[str, str], refusal: Refusal, *, where: str
) -> HttpResponse:
    log_refusal(refusal, by=actor, where=where)
    return _members(request, actor, row, typed, {refusal.code: str(refusal.sentence)}, status=refusal.status)


def _line(row: Compartment) -> dict[str, Any]:
    return {"row": row, "kind": words_compartments.KINDS[row.kind]}


def _page(
    request: HttpRequest,
    row: Compartment,
    *,
    words: Mapping[UUID, str] | None = None,
    wrong: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    found, wrong = access_compartments.notes_of(row), wrong or {}
    context: dict[str, Any] = {
        **_line(row),
        "meant_for": words_compartments.FOR[row.kind],
        "lines": _lines(found, words or {}),
        "numbers": [Item(str(one.number), _("Note %(n)s") % {"n": one.number}) for one in found],
        "shown": words is not None,
        "open": row.case.state == "open" and policy_compartments.stands(row),
        "purposes": labels.purposes(SHOWS),
        "instance": new_id(),
        "most": rules.LONGEST_NOTE,
        "wrong": wrong,
        "typed": typed or {},
        "errors": [{"id": name, "sentence": said} for name, said in wrong.items()],
        **more,
    }
    return render(request, "casework/notes.html", context, status=status)


def _lines(found: list[CompartmentNote], words: Mapping[UUID, str]) -> list[dict[str, Any]]:
    later: dict[int, list[int]] = {}
    for one in found:
        if one.corrects is not None:
            later.setdefault(one.corrects.number, []).append(one.number)
    return [
        {
            "row": one,
            "words": words.get(one.pk, ""),
            "corrects": one.corrects.number if one.corrects is not None else None,
            "corrected_by": later.get(one.number, []),
        }
        for one in found
    ]


def _members(
    request: HttpRequest,
    actor: Actor,
    row: Compartment,
    typed: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    wrong = wrong or {}
    context: dict[str, Any] = {
        **_line(row),
        "grants": [
            {
                "row": one,
                "reason": words_compartments.REASONS.get(one.reason, ""),
                "until": one.expires_at.astimezone(clock.here()) if one.expires_at else None,
            }
            for one in policy_compartments.grants_of(row)
        ],
        "keeps": row.desk_id == actor.desk_id,
        "colleagues": [Item(str(one.pk), one.username) for one in compartments.colleagues(actor, row)],
        "reasons": [Item(code, str(words_compartments.REASONS[code])) for code in rules.REASONS],
        "typed": typed,
        "wrong": wrong,
        "errors": [{"id": _PLACES.get(name, name), "sentence": said} for name, said in wrong.items()],
    }
    return render(request, "casework/members.html", context, status=status)


def _day(typed: str) -> date | None:
    try:
        return days.typed(typed)
    except ValueError:
        return None


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
