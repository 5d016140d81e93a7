"""A desk checks a letter that somebody shows: number or signed text, and the phrase they say. Nothing is written."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.attestations import checking, policy
from himaya.kernel.actor import Actor
from himaya.web.forms import Typed
from himaya.web.gate import only

ANSWERS: dict[str, tuple[str, Promise, Promise]] = {
    checking.VALID: (
        "ok",
        pgettext_lazy("check of a letter", "The letter is genuine and stands."),
        _("It is valid until this day:"),
    ),
    checking.TAKEN_BACK: (
        "wait",
        pgettext_lazy("check of a letter", "The letter was taken back."),
        _("It stands no more since this day:"),
    ),
    checking.OVER: (
        "wait",
        pgettext_lazy("check of a letter", "The letter is genuine, and its time is over."),
        _("It was valid until this day:"),
    ),
    checking.NOT_FITTING: (
        "calm",
        pgettext_lazy("check of a letter", "Letter and phrase do not fit together."),
        _("A letter may be copied wrongly, or a phrase forgotten. Look once more, and hold it against nobody."),
    ),
    checking.TOO_OFTEN: (
        "calm",
        pgettext_lazy("check of a letter", "Too many tries did not fit."),
        _("Wait an hour, or check the letter on the public page, which needs no account."),
    ),
}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_checks)
def check(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form, and below it the answer. What was typed stays in the page where it did not fit."""
    typed, status = Typed(request.POST), 200
    context: dict[str, Any] = {"said": typed.said, "wrong": typed.wrong}
    if request.method == "POST":
        shown, phrase = typed.text("shown"), typed.text("phrase")
        for name, value in (("shown", shown), ("phrase", phrase)):
            if not value:
                typed.wrong[name] = str(_("Both are needed: what the letter says, and the phrase."))
        if typed.wrong:
            status = 422
        else:
            answer = checking.check(actor, shown, phrase)
            tone, title, sentence = ANSWERS[answer.said]
            status = {checking.NOT_FITTING: 422, checking.TOO_OFTEN: 409}.get(answer.said, 200)
            context["answer"] = {"tone": tone, "title": title, "sentence": sentence, "day": answer.day}
            context["found"] = answer
    context["errors"] = typed.errors({"shown": "shown", "phrase": "phrase"})
    return render(request, "attestations/check.html", context, status=status)
