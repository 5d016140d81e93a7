"""The note on acts done under threat: which acts in general terms, counsel's word, the paper, to whom it was given."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases.access import held_case
from himaya.cases.models import Case
from himaya.determinations import access, content, note_paper, policy, queries, queries_waiting, states, words
from himaya.determinations.actions import decision_notes
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.determinations.typed import Form, Item, form_of, from_content, said
from himaya.web.downloads import as_file, sandboxed
from himaya.web.gate import only
from himaya.web.methods import require_POST

Deed = Callable[[Form, UUID, Actor], str]


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def page(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The notes of one case; `do` names the verb."""
    case, form = held_case(actor, case_id), form_of(request)
    if request.method != "POST":
        return _page(request, actor, case, form)
    try:
        done = VERBS.get(form.text("do"), _no_such)(form, case_id, actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="determinations:note")
        form.refused(refusal)
        return _page(request, actor, case, form, status=refusal.status)
    messages.success(request, done)
    return redirect("determinations:note", case_id=case_id)


def _draft(form: Form, case_id: UUID, actor: Actor) -> str:
    covered = form.several("covered")
    decision_notes.draft(case_id=case_id, to_desk=form.text("to_desk"), covered=covered, by=actor)
    return _("Drafted. Now legal counsel says whether it is made.")


def _advise(form: Form, _case_id: UUID, actor: Actor) -> str:
    decision_notes.advise(note_id=form.id("note"), yes=form.text("do") == "advise", by=actor)
    return _("Written down.")


def _give(form: Form, _case_id: UUID, actor: Actor) -> str:
    decision_notes.give(note_id=form.id("note"), on=form.needed_day("on"), by=actor)
    return _("Written down.")


def _no_such(_form: Form, _case_id: UUID, _actor: Actor) -> str:
    raise NotFound


VERBS: dict[str, Deed] = {"draft": _draft, "advise": _advise, "advise_against": _advise, "give": _give}


@require_POST
@only(policy.check_works)
def paper(request: HttpRequest, actor: Actor, note_id: UUID) -> HttpResponse:
    """The note as a PDF in one language. Kept nowhere."""
    found, form = decision_notes.held_note(actor, note_id), form_of(request)
    case = held_case(actor, found.case_id)
    language = form.text("language")
    try:
        if language not in note_paper.LANGUAGES:
            raise NotValid(_("Choose the language of the paper."), code="language")
        return _file(request, note_paper.make(actor, case, note_id, language=language))
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="determinations:paper")
        form.refused(refusal)
        return _page(request, actor, case, form, status=refusal.status)


@sandboxed
def _file(request: HttpRequest, paper: bytes) -> HttpResponse:
    return as_file(paper, "note", "pdf")


def _page(request: HttpRequest, actor: Actor, case: Case, form: Form, *, status: int = 200) -> HttpResponse:
    lists = content.words().lists
    with access.open_chain(actor, case) as chain:
        bodies = {row.pk: body for row, body in chain.notes}
        notes = [
            {
                "id": note,
                "desk": lines[-1].to_desk,
                "state": words.NOTES[lines[-1].word],
                "covered": [said(lists["covered"][code]) for code in bodies[lines[0].pk].get("covered", ())],
                "lines": [{"row": one, "word": words.NOTES[one.word]} for one in lines[1:]],
                "waits": lines[-1].word == states.DRAFTED,
                "ready": lines[-1].word in (states.ADVISED, states.GIVEN),
            }
            for note, lines in queries.notes_of(row for row, _body in chain.notes).items()
        ]
        context: dict[str, Any] = {
            "case": case,
            "notes": list(reversed(notes)),
            "asks": policy.asks(actor),
            "advises": policy.advises(actor),
            "open": case.state == "open",
            "no_counsel": "" if queries_waiting.has_counsel(case.desk_id) else words.NO_COUNSEL,
            "typed": {"on": clock.today().isoformat(), **form.typed},
            "chosen": form.several("covered"),
            "wrong": form.wrong,
            "errors": form.errors("to_desk", "covered"),
            "desks": [Item(one.pk, f"{one.name} · {one.institution.name}") for one in decision_notes.desks()],
            "covered": from_content(lists["covered"]),
            "languages": [Item("fr", "Français"), Item("ar", "العربية"), Item("en", "English")],
            "language": form.text("language") or languages.current(),
            "laws": [
                {"names": row.row.title, "text": row.text.names, "article": row.row.article, "row": row.row}
                for row in content.note_rows()
            ],
        }
        return render(request, "determinations/note.html", context, status=status)
