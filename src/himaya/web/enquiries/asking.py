"""The enquiries of one file: asking other services with the person, taking it back; and what was told on this file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.cases.models import Case
from himaya.enquiries import policy, queries
from himaya.enquiries.access import held, listed
from himaya.enquiries.actions import enquiries
from himaya.enquiries.actions.enquiries import Said, check_may_ask, is_child
from himaya.kernel import days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.relations import queries as relations
from himaya.relations.words import BEFORE_A_CALL
from himaya.web.forms import Item, Typed
from himaya.web.gate import only

FIELDS = ("parties", "agrees", "heard", "best")
PLACES = {name: name for name in FIELDS}


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The page; POST asks, or takes an enquiry back. The same page whatever any service knows."""
    held(actor, case_id)
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, case_id, typed)
    try:
        said = _do(typed, case_id, actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="enquiries:of_case")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, actor, case_id, typed, status=refusal.status)
    messages.success(request, said)
    return redirect("enquiries:of_case", case_id=case_id)


def _do(typed: Typed, case_id: UUID, by: Actor) -> str:
    verb = typed.text("do")
    if verb == "ask":
        said = Said(
            parties=tuple(typed.post.getlist("parties")),
            agrees=typed.text("agrees") == "yes",
            heard=typed.text("heard") == "yes",
            best=typed.text("best") == "yes",
        )
        enquiries.ask(case_id=case_id, said=said, by=by)
        return _("Asked. You hear only from a service that knows the person and to which they say yes.")
    if verb == "withdraw":
        enquiries.withdraw(case_id=case_id, enquiry_id=_id(typed.text("enquiry")), by=by)
        return _("Taken back. No service sees anything of it any more.")
    raise NotFound


def _id(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound from None


def _page(request: HttpRequest, actor: Actor, case_id: UUID, typed: Typed, *, status: int = 200) -> HttpResponse:
    case, asked, heard = listed(actor, case_id)
    choices = queries.choices(case)
    child = is_child(case)
    against = why_not(case, choices, open_now=any(one.open for one in asked))
    context: dict[str, Any] = {
        "case": case,
        "why_not": against,
        "shown": not against or bool(typed.post.get("do") == "ask" and typed.wrong),
        "asked": asked,
        "heard": heard,
        "parties": [Item(one.institution.pk, one.institution.name) for one in choices if _free(one)],
        "greyed": [(one.institution.name, _sentence(one)) for one in choices if not _free(one)],
        "chosen": typed.post.getlist("parties"),
        "agrees": [Item("yes", _agrees(child=child))],
        "heard_items": [Item("yes", _("The child was heard alone, in a way they understand"))],
        "best_items": [Item("yes", _("To be found by the services ticked serves what is best for the child"))],
        "child": child,
        "before_a_call": BEFORE_A_CALL.get(relations.before_a_call(case), "") if child else "",
        "said": typed.said,
        "wrong": typed.wrong,
        "errors": typed.errors(PLACES),
    }
    return render(request, "enquiries/of_case.html", context, status=status)


def why_not(case: Case, choices: list[queries.Choice], *, open_now: bool) -> str:
    """Why nobody can be asked today; empty where somebody can."""
    try:
        check_may_ask(case)
    except NotNow as refusal:
        return str(refusal.sentence)
    if open_now:
        return str(enquiries.OPEN_ALREADY)
    if not choices:
        return _("No other institution is a party to the protocol yet. There is nobody to ask.")
    return "" if any(_free(one) for one in choices) else _sentence(choices[0])


def _free(one: queries.Choice) -> bool:
    return not one.why_not and one.again_at is None


def _sentence(one: queries.Choice) -> str:
    if one.again_at is None:
        return one.why_not
    return _("Asked less than a month ago. It can be asked again on %(day)s.") % {
        "day": days.in_words(one.again_at.date(), languages.current())
    }


def _agrees(*, child: bool) -> str | Promise:
    if child:
        return _("The child says yes to asking these services, and knows that a no changes nothing")
    return _("The person was asked alone, says yes to asking these services, and knows that a no changes nothing")
