"""The minutes, for the desk that holds the case: drafted, read for a purpose, agreed, made as a paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.conferences import access, minutes_paper, policy, states, words
from himaya.conferences.actions import minutes
from himaya.conferences.models import Conference
from himaya.institutions import catalogue
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.conferences import reading
from himaya.web.conferences.reading import Form, Item, form_of
from himaya.web.downloads import as_file, sandboxed
from himaya.web.gate import only
from himaya.web.methods import require_POST

PURPOSES = ("give_service", "answer_the_person")


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def page(request: HttpRequest, actor: Actor, conference_id: UUID) -> HttpResponse:
    """The newest version in words, and the older ones by their day."""
    row, form = access.held(actor, conference_id), form_of(request)
    if request.method != "POST":
        return _page(request, actor, row, form)
    try:
        if form.text("do") == "agree":
            minutes.agree(conference_id=conference_id, number=form.number("number"), by=actor)
            done = _("Agreed and locked. Each desk reads for a day what it heard.")
        else:
            minutes.draft(conference_id=conference_id, remark=form.text("remark"), by=actor)
            done = _("Drafted from what happened.")
    except (NotValid, NotNow) as refusal:
        log_refusal(refusal, by=actor, where="conferences:minutes")
        form.refused(refusal)
        return _page(request, actor, access.held(actor, conference_id), form, status=refusal.status)
    messages.success(request, done)
    return redirect("conferences:minutes", conference_id=conference_id)


@require_POST
@only(policy.check_works)
def paper(request: HttpRequest, actor: Actor, conference_id: UUID) -> HttpResponse:
    """The newest version as a PDF, for a purpose, in one language. Kept nowhere."""
    row, form = access.held(actor, conference_id), form_of(request)
    purpose, language = form.text("purpose"), form.text("language")
    last = next(iter(access.minutes_of(row)), None)
    try:
        if last is None:
            raise NotNow(words.DRAFT_FIRST, code="draft_first")
        if purpose not in PURPOSES:
            raise NotValid(_("Choose for what you need it."), code="purpose")
        if language not in minutes_paper.LANGUAGES:
            raise NotValid(_("Choose the language of the paper."), code="language")
        return _file(request, minutes_paper.make(actor, row, last, purpose=purpose, language=language))
    except (NotValid, NotNow) as refusal:
        log_refusal(refusal, by=actor, where="conferences:paper")
        form.refused(refusal)
        return _page(request, actor, row, form, status=refusal.status)


@sandboxed
def _file(request: HttpRequest, paper: bytes) -> HttpResponse:
    return as_file(paper, "notes", "pdf")


def _page(request: HttpRequest, actor: Actor, row: Conference, form: Form, *, status: int = 200) -> HttpResponse:
    versions = access.minutes_of(row)
    context: dict[str, Any] = {
        "conference": row,
        "case": row.case,
        "typed": form.typed,
        "told": next(iter(form.wrong.values()), ""),
        "chairs": policy.chairs(actor),
        "held": row.state == states.HELD,
        "versions": versions,
        "last": versions[0] if versions else None,
        "state": words.STATES[row.state],
        "purposes": [Item(code, reading.said(catalogue.purposes()[code].names)) for code in PURPOSES],
        "languages": [Item("fr", "Français"), Item("ar", "العربية"), Item("en", "English")],
        "language": form.text("language") or languages.current(),
    }
    if not versions:
        return render(request, "conferences/minutes.html", context, status=status)
    with access.open_minutes(actor, versions[0], purpose=access.PURPOSE, action="conference.minutes_read") as body:
        context["sections"] = minutes_paper.sections(body)
        return render(request, "conferences/minutes.html", context, status=status)
