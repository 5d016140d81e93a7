"""What a clinician keeps of a person, apart from the case. For everybody else there is no such page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases.actions import compartments
from himaya.cases.rules_assessing import is_known_adult
from himaya.cases.rules_compartments import HEALTH
from himaya.health import access, moment, policy, queries, rules_offer, words
from himaya.health.access import Kept, Opened, Page
from himaya.health.actions import offers
from himaya.health.models import ScaleLoad
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.unit import log_refusal
from himaya.relations import queries as relations
from himaya.relations.words import BEFORE_A_CALL
from himaya.web.forms import Item, Typed, form_id
from himaya.web.gate import only
from himaya.web.health import shown

PLACES = {name: name for name in ("needs", "way", "interpreter")}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The page; POST begins the compartment, offers, or keeps the person's answer."""
    page = access.page_of(actor, case_id)
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, page, typed)
    try:
        said = _do(request.POST.get("do", ""), case_id, typed, actor)
    except (NotNow, NotPermitted, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="health:of_case")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, actor, access.page_of(actor, case_id), typed, status=refusal.status)
    messages.success(request, said)
    return redirect("health:of_case", case_id=case_id)


def _do(verb: str, case_id: UUID, typed: Typed, by: Actor) -> str:
    typed.text("do")
    if verb == "begin":
        compartments.begin(case_id=case_id, kind=HEALTH, by=by)
        return _("Begun. Your desk opens it, and nobody else does.")
    instance = form_id(typed.text("instance"))
    if verb == "offer":
        offers.make(
            case_id=case_id,
            needs_seen_to=typed.text("needs") == "yes",
            way=typed.text("way"),
            interpreter=typed.text("interpreter"),
            instance_id=instance,
            by=by,
        )
        return _("Offered. The person answers when they wish, and a no changes nothing else.")
    if verb == "accept":
        offers.accept(case_id=case_id, instance_id=instance, by=by)
        return _("Kept. The person can stop at any time.")
    if verb == "decline":
        offers.decline(case_id=case_id, instance_id=instance, by=by)
        return _("Kept. Nothing else changes, and every other help stays.")
    raise NotFound


def _page(request: HttpRequest, actor: Actor, page: Page, typed: Typed, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "case": page.case,
        "holds": page.holds,
        "referral_id": page.referral_id,
        "may_begin": page.may_begin,
        "said": typed.said,
        "wrong": typed.wrong,
        "errors": typed.errors(PLACES),
        "instance": new_id(),
        "child": not is_known_adult(page.case.age_group),
        "before_a_call": BEFORE_A_CALL.get(relations.before_a_call(page.case), ""),
    }
    if page.compartment is None:
        return render(request, "health/of_case.html", context, status=status)
    # Rendered inside the block: plaintext does not outlive it.
    with access.reading(actor, page.compartment) as opened:
        loads = {str(row.pk): row for row in queries.loads_of(actor)}
        context |= {
            "begun": True,
            **_offer(opened),
            "entries": [_entry(one, loads) for one in reversed(opened.entries)],
            "loads": [{"row": row, "title": shown.title(row)} for row in loads.values() if row.stands],
            "loads_scales": policy.loads(actor),
        }
        return render(request, "health/of_case.html", context, status=status)


def _offer(opened: Opened) -> dict[str, Any]:
    offer, today = opened.offer, clock.today()
    return {
        "open": opened.case.state == "open",
        "offer": offer,
        "standing": words.STANDING[offer.word],
        "may_offer": offer.may_offer(today),
        "waits": offer.word == rules_offer.OFFERED,
        "against": moment.against_scales(opened),
        "needs_known": opened.first_days == access.MET,
        "ways": [Item(code, words.WAYS[code]) for code in rules_offer.WAYS],
        "interpreters": [Item(code, words.INTERPRETERS[code]) for code in rules_offer.INTERPRETERS],
    }


def _entry(one: Kept, loads: Mapping[str, ScaleLoad]) -> dict[str, Any]:
    """A line of the list: what it is, and never a score."""
    load = loads.get(str(one.content.get("load")))
    return {
        "row": one.row,
        "kind": words.KINDS.get(one.kind, ""),
        "title": shown.title(load) if load is not None else "",
        "opens": one.kind in (rules_offer.OBSERVED, rules_offer.ADMINISTERED),
        "way": words.WAYS.get(str(one.content.get("way", "")), ""),
        "interpreter": words.INTERPRETERS.get(str(one.content.get("interpreter", "")), ""),
    }
