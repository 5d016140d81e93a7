"""One referral: as the desk that received it, or as the desk that sent it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.views.decorators.http import require_GET, require_http_methods

from himaya.cases import (
    known_as,
    packets,
    policy_compartments,
    queries,
    queries_handovers,
    queries_links,
    reference_paper,
    states,
    words,
    words_referrals,
)
from himaya.cases.access import Entry, OpenedReferral, open_referral, shared_now
from himaya.cases.actions import links
from himaya.cases.models import Referral
from himaya.institutions import catalogue
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.services.queries import offers_for
from himaya.web.case_reached import Shown, beside, kept_back
from himaya.web.casework import answering, chips, known_here, labels, packet, rows
from himaya.web.casework.gate import at_a_desk
from himaya.web.casework.labels import Item
from himaya.web.methods import require_POST

READS = "answer_referral"
# Why a receiving desk may look at the identity it was given.
SHOWS = ("give_service", "contact_person", "answer_the_person", "urgent_danger")


@require_GET
@at_a_desk
def sent(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What this desk sent: state and report, nothing else."""
    kind = request.GET.get("kind", "")
    which = queries.SENT_KINDS.get(kind)
    page = rows.paged(queries.sent(actor).filter(which) if which is not None else queries.sent(actor), request)
    context = {
        "page": page,
        "lines": rows.sent(page.object_list),
        "kind": kind if which is not None else "",
        "kinds": list(words_referrals.SENT_KINDS.items()),
        "some": which is None or queries.sent(actor).exists(),
    }
    return render(request, "casework/sent.html", context)


@require_http_methods(["GET", "POST"])
@at_a_desk
def one(request: HttpRequest, actor: Actor, referral_id: UUID) -> HttpResponse:
    """The referral, its identity masked. A POST names a purpose and shows it, until the page is left."""
    if request.method != "POST":
        return _page(request, actor, referral_id)
    purpose = request.POST.get("purpose", "")
    if purpose not in SHOWS:
        return _page(request, actor, referral_id, {"purpose_missing": True}, status=NotValid.status)
    return _page(request, actor, referral_id, purpose=purpose, passed="despite" in request.POST)


@require_POST
@at_a_desk
def answer(request: HttpRequest, actor: Actor, referral_id: UUID, verb: str) -> HttpResponse:
    """Ask a verb. What is missing stands beside its field; whoever comes second is told what happened."""
    form = answering.ANSWERS.get(verb)
    if form is None:
        raise NotFound
    read = form.read(request.POST)
    if read.errors:
        return _again(request, actor, referral_id, verb, read.typed, read.errors)
    try:
        form.run(referral_id, read, by=actor)
    except NotValid as refusal:
        return _again(request, actor, referral_id, verb, read.typed, {form.field: refusal.sentence})
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="casework:answer")
        told = {"told": refusal.sentence, "open_verb": verb, "typed": read.typed}
        return _page(request, actor, referral_id, told, status=refusal.status)
    messages.success(request, str(form.done))
    return redirect("casework:referral", referral_id=referral_id)


def _again(
    request: HttpRequest,
    actor: Actor,
    referral_id: UUID,
    verb: str,
    typed: Mapping[str, Any],
    errors: Mapping[str, str | Promise],
) -> HttpResponse:
    """The same page with what was typed, and a sentence beside each field."""
    listed = [{"id": f"{verb}-{name}", "sentence": sentence} for name, sentence in errors.items()]
    more = {"open_verb": verb, "typed": typed, "wrong": errors, "errors": listed}
    return _page(request, actor, referral_id, more, status=NotValid.status)


def not_joined(request: HttpRequest, actor: Actor, referral_id: UUID, typed: str, said: str | Promise) -> HttpResponse:
    """The page of a referral again, with what was typed for a file of this desk, and why it is none."""
    return _again(request, actor, referral_id, "join", {"reference": typed}, {"reference": said})


def refused(request: HttpRequest, actor: Actor, referral_id: UUID, wrong: Mapping[str, str | Promise]) -> HttpResponse:
    """The page of a referral again, with sentences about the link."""
    return _again(request, actor, referral_id, "link", {}, wrong)


def told(request: HttpRequest, actor: Actor, referral_id: UUID, refusal: NotNow) -> HttpResponse:
    """The page of a referral again, with why it is not the moment."""
    return _page(request, actor, referral_id, {"told": refusal.sentence}, status=refusal.status)


def _page(
    request: HttpRequest,
    actor: Actor,
    referral_id: UUID,
    more: Mapping[str, Any] | None = None,
    *,
    purpose: str = READS,
    status: int = 200,
    passed: bool = False,
) -> HttpResponse:
    # Rendered inside the blocks: plaintext does not outlive them.
    with (
        open_referral(actor, referral_id, purpose=purpose) as opened,
        beside(actor, _reaches(opened), purpose=purpose, passed=passed) as reached,
    ):
        context = {
            **_common(opened),
            "known": known_here.of_referral(actor, opened.referral),
            **(_received(actor, opened, purpose, reached) if opened.receiving else _sent(opened)),
            **(_file_here(actor, opened.referral) if opened.receiving else {}),
            "action": request.path,
            "apart": opened.receiving and policy_compartments.has_page(actor, opened.referral.case_id),
            **(more or {}),
        }
        template = "casework/received.html" if opened.receiving else "casework/followed.html"
        return render(request, template, context, status=status)


def _common(opened: OpenedReferral) -> dict[str, Any]:
    row = opened.referral
    return {
        "referral": row,
        "title": labels.service(row.service),
        "urgency": words.URGENCIES.get(row.urgency, ""),
        "question": opened.question,
        "answer": opened.answer,
        "note": opened.note,
        "steps": [step_in_words(entry) for entry in opened.steps],
        "reason": labels.reason(row.reason),
        "services_taken": [labels.service(code) for code in row.services_taken],
        "delivered": words.DELIVERED.get(row.delivered, ""),
        "next_action": words.NEXT_ACTIONS.get(row.next_action, ""),
    }


def step_in_words(entry: Entry) -> dict[str, Any]:
    """A line of the timeline; the desk and the role, never a name."""
    code = labels.reason(entry.code) or str(words.DELIVERED.get(entry.code, ""))
    return {"entry": entry, "role": labels.role(entry.role), "code": code, "late": entry.action in ("escalated",)}


def _reaches(opened: OpenedReferral) -> UUID | None:
    """The file, where this desk reads how the person may be reached: agreed, unmasked, and still in force."""
    return opened.referral.case_id if opened.receiving and packet.reaches(opened.packet) else None


def _received(actor: Actor, opened: OpenedReferral, purpose: str, reached: Shown | None) -> dict[str, Any]:
    row = opened.referral
    wishes, hides = kept_back(packet.wishes(opened), reached), reached is not None and reached.hides
    can = {verb for verb in states.TRANSITIONS if states.leads_to(verb, row.state) is not None} - {"stand_down"}
    return {
        "chip": chips.for_receiver(row),
        "reached": reached,
        "wishes": wishes,
        "parts": packet.parts(opened, hides=hides),
        "held": hides and ((wishes is not None and wishes.hidden) or packet.PLACE in opened.packet),
        "ask_first": row.urgency != "urgent" and packet.PLACE in opened.packet and not _reaches(opened),
        "no_way": packets.no_way(row.state, [*opened.masked, *opened.packet], way=packet.way(opened.packet)),
        "our_case": queries_handovers.begun_by(actor, row),
        "heading": words_referrals.SHARED[row.consent.basis],
        "masked": bool(opened.masked),
        "shown_for": "" if purpose == READS else labels.said(catalogue.purposes()[purpose].names),
        "readable": row.state in states.READABLE,
        "ran_out": _ran_out(row),
        "purposes": labels.purposes(SHOWS),
        "can": can,
        "may_answer": "accept" in can,
        "desks": _better_desks(row) if "redirect" in can else [],
        "our_services": [Item(code, labels.service(code)) for code in row.to_desk.services],
        "redirect_reasons": labels.reasons_for("redirect"),
        "decline_reasons": labels.reasons_for("decline"),
        "gap_reasons": labels.reasons_for("no_service"),
        "delivered_items": [Item(code, str(words.DELIVERED[code])) for code in states.DELIVERED],
        "next_items": [Item(code, str(words.NEXT_ACTIONS[code])) for code in states.NEXT_ACTIONS],
    }


def _file_here(actor: Actor, row: Referral) -> dict[str, Any]:
    """Whether this desk holds a file of the person, and may say so or take it back."""
    case = known_as.grown_from(actor, row)
    begun = queries_handovers.begun_by(actor, row)
    return {
        "may_join": case is None and begun is None and row.state in states.READABLE,
        # A file that began with this referral is of nobody else.
        "joined": case is not None and case != begun and known_as.is_joined(actor, row, case),
    }


def _ran_out(row: Referral) -> list[str]:
    """What was shared on an agreement whose last day is over; what was taken back is told otherwise."""
    if row.state not in states.READABLE:
        return []
    now = shared_now(row)
    return [labels.data_class(name) for name in row.consent.data_classes if name not in now]


def _better_desks(row: Referral) -> list[Item]:
    """Other desks that give the service in the region of the referral, best first; by what this desk may know."""
    known = shared_now(row)
    found = offers_for(
        service=row.service,
        region=row.region,
        language=row.language if "language" in known else "",
        age_group=row.age_group if "age_group" in known else "",
    )
    others = (one.desk for one in found if one.desk.pk not in (row.to_desk_id, row.from_desk_id) and not one.why_not)
    return [Item(desk.pk, f"{desk.name} · {desk.institution.name}") for desk in others]


def _sent(opened: OpenedReferral) -> dict[str, Any]:
    row = opened.referral
    in_part = row.state in states.IN_PART and bool(row.services_taken)
    return {
        "chip": chips.for_sender(row),
        "can": {verb for verb in ("answer", "withdraw", "stand_down") if states.leads_to(verb, row.state) is not None},
        "helped_at": queries_handovers.helped_at(row),
        "on_consent": row.consent.basis == states.CONSENT,
        "basis": words.ROUTES.get(row.consent.basis, ""),
        "shared": [labels.data_class(name) for name in row.consent.data_classes],
        "ran_out": _ran_out(row),
        "no_way": packets.no_way(row.state, shared_now(row)),
        "came_back": row.state in (states.REDIRECTED, states.DECLINED, states.NO_SERVICE) or in_part,
        "in_part": in_part,
        "rest": words.RESTS.get(row.rest, ""),
        "rests": [Item(code, str(words.RESTS[code])) for code in states.RESTS],
        "paper": reference_paper.opens_a_door(row),
        "successor": Referral.objects.filter(follows=row).values_list("pk", flat=True).first(),
        **_link(row),
    }


def _link(row: Referral) -> dict[str, Any]:
    """Of a partner without an account: the newest link, and how long a new one may be valid."""
    if row.to_desk.reached_by != "link" or row.state not in states.READABLE:
        return {}
    standing = queries_links.standing(row)
    return {
        "by_link": True,
        "link": standing,
        "link_says": words_referrals.LINKS[standing.state],
        "link_hours": [Item(str(hours), str(words_referrals.HOURS[hours])) for hours in links.HOURS],
        "usual_hours": str(links.USUAL),
    }
