"""Who belongs together with a person: files of one event that the reader sees anyway, and who looks after a child."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases.access import held_case
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.relations import policy, rules, words
from himaya.relations.access import InWords, open_relations
from himaya.relations.actions import carers, ties
from himaya.relations.content import catalogue
from himaya.relations.models import EventFile
from himaya.relations.queries import Linked
from himaya.web.forms import Item, Typed
from himaya.web.gate import only

# A refusal that belongs to a field of another name.
_PLACE = {"same_person": "reason"}
PLACES = {name: name for name in ("reference", "tie", "event", "kind", "implicated", "words")}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The page; POST links, takes out, writes down who looks after the child, or ends such a line."""
    held_case(actor, case_id)
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, case_id, typed)
    try:
        said = _do(request.POST.get("do", ""), case_id, typed, actor)
    except (NotNow, NotPermitted, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="relations:of_case")
        typed.wrong = {_PLACE.get(refusal.code, refusal.code): str(refusal.sentence)}
        return _page(request, actor, case_id, typed, status=refusal.status)
    messages.success(request, said)
    return redirect("relations:of_case", case_id=case_id)


def _do(verb: str, case_id: UUID, typed: Typed, by: Actor) -> str:
    typed.text("do")
    if verb == "link":
        event = typed.text("event")
        reference, tie = typed.text("reference"), typed.text("tie")
        ties.link(case_id=case_id, reference=reference, tie=tie, event_id=_id(event) if event else None, by=by)
        return _("Linked. Each file goes on being seen by whoever may see it, and by nobody else.")
    if verb == "unlink":
        ties.unlink(case_id=case_id, event_id=_id(typed.text("event")), reason=typed.text("reason"), by=by)
        return _("Taken out of the event. The line stays.")
    if verb == "leave":
        ties.leave(case_id=case_id, reason=typed.text("reason"), by=by)
        return _("This file is of no event any more.")
    if verb == "note_carer":
        said = {name: typed.text(name) for name in ("kind", "implicated", "words")}
        carers.note(case_id=case_id, by=by, **said)
        return _("Written down. It stands above every call to parents.")
    if verb == "end_carer":
        number = typed.text("number")
        carers.end(case_id=case_id, number=int(number) if number.isdecimal() else 0, reason=typed.text("reason"), by=by)
        return _("The line was ended. It stays, with its day.")
    raise NotFound


def _id(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound from None


def _page(request: HttpRequest, actor: Actor, case_id: UUID, typed: Typed, *, status: int = 200) -> HttpResponse:
    known = catalogue()
    do = typed.said.get("do", "")
    at = "leave" if do == "leave" else typed.said.get("event" if do == "unlink" else "number", "")
    left = typed.wrong if do == "leave" else {}
    with open_relations(actor, case_id) as opened:
        stand = [one for one in opened.events if one.stands]
        context: dict[str, Any] = {
            "case": opened.case,
            "open": opened.case.state == "open",
            "is_child": opened.is_child,
            "before_a_call": words.BEFORE_A_CALL.get(opened.before_a_call, ""),
            "danger": opened.before_a_call in (rules.YES, rules.UNKNOWN),
            "carers": [_carer(one, typed) for one in opened.carers],
            "events": [_event(one, typed) for one in opened.events],
            "event_items": [Item(str(one.event.pk), one.event.reference) for one in stand],
            "ties": [Item(one.id, one.names.in_language(request.LANGUAGE_CODE)) for one in known.ties.values()],
            "kinds": [Item(one.id, one.names.in_language(request.LANGUAGE_CODE)) for one in known.carers.values()],
            "implicated": [Item(code, words.IMPLICATED[code]) for code in rules.IMPLICATED],
            "unlinked": [Item(code, words.UNLINKED[code]) for code in rules.UNLINKED],
            "ended": [Item(code, words.CARER_ENDED[code]) for code in rules.CARER_ENDED],
            "said": typed.said,
            "wrong": typed.wrong,
            "left": left,
            "errors": typed.errors({**PLACES, "reason": f"reason-{at}"}),
        }
        return render(request, "relations/of_case.html", context, status=status)


def _carer(one: InWords, typed: Typed) -> dict[str, Any]:
    row = one.row
    mine = typed.said.get("number") == str(row.number)
    kind = catalogue().carers.get(row.kind)
    return {
        "row": row,
        "kind": kind.names if kind is not None else "",
        "implicated": words.IMPLICATED[row.implicated],
        "tone": {rules.YES: "late", rules.UNKNOWN: "wait"}.get(row.implicated, "calm"),
        "words": one.words,
        "still": one.counts and row.ended_on is not None,
        "reason": words.CARER_ENDED.get(row.reason, ""),
        "said": typed.said if mine else {},
        "wrong": typed.wrong if mine else {},
    }


def _event(one: Linked, typed: Typed) -> dict[str, Any]:
    mine = typed.said.get("do") == "unlink" and typed.said.get("event") == str(one.event.pk)
    return {
        "event": one.event,
        "stands": one.stands,
        "mine": _line(one.mine),
        "others": [_line(row) for row in one.others],
        "said": typed.said if mine else {},
        "wrong": typed.wrong if mine else {},
    }


def _line(row: EventFile) -> dict[str, Any]:
    tie = catalogue().ties.get(row.tie)
    return {"row": row, "tie": tie.names if tie is not None else "", "reason": words.UNLINKED.get(row.reason, "")}
