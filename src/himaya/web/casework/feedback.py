"""How it was for the person: four questions with three faces, on a page that knows no case and keeps no form.

The worker hands the device over and looks away, or puts down what was said or written on paper. All three end in the
same counts; which of them it was is not kept either.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from himaya.cases import queries_feedback, rules_feedback
from himaya.cases.actions import feedback
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.unit import log_refusal
from himaya.web import endings
from himaya.web.casework.gate import at_a_desk
from himaya.web.casework.labels import Item

# What a page in the person's hands does not show: the desk's entrances, the account, the notices.
_BARE: dict[str, Any] = {"actor": None, "entrances": [], "emergencies": 0, "my_desk": None, "desk_label": ""}


@require_GET
@at_a_desk
def ways(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The three ways, and when not to ask."""
    return render(request, "casework/feedback.html", {"may_count": queries_feedback.may_see(actor)})


@require_http_methods(["GET", "POST"])
@at_a_desk
def form(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The page in the person's hands. Nothing answered is an answer too: then nothing is counted."""
    if request.method != "POST":
        return _form(request)
    try:
        feedback.give(answers={one: request.POST.get(one, "")[:8] for one in rules_feedback.QUESTIONS}, by=actor)
    except NotValid as refusal:
        log_refusal(refusal, by=actor, where="casework:feedback_form")
        return _form(request, wrong=str(refusal.sentence), status=refusal.status)
    return redirect("casework:feedback_thanks")


@require_GET
@at_a_desk
def thanks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Nothing of what was chosen is shown: the worker gets the device back."""
    return render(request, "casework/feedback_thanks.html", _BARE)


@require_GET
@at_a_desk
def paper(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same four questions on paper: no name, no number, no desk."""
    return render(request, "casework/feedback_paper.html", {"questions": _questions(request)})


@require_GET
@at_a_desk
def counts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """For the lead of the desk: halves of a year that are over, small counts hidden."""
    return endings.page(request, actor)


def _form(request: HttpRequest, *, wrong: str = "", status: int = 200) -> HttpResponse:
    errors = [{"id": "feedback-listened", "sentence": wrong}] if wrong else []
    context = {**_BARE, "questions": _questions(request), "errors": errors}
    return render(request, "casework/feedback_form.html", context, status=status)


def _questions(request: HttpRequest) -> list[dict[str, Any]]:
    faces = [Item(code, str(word)) for code, word in endings.FACES.items()]
    faces.append(Item("", _("I do not say")))
    return [
        {"name": code, "legend": word, "items": faces, "chosen": request.POST.get(code, "")}
        for code, word in endings.QUESTIONS.items()
    ]
