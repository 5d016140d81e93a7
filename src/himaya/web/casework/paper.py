"""A paper with the reference of a referral, for the person: first who may find it, then what they wish.

A no is a link back. Nothing that is answered here is kept, and so no is not either.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases import queries, reference_paper
from himaya.cases.models import Referral
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.safety import rules
from himaya.safety import words as asked
from himaya.web.casework.gate import at_a_desk
from himaya.web.downloads import as_file, sandboxed
from himaya.web.forms import Item, Typed

WISHES: dict[str, Promise] = {
    rules.BY_HEART: gettext_lazy("No paper: the person learns the reference by heart, or does without"),
    rules.CARRIES: gettext_lazy("The paper, to take along"),
}
SAFE = gettext_lazy("By these answers nothing speaks against taking the paper along.")
SAFER = gettext_lazy("It is safer to carry no paper: the reference can be learnt by heart, and help does not need it.")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@at_a_desk
def of_referral(request: HttpRequest, actor: Actor, referral_id: UUID) -> HttpResponse:
    """GET asks; POST `advise` says what is advised, `make` gives the paper to whoever wishes it."""
    row = queries.sent(actor).filter(pk=referral_id).first()
    if row is None:
        raise NotFound
    typed = Typed(request.POST)
    try:
        reference_paper.check(row)
        return _page(request, row, typed) if request.method != "POST" else _answered(request, row, typed)
    except NotValid as refusal:
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, row, typed, status=refusal.status)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="casework:paper")
        return _page(request, row, typed, told=str(refusal.sentence), status=refusal.status)


def _answered(request: HttpRequest, row: Referral, typed: Typed) -> HttpResponse:
    risk = {name: typed.text(name) for name in rules.QUESTIONS}
    if not set(risk.values()) <= set(rules.ANSWERS):
        raise NotValid(_("Ask both questions. “Not known” is an answer, and so is no paper at all."), code="risk")
    if request.POST.get("do") != "make":
        return _page(request, row, typed)
    wish, language, heard = typed.text("wish"), typed.text("language"), typed.text("heard")
    if wish not in WISHES:
        raise NotValid(_("Ask what the person wishes. Without a yes there is no paper."), code="wish")
    if wish == rules.BY_HEART:
        messages.success(request, _("No paper. Nothing of the answers is kept."))
        return redirect("casework:referral", referral_id=row.pk)
    if language not in reference_paper.LANGUAGES:
        raise NotValid(_("Choose the language of the paper."), code="language")
    if rules.must_hear(rules.advice(risk), wish) and not heard:
        raise NotValid(_("Tell the person what is advised and why, and say that they heard it."), code="heard")
    return _file(request, reference_paper.make(row, language))


@sandboxed
def _file(request: HttpRequest, body: bytes) -> HttpResponse:
    return as_file(body, "document", "pdf")


def _page(request: HttpRequest, row: Referral, typed: Typed, *, told: str = "", status: int = 200) -> HttpResponse:
    risk = {name: typed.said.get(name, "") for name in rules.QUESTIONS}
    advised = rules.advice(risk) if set(risk.values()) <= set(rules.ANSWERS) else ""
    context: dict[str, Any] = {
        "referral": row,
        "told": told,
        "questions": [{"name": name, "label": asked.QUESTIONS[name], "chosen": risk[name]} for name in risk],
        "answers": [Item(code, asked.ANSWERS[code]) for code in rules.ANSWERS],
        "advice": {"": "", rules.CARRIES: SAFE}.get(advised, SAFER),
        "wishes": [Item(code, label) for code, label in WISHES.items()],
        "languages": [Item(code, asked.LANGUAGES[code]) for code in reference_paper.LANGUAGES],
        "said": typed.said,
        "wrong": typed.wrong,
        "errors": typed.errors({"risk": "finds", "wish": "wish", "language": "language", "heard": "heard"}),
    }
    return render(request, "casework/paper.html", context, status=status)
