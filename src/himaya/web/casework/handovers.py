"""Handing a case over: offered by its lead, answered by the other desk, which reads nothing before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.cases import policy, queries_consents, queries_handovers, rules_consents, words_referrals
from himaya.cases import rules_handovers as rules
from himaya.cases.access import held_case
from himaya.cases.actions import handovers
from himaya.cases.models import Case, HandOver
from himaya.cases.rules_assessing import is_child
from himaya.cases.words_packets import HANDED_OVER
from himaya.institutions import catalogue
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web import asking
from himaya.web.asking import Asking
from himaya.web.casework import labels
from himaya.web.casework.gate import at_a_desk
from himaya.web.casework.labels import Item

_PLACES = {"reason": "handover-reason", "data_classes": "handover-data_classes", "desk": "desk"}


@require_http_methods(["GET", "POST"])
@at_a_desk
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The offers of a case of this desk; a POST makes one."""
    case = held_case(actor, case_id)
    if request.method != "POST":
        return _page(request, actor, case)
    typed: dict[str, Any] = {
        "desk": request.POST.get("desk", "")[:64],
        "reason": request.POST.get("reason", "")[:48],
        "data_classes": request.POST.getlist("data_classes")[:40],
    }
    try:
        handovers.offer(
            case_id=case.pk,
            to_desk_id=typed["desk"],
            reason=typed["reason"],
            data_classes=typed["data_classes"],
            by=actor,
        )
    except NotValid as refusal:
        more: dict[str, Any] = {"typed": typed, "wrong": {refusal.code: refusal.sentence}}
        return _page(request, actor, case, more, status=refusal.status)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="casework:handover")
        more = {"typed": typed, "told": refusal.sentence}
        if refusal.code == "not_agreed":
            more["ask"] = _ask(request, case, typed)
        return _page(request, actor, case, more, status=refusal.status)
    messages.success(request, _("Offered. You will see here when the desk answers."))
    return redirect("casework:handover", case_id=case.pk)


@require_http_methods(["GET", "POST"])
@at_a_desk
def answer(request: HttpRequest, actor: Actor, handover_id: UUID) -> HttpResponse:
    """One offer, for its two desks. A POST takes it over, declines it, or takes it back."""
    row = queries_handovers.one(actor, handover_id)
    if row is None:
        raise NotFound
    if request.method != "POST":
        return _offer(request, actor, row)
    do = request.POST.get("do", "")
    try:
        if do == "accept":
            held = handovers.accept(handover_id=row.pk, by=actor)
            messages.success(request, _("Taken over. Your desk holds this case from now on."))
            if row.to_desk.institution_id != row.from_desk.institution_id:
                messages.info(request, _("What comes next: the first days, with the person. Its page is beside."))
            return redirect("casework:case", case_id=held)
        if do == "decline":
            handovers.decline(handover_id=row.pk, reason=request.POST.get("reason", "")[:48], by=actor)
            messages.success(request, _("The other desk is told that you do not take it over."))
            return redirect("casework:inbox")
        if do == "take_back":
            handovers.take_back(handover_id=row.pk, by=actor)
            messages.success(request, _("The offer is taken back."))
            return redirect("casework:handover", case_id=row.case_id)
    except NotValid as refusal:
        return _offer(request, actor, row, {"wrong": {refusal.code: refusal.sentence}}, status=refusal.status)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="casework:handover")
        row = queries_handovers.one(actor, handover_id) or row
        return _offer(request, actor, row, {"told": refusal.sentence}, status=refusal.status)
    raise NotFound


def _page(
    request: HttpRequest, actor: Actor, case: Case, more: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    offers = list(queries_handovers.of_case(actor, case))
    now, rows = clock.now(), catalogue.data_classes()
    desks = list(queries_handovers.desks_to_offer(case))
    wrong = (more or {}).get("wrong", {})
    context: dict[str, Any] = {
        "case": case,
        "leads": policy.leads(actor, case) and case.state == "open",
        "standing": next((one for one in offers if one.state == rules.OFFERED and one.expires_at > now), None),
        "child": is_child(case.age_group),
        "gone": queries_handovers.went_elsewhere(case),
        "offers": [_line(one) for one in offers],
        "near": [one for one in desks if one.institution_id == case.institution_id],
        "far": [one for one in desks if one.institution_id != case.institution_id],
        "reasons": [Item(code, str(words_referrals.REASONS[code])) for code in rules.REASONS],
        "classes": [
            Item(name, labels.said(row.names), labels.said(row.meaning))
            for name, row in rows.items()
            if not row.always and name not in rules.NEEDED
        ],
        "always": [
            str(HANDED_OVER),
            *(labels.said(row.names) for name, row in rows.items() if row.always or name in rules.NEEDED),
        ],
        "typed": _agreed_today(case),
        "errors": [{"id": _PLACES.get(name, name), "sentence": said} for name, said in wrong.items()],
        **(more or {}),
    }
    return render(request, "casework/handover.html", context, status=status)


def _ask(request: HttpRequest, case: Case, typed: dict[str, Any]) -> Asking | None:
    """What the person is to be asked about before this desk can be offered the file; None when it left the list."""
    desk = queries_handovers.desks_to_offer(case).filter(pk=typed["desk"]).first()
    if desk is None:
        return None
    return asking.about(case.pk, desk, handovers.missing(case, desk, typed["data_classes"]), back=request.path)


def _agreed_today(case: Case) -> dict[str, Any]:
    """The form as somebody finds it who comes back from asking: the desk and what the person agreed to a moment ago."""
    last = queries_consents.of_case(case).filter(recipient__isnull=False).first()
    desk = last.recipient if last is not None and last.at.astimezone(clock.here()).date() == clock.today() else None
    if last is None or desk is None or last.word != rules_consents.GIVEN or desk.institution_id == case.institution_id:
        return {"data_classes": []}
    return {"desk": desk.pk, "data_classes": sorted(queries_consents.agreed_at_desk(case.pk, desk.pk))}


def _line(row: HandOver) -> dict[str, Any]:
    return {
        "row": row,
        "state": words_referrals.OFFERS[row.state],
        "reason": words_referrals.REASONS[row.reason],
        "declined": labels.reason(row.decline_reason),
    }


def _offer(
    request: HttpRequest, actor: Actor, row: HandOver, more: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    wrong = (more or {}).get("wrong", {})
    standing = row.state == rules.OFFERED and row.expires_at > clock.now()
    context: dict[str, Any] = {
        "row": row,
        "state": words_referrals.OFFERS[row.state if standing or row.state != rules.OFFERED else rules.TAKEN_BACK],
        "reason": words_referrals.REASONS[row.reason],
        "inside": row.to_desk.institution_id == row.from_desk.institution_id,
        "classes": [labels.data_class(name) for name in row.data_classes],
        "may": standing and row.to_desk_id == actor.desk_id,
        "decline_reasons": labels.reasons_for("decline"),
        "typed": request.POST,
        "errors": [{"id": f"decline-{name}", "sentence": said} for name, said in wrong.items()],
        **(more or {}),
    }
    return render(request, "casework/offered.html", context, status=status)
