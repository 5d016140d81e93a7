"""The sheet: the same questions for each way, side by side; and what a partner in the other country says of one."""

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
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.returns import content, policy, rules, states, words
from himaya.returns.access import Opened, open_return
from himaya.returns.actions import weighing
from himaya.returns.actions.weighing import Partner
from himaya.web import case_labels as labels
from himaya.web.forms import Item, Typed, form_id, refused
from himaya.web.gate import only

ANSWERS = [Item(code, words.ANSWERS[code]) for code in rules.ANSWERS]
PLACES = {"sheets": "sheet", "sheet": "sheet", "who": "who", "on": "on", "words": "words"}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def weigh(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Weigh the ways by this desk."""
    held_case(actor, case_id)
    typed = Typed(request.POST)
    if request.method == "POST":
        sheets = {way: {one: typed.text(f"{way}-{one}") for one in rules.QUESTIONS} for way in rules.WAYS}
        form, said = form_id(typed.text("instance")), typed.text("words")
        try:
            weighing.weigh(case_id=case_id, sheets=sheets, said=said, instance_id=form, by=actor)
        except (NotNow, NotPermitted, NotValid) as refusal:
            typed.wrong = refused(refusal, actor, "returns:weigh")
            return _page(request, actor, case_id, typed, status=refusal.status)
        messages.success(request, _("Weighed. What was signed before is signed anew."))
        return redirect("returns:of_case", case_id=case_id)
    return _page(request, actor, case_id, typed)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def partner(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Write down what a partner there said."""
    held_case(actor, case_id)
    typed = Typed(request.POST)
    if request.method == "POST":
        sheet = {one: typed.text(f"partner-{one}") for one in rules.QUESTIONS}
        who, words, form = typed.text("who"), typed.text("words"), form_id(typed.text("instance"))
        try:
            said = Partner(sheet, who, typed.day("on"), words)
            weighing.partner(case_id=case_id, said=said, instance_id=form, by=actor)
        except (NotNow, NotPermitted, NotValid) as refusal:
            typed.wrong = refused(refusal, actor, "returns:partner")
            return _page(request, actor, case_id, typed, with_partner=True, status=refusal.status)
        messages.success(request, _("Written down: who said it, and when."))
        return redirect("returns:of_case", case_id=case_id)
    return _page(request, actor, case_id, typed, with_partner=True)


def _page(
    request: HttpRequest, actor: Actor, case_id: UUID, typed: Typed, *, with_partner: bool = False, status: int = 200
) -> HttpResponse:
    with open_return(actor, case_id) as opened:
        row = opened.row
        moment = (
            opened.case.state == "open"
            and row is not None
            and states.leads_to(row.state, states.PARTNER_WEIGHED if with_partner else states.WEIGHED) is not None
            and (opened.stands.way in rules.ABROAD or not with_partner)
        )
        ways = _partners(opened) if with_partner else _ways(opened)
        context: dict[str, Any] = {
            "case": opened.case,
            "adopted": content.words().adopted,
            "shown": typed.shown(moment),
            "moment": moment,
            "with_partner": with_partner,
            "country": opened.stands.country,
            "questions": [
                {
                    "word": words.QUESTIONS[one.id],
                    "question": labels.said(one.words),
                    "unverified": one.unverified,
                    "ways": [
                        {"name": f"{code}-{one.id}", "word": word, "chosen": typed.said.get(f"{code}-{one.id}", "")}
                        for code, word in ways
                    ],
                }
                for one in content.words().questions.values()
            ],
            "answers": ANSWERS,
            "said": typed.said,
            "wrong": typed.wrong,
            "errors": typed.errors(PLACES),
            "instance": typed.said.get("instance") or new_id(),
        }
        return render(request, "returns/sheet.html", context, status=status)


def _ways(opened: Opened) -> list[tuple[str, str]]:
    """Staying first, then the way that was chosen, then the other: all of them can be weighed."""
    chosen = opened.stands.way
    ways = sorted(rules.WAYS, key=lambda one: (one != rules.STAY, one != chosen))
    return [(one, str(words.WAYS[one])) for one in ways]


def _partners(opened: Opened) -> list[tuple[str, str]]:
    return [("partner", str(words.WAYS.get(opened.stands.way, "")))]
