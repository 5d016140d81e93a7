"""Writing an item: by the desk that holds the case with who is to hear it, by a health professional without."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.conferences import access, functional, policy, queries, rules, words
from himaya.conferences.actions import items
from himaya.conferences.actions.items import Draft
from himaya.conferences.models import Conference
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.asking import Asking
from himaya.web.conferences import chair, reading
from himaya.web.conferences.reading import Form, Item, form_of
from himaya.web.gate import only

PLACES = {name: f"item-{name}" for name in ("part", "terms", "data_classes", "hearers")}


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def add(request: HttpRequest, actor: Actor, conference_id: UUID) -> HttpResponse:
    """An item with its words or statements, what it tells, and each desk that is to hear it with its basis."""
    row, form = access.held(actor, conference_id), form_of(request)
    if request.method != "POST":
        return _form(request, actor, row, form, whole=True)
    draft = Draft("", "")
    try:
        draft = Draft(
            part=form.text("part"),
            topic=form.text("topic"),
            words=form.text("words"),
            terms=_terms(form),
            data_classes=tuple(form.several("data_classes")),
            hearers=tuple(chair.hearers(form)),
        )
        items.add(conference_id=conference_id, draft=draft, by=actor)
    except (NotValid, NotNow) as refusal:
        log_refusal(refusal, by=actor, where="conferences:item")
        form.refused(refusal)
        asks: list[Asking] = []
        if refusal.code == "hearers" and draft.topic in rules.TOPICS:
            asks = chair.asks(row, (*draft.data_classes, *rules.TOPICS[draft.topic]), draft.hearers, beside=True)
        return _form(request, actor, row, form, whole=True, status=refusal.status, asks=asks)
    messages.success(request, _("The item is on the list."))
    return redirect("conferences:conference", conference_id=conference_id)


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def health(request: HttpRequest, actor: Actor, conference_id: UUID) -> HttpResponse:
    """What the person can do and needs, said by a health professional of an invited desk."""
    row, form = access.invited(actor, conference_id), form_of(request)
    if not policy.speaks_for_health(actor):
        raise NotFound
    if not queries.sight(row, actor.desk_id).goes_on:
        return redirect("conferences:seat", conference_id=conference_id)
    if request.method != "POST":
        return _form(request, actor, row, form, whole=False)
    try:
        items.state_health(
            conference_id=conference_id,
            part=form.text("part"),
            own_words=form.text("words"),
            terms=_terms(form),
            by=actor,
        )
    except (NotValid, NotNow) as refusal:
        log_refusal(refusal, by=actor, where="conferences:health")
        form.refused(refusal)
        return _form(request, actor, row, form, whole=False, status=refusal.status)
    messages.success(request, _("Sent to the desk that holds the case. It names who hears it."))
    return redirect("conferences:seat", conference_id=conference_id)


def _terms(form: Form) -> list[tuple[str, date | None]]:
    """The ticked statements, each with the one last day where it lasts."""
    known = functional.terms()
    ticked = form.several("terms")
    lasting = any(known[name].lasts for name in ticked if name in known)
    until = form.day("until") if lasting and form.text("until") else None
    return [(name, until if name in known and known[name].lasts else None) for name in ticked]


def _form(
    request: HttpRequest,
    actor: Actor,
    row: Conference,
    form: Form,
    *,
    whole: bool,
    status: int = 200,
    asks: Sequence[Asking] = (),
) -> HttpResponse:
    seats = queries.seats_of(row)
    sight = None if whole else queries.sight(row, actor.desk_id)
    parts = queries.standing(row) if sight is None else sight.stands
    context: dict[str, Any] = {
        "conference": row,
        "reference": row.case_reference if sight is None else sight.reference,
        "whole": whole,
        "asks": asks,
        "wrong": form.wrong,
        "errors": form.errors(PLACES),
        "typed": form.typed,
        "part": form.text("part") or (parts[0] if parts else ""),
        "parts": reading.choices(words.PARTS, *parts) if parts else [],
        "topics": reading.choices(words.TOPICS),
        "terms": [Item(one.id, reading.said(one.names)) for one in functional.terms().values()],
        "terms_chosen": form.several("terms"),
        "classes": reading.data_classes(),
        "classes_chosen": form.several("data_classes"),
        "hearers": chair.hearer_choices(seats) if whole else [],
        "hearers_chosen": form.several("hearers"),
        "short": rules.LONGEST_HEALTH_WORDS,
    }
    return render(request, "conferences/item.html", context, status=status)
