"""The door with its code, what it opens, and the answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from himaya.cases import access, linked, packets, policy, states, words, words_referrals
from himaya.cases.actions import links
from himaya.cases.linked import Reading
from himaya.cases.models import Referral
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.persons.ways import PHONE
from himaya.web import case_labels as labels
from himaya.web.case_labels import Item
from himaya.web.case_reached import beside, kept_back
from himaya.web.case_wishes import wishes_from
from himaya.web.methods import require_POST
from himaya.web.partner import gate
from himaya.web.partner.reading import ANSWERS, Typed, typed

SAFE_CONTACT, TELEPHONE, PLACE, REACHES = "safe_contact", "telephone", "meeting_place", "contact_person"
_KEPT_BACK = "••••••"
SAID: dict[str, Promise] = {
    "accept": _("Your answer was sent. When the service was given, ask for a new link to report back."),
    "accept_in_part": _("Your answer was sent. When the service was given, ask for a new link to report back."),
    "ask": _("Your question was sent. The desk answers it and gives you a new link."),
    "report_back": _("Reported back. Thank you."),
}


@sensitive_post_parameters("code")
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest, token: str) -> HttpResponse:
    """A code is asked for; nothing says what lies behind it."""
    by = linked.actor_of(linked.standing(token))
    if request.method != "POST":
        return render(request, "partner/door.html")
    try:
        keeps = links.open_once(token=token, code=request.POST.get("code", ""), by=by)
    except NotValid as refusal:
        log_refusal(refusal, by=by, where="partner:door")
        return render(request, "partner/door.html", {"wrong": refusal.sentence}, status=refusal.status)
    response = redirect("partner:read", token=token)
    gate.remember(response, token, keeps)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@gate.reading
def read(request: HttpRequest, found: Reading, token: str) -> HttpResponse:
    """What was shared with this partner, on what it rests, and the answers that may be given.

    POST shows a number at an hour at which nobody may call; it is written down.
    """
    said = {"said": SAID.get(request.GET.get("said", ""), "")}
    return _page(request, found, token, said, passed="despite" in request.POST)


@require_POST
@gate.reading
def answer(request: HttpRequest, found: Reading, token: str, verb: str) -> HttpResponse:
    """Give one answer."""
    form = ANSWERS.get(verb)
    if form is None:
        raise NotFound
    given = typed(verb, request.POST)
    if not given.wrong:
        try:
            form.verb(referral_id=found.link.referral_id, by=found.actor, **given.takes)
        except NotValid as refusal:
            given.wrong[form.field] = refusal.sentence
        except NotNow as refusal:
            log_refusal(refusal, by=found.actor, where="partner:answer")
            more = {"told": refusal.sentence, "open_verb": verb, "typed": given.values}
            return _page(request, found, token, more, status=refusal.status)
    if given.wrong:
        return _again(request, found, token, verb, given)
    if verb not in SAID:
        return redirect("partner:done")
    response = redirect("partner:read", token=token)
    response["Location"] += f"?said={verb}"
    return response


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Thanks, and nothing else: the link is closed."""
    return render(request, "partner/done.html")


def _again(request: HttpRequest, found: Reading, token: str, verb: str, given: Typed) -> HttpResponse:
    errors = [{"id": f"{verb}-{name}", "sentence": sentence} for name, sentence in given.wrong.items()]
    more = {"open_verb": verb, "typed": given.values, "wrong": given.wrong, "errors": errors}
    return _page(request, found, token, more, status=NotValid.status)


def _page(
    request: HttpRequest,
    found: Reading,
    token: str,
    more: dict[str, Any] | None = None,
    *,
    status: int = 200,
    passed: bool = False,
) -> HttpResponse:
    links.note_reading(referral_id=found.link.referral_id, by=found.actor)
    rows = Referral.objects.filter(policy.visible_referrals(found.actor), pk=found.link.referral_id)
    rows = rows.select_related("from_desk__institution", "to_desk__institution", "consent")
    row = rows.defer(*access.SEALED_OF_REFERRAL).get()
    shared = access.shared_now(row) if row.state in states.READABLE else ()
    whole = found.packet["packet"]
    packet = packets.readable(whole, shared, way=dict(whole.get(SAFE_CONTACT) or {}).get("way", PHONE))
    words_too = access.carries_words(row)
    no_way = packets.no_way(row.state, packet, way=str(dict(packet.get(SAFE_CONTACT) or {}).get("way", "")))
    contact, number = packet.pop(SAFE_CONTACT, None), packet.pop(TELEPHONE, "")
    can = {verb for verb in ANSWERS if states.leads_to(verb, row.state) is not None}
    context: dict[str, Any] = {
        "token": token,
        "action": reverse("partner:read", kwargs={"token": token}),
        "row": row,
        "title": labels.service(row.service),
        "heading": words_referrals.SHARED[row.consent.basis],
        "urgency": words.URGENCIES.get(row.urgency, ""),
        "no_way": no_way,
        "question": found.packet["question"] if words_too else "",
        "answer": found.packet["answer"] if words_too else "",
        "can": can,
        "services": [Item(code, labels.service(code)) for code in row.to_desk.services],
        "decline_reasons": labels.reasons_for("decline"),
        "gap_reasons": labels.reasons_for("no_service"),
        "delivered_items": [Item(code, str(words.DELIVERED[code])) for code in states.DELIVERED],
        "next_items": [Item(code, str(words.NEXT_ACTIONS[code])) for code in states.NEXT_ACTIONS],
        **(more or {}),
    }
    case, urgent = row.case_id if contact or number else None, row.urgency == "urgent"
    with beside(found.actor, case, purpose=REACHES, urgent=urgent, passed=passed) as reached:
        hides = reached is not None and reached.hides
        wishes = kept_back(wishes_from(contact or {"way": "phone"}, number) if contact or number else None, reached)
        parts = [(labels.data_class(name), _said(name, said, hides=hides)) for name, said in packet.items()]
        if shared:
            parts.append((labels.data_class("region"), labels.value_in_words("region", row.region)))
        shown = {
            **context,
            "reached": reached,
            "wishes": wishes,
            "parts": parts,
            "held": hides and ((wishes is not None and wishes.hidden) or PLACE in packet),
            "ask_first": PLACE in packet and case is None and not urgent,
        }
        return render(request, "partner/read.html", shown, status=status)


def _said(name: str, value: object, *, hides: bool) -> str:
    """A part in words; where the person can be met is kept back like their number."""
    return _KEPT_BACK if hides and name == PLACE else labels.value_in_words(name, value)
