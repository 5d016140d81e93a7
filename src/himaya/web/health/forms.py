"""The forms that a clinician fills in with the person: the observation sheet, and a scale as its file stands."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.health import access, policy, queries, reading, rules_offer, sheet, words
from himaya.health.actions import administrations, observations
from himaya.instruments.compiled import Compiled, compile_document
from himaya.instruments.render import screens
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.unit import log_refusal
from himaya.web.forms import Item, Typed, form_id
from himaya.web.gate import only
from himaya.web.health import shown

# Fields of the page; a question of somebody's form may have any name, and none of these.
WAY, INTERPRETER, LANGUAGE, INSTANCE = "at-way", "at-interpreter", "at-language", "at-instance"
PLACES = {"way": WAY, "interpreter": INTERPRETER, "language": LANGUAGE}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def observe(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The observation sheet; a POST keeps it."""
    compartment = access.kept_of(actor, case_id)
    form, typed = sheet.compiled(), Typed(request.POST)

    def keep(said: dict[str, str]) -> UUID:
        how = {"way": typed.text(WAY), "interpreter": typed.text(INTERPRETER)}
        return observations.note(
            case_id=case_id, answers=said, instance_id=form_id(typed.text(INSTANCE)), by=actor, **how
        )

    context = {"case": compartment.case, "title": shown.said(form.instrument.title), "tag": languages.current()}
    return _filled(request, actor, form, languages.current(), typed, keep, context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def administer(request: HttpRequest, actor: Actor, case_id: UUID, load_id: UUID) -> HttpResponse:
    """A scale in one of the languages of its file; a POST keeps the answers."""
    compartment = access.kept_of(actor, case_id)
    load = queries.load_of(actor, load_id)
    form, typed = compile_document(load.document), Typed(request.POST)
    spoken = shown.own_language(load, request.POST.get(LANGUAGE) or request.GET.get("in", ""))

    def keep(said: dict[str, str]) -> UUID:
        how = {"language": typed.text(LANGUAGE), "way": typed.text(WAY), "interpreter": typed.text(INTERPRETER)}
        return administrations.record(
            case_id=case_id, load_id=load_id, answers=said, instance_id=form_id(typed.text(INSTANCE)), by=actor, **how
        )

    context = {
        "case": compartment.case,
        "title": shown.title(load),
        "load": load,
        "spoken": spoken,
        "languages": shown.choice(load, spoken),
        "tag": reading.tag(spoken),
    }
    return _filled(request, actor, form, spoken, typed, keep, context)


def _filled(
    request: HttpRequest,
    actor: Actor,
    form: Compiled,
    spoken: str,
    typed: Typed,
    keep: Callable[[dict[str, str]], UUID],
    context: dict[str, Any],
) -> HttpResponse:
    """The form with what was typed; kept by `keep` when it was posted."""
    said = {key: " ".join(request.POST.getlist(key)) for key in request.POST if not key.startswith("at-")}
    status = 200
    if request.method == "POST":
        try:
            kept = keep(said)
        except (NotNow, NotValid) as refusal:
            log_refusal(refusal, by=actor, where=f"health:{request.resolver_match.url_name}")  # type: ignore[union-attr]
            typed.wrong, status = {refusal.code: str(refusal.sentence)}, refusal.status
        else:
            messages.success(request, _("Kept. It cannot be changed: to put something right, fill in a further one."))
            return redirect("health:kept", case_id=context["case"].pk, entry_id=kept)
    context |= {
        "screens": screens(form, spoken, said),
        "ways": [Item(code, words.WAYS[code]) for code in rules_offer.WAYS],
        "interpreters": [Item(code, words.INTERPRETERS[code]) for code in rules_offer.INTERPRETERS],
        "way": typed.said.get(WAY, ""),
        "interpreter": typed.said.get(INTERPRETER, ""),
        "wrong": typed.wrong,
        "errors": typed.errors(PLACES),
        "instance": typed.said.get(INSTANCE) or new_id(),
    }
    return render(request, "health/form.html", context, status=status)
