"""Phases 7 and 8: the summary read back, next steps, the close; what was done the same day; the paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.institutions import catalogue
from himaya.interviews import access, record_paper, rules, states, words
from himaya.interviews.access import Opened
from himaya.interviews.actions import interviews
from himaya.interviews.actions.interviews import Afterwards, Closing
from himaya.interviews.models import Interview
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.web.downloads import as_file, sandboxed
from himaya.web.interviews import facts, reading
from himaya.web.interviews.reading import Form, at_a_desk, form_of, said
from himaya.web.methods import require_POST

PURPOSES = ("give_service", "answer_the_person")


@require_http_methods(["GET", "POST"])
@at_a_desk
def page(request: HttpRequest, actor: Actor, interview_id: UUID) -> HttpResponse:
    """What is read back, the closing, and once closed what was done after it."""
    row, form = access.known(actor, interview_id), form_of(request)
    if request.method != "POST":
        return _page(request, actor, row, form)
    try:
        if form.text("do") == "after":
            after = Afterwards(
                "staff" in form.several("debrief"), "interpreter" in form.several("debrief"), form.text("steps")
            )
            interviews.note_after(interview_id=interview_id, after=after, by=actor)
            done = _("Written down.")
        else:
            closing = Closing(
                form.text("outcome"),
                form.text("read_back"),
                form.text("summary"),
                form.text("next_steps"),
                form.text("told"),
            )
            interviews.close(interview_id=interview_id, closing=closing, by=actor)
            done = _("Closed. Come back to an ordinary topic with the person before you part.")
    except (NotValid, NotNow) as refusal:
        form.refused(refusal, by=actor, where="interviews:close")
        return _page(request, actor, row, form, status=refusal.status)
    messages.success(request, done)
    return redirect("interviews:close", interview_id=interview_id)


@require_POST
@at_a_desk
def paper(request: HttpRequest, actor: Actor, interview_id: UUID) -> HttpResponse:
    """The record as a PDF, for a purpose, in one language. Kept nowhere."""
    row, form = access.known(actor, interview_id), form_of(request)
    purpose, language = form.text("purpose"), form.text("language")
    try:
        if purpose not in PURPOSES:
            raise NotValid(_("Choose for what you need it."), code="purpose")
        if language not in record_paper.LANGUAGES:
            raise NotValid(_("Choose the language of the paper."), code="language")
        return _file(request, record_paper.make(actor, row, purpose=purpose, language=language))
    except (NotValid, NotNow) as refusal:
        form.refused(refusal, by=actor, where="interviews:paper")
        return _page(request, actor, row, form, status=refusal.status)


@sandboxed
def _file(request: HttpRequest, made: bytes) -> HttpResponse:
    return as_file(made, "notes", "pdf")


def _page(request: HttpRequest, actor: Actor, row: Interview, form: Form, *, status: int = 200) -> HttpResponse:
    with access.open_interview(actor, row, purpose=access.PURPOSE) as opened:
        return render(request, "interviews/close.html", _context(actor, row, form, opened), status=status)


def _context(actor: Actor, row: Interview, form: Form, opened: Opened) -> dict[str, Any]:
    purposes = catalogue.purposes()
    closings = [said_ for note, said_ in opened.notes if note.kind == rules.CLOSING]
    return {
        **reading.around(actor, row),
        **form.context({"outcome": "outcome", "read_back": "read_back"}),
        "facts": [facts.fact(one) for one in opened.facts if one.stands],
        "outcome": words.OUTCOMES.get(row.outcome, ""),
        "outcomes": reading.choices(words.OUTCOMES, [one for one in states.OUTCOMES if one != states.REFUSED]),
        "read_backs": [
            reading.Item("yes", _("Read back, and the person could correct it")),
            reading.Item("not_wished", _("The person did not wish it")),
        ],
        "closing": closings[-1] if closings else None,
        "after": [said_ for note, said_ in opened.notes if note.kind == rules.AFTERWARDS],
        "debriefs": [
            reading.Item("staff", _("The interviewer was listened to")),
            reading.Item("interpreter", _("The interpreter was listened to")),
        ],
        "chosen_debriefs": form.several("debrief"),
        "purposes": [reading.Item(code, said(purposes[code].names)) for code in PURPOSES],
        "languages": [reading.Item("fr", "Français"), reading.Item("ar", "العربية"), reading.Item("en", "English")],
        "language": form.text("language") or languages.current(),
    }
