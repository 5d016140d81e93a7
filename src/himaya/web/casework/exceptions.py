"""A sharing without agreement: proposed by one person, decided by another, and the notice that the person is owed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from himaya.cases import queries_consents, words, words_exceptions
from himaya.cases import rules_consents_exceptions as rules
from himaya.cases.access import held_case
from himaya.cases.actions import exceptions
from himaya.cases.actions.exceptions import Wanted
from himaya.cases.grounds import grounds
from himaya.cases.models import Case, SharingException
from himaya.cases.rules_consents_consulate import CONSULAR
from himaya.cases.rules_consents_exceptions import Notice
from himaya.institutions import catalogue
from himaya.kernel import days
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.casework import consents, labels
from himaya.web.casework.gate import at_a_desk
from himaya.web.casework.labels import Item
from himaya.web.methods import require_POST

_PLACES = {name: f"without-{name}" for name in ("data_classes", "ground", "notice", "reason")}
VERBS: dict[str, Callable[..., None]] = {
    "confirm": exceptions.confirm,
    "decline": exceptions.decline,
    "tell": exceptions.tell,
}
DONE: dict[str, Promise] = {
    "confirm": gettext_lazy("Confirmed. It may be shared now, by telephone or by hand, and only that."),
    "decline": gettext_lazy("Not shared. Nothing goes there."),
    "tell": gettext_lazy("Written down: the person was told. Nothing is owed any more."),
    "put_off": gettext_lazy("Written down. The page reminds your desk on that day."),
}


@dataclass
class Typed:
    """What stands in the form; `wrong` has a sentence for each field that needs another look."""

    to: str = ""
    data_classes: list[str] = field(default_factory=list)
    ground: str = ""
    notice: str = ""
    day: str = ""
    reason: str = ""
    wrong: dict[str, str] = field(default_factory=dict)


@require_http_methods(["GET", "POST"])
@at_a_desk
def propose(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Write down what would be shared, with whom, on which ground; nothing may be shared before a second person."""
    case = held_case(actor, case_id)
    if request.method != "POST":
        return _form(request, case, Typed())
    typed = _typed(request.POST)
    wanted = Wanted(typed.to.removeprefix("desk:"), tuple(typed.data_classes), typed.ground, _notice(typed))
    try:
        exceptions.propose(case_id=case.pk, wanted=wanted, by=actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="casework:exception_propose")
        known = {"to", "day", *_PLACES}
        typed.wrong = {refusal.code if refusal.code in known else "to": str(refusal.sentence)}
        return _form(request, case, typed, status=refusal.status)
    messages.success(request, _("Written down. Nothing is shared before a second person confirms it."))
    return redirect("casework:consents", case_id=case_id)


@require_POST
@at_a_desk
def decide(request: HttpRequest, actor: Actor, case_id: UUID, exception_id: UUID, verb: str) -> HttpResponse:
    """Confirm, decline, say that the person was told, or put that off to a day."""
    case = held_case(actor, case_id)
    if verb not in DONE or not SharingException.objects.filter(case=case, pk=exception_id).exists():
        raise NotFound
    typed = _typed(request.POST)
    try:
        if verb == "put_off":
            exceptions.put_off(exception_id=exception_id, notice=_notice(typed), by=actor)
        else:
            VERBS[verb](exception_id=exception_id, by=actor)
    except (NotNow, NotValid, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="casework:exception")
        again = {"row": exception_id, "typed": typed} if verb == "put_off" else None
        return consents.page(request, actor, case, told=str(refusal.sentence), status=refusal.status, again=again)
    messages.success(request, str(DONE[verb]))
    return redirect("casework:consents", case_id=case_id)


def _typed(post: QueryDict) -> Typed:
    def said(name: str) -> str:
        return post.get(name, "").strip()[:80]

    return Typed(
        to=said("to"),
        data_classes=post.getlist("data_classes")[:40],
        ground=said("ground"),
        notice=said("notice"),
        day=said("day"),
        reason=said("reason"),
    )


def _notice(typed: Typed) -> Notice:
    try:
        day = days.typed(typed.day)
    except ValueError:
        day = None
    return Notice(typed.notice, day, typed.reason)


def _form(request: HttpRequest, case: Case, typed: Typed, *, status: int = 200) -> HttpResponse:
    rows = [row for row in catalogue.data_classes().values() if not row.always]
    desks = queries_consents.desks_to_ask_about(case).exclude(institution__kind__in=CONSULAR)
    known = grounds().values()
    context: dict[str, Any] = {
        "case": case,
        "typed": typed,
        "wrong": typed.wrong,
        "errors": [{"id": _PLACES.get(name, name), "sentence": said} for name, said in typed.wrong.items()],
        "desks": [Item(f"desk:{one.pk}", f"{one.name} · {one.institution.name}") for one in desks],
        "classes": [Item(row.id, labels.said(row.names), labels.said(row.meaning)) for row in rows],
        "grounds": [
            Item(one.ground.code, labels.said(one.names), f"{labels.said(one.meaning)} · {labels.said(one.text)}")
            for one in known
            if rules.may_name(one.ground)
        ],
        "closed": [
            {
                "name": labels.said(one.names),
                "meaning": labels.said(one.meaning),
                "demands": one.ground.way == "demands",
            }
            for one in known
            if not rules.may_name(one.ground)
        ],
        "notices": [Item(code, str(word)) for code, word in words_exceptions.NOTICES.items()],
        "reasons": [Item(code, str(words.NOT_TOLD_REASONS[code])) for code in rules.NOT_TOLD_REASONS],
    }
    return render(request, "casework/exception_propose.html", context, status=status)
