"""Short facts, what is made of them apart; lines that supplement or correct; what does not fit; her own view."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.interviews import access, rules, words
from himaya.interviews.access import FactInWords, Opened
from himaya.interviews.actions import facts, notes
from himaya.interviews.actions.facts import Written
from himaya.interviews.models import Interview
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.web.interviews import carried, once, reading
from himaya.web.interviews.reading import Form, at_a_desk, form_of

Deed = Callable[[Form, UUID, Actor], str]


@require_http_methods(["GET", "POST"])
@at_a_desk
def page(request: HttpRequest, actor: Actor, interview_id: UUID) -> HttpResponse:
    """One page with one form for each verb; `do` names it."""
    row, form = access.known(actor, interview_id), form_of(request)
    if request.method != "POST":
        return shown(request, actor, row, form)
    do = form.text("do")
    fields = carried.FIELDS[carried.FACTS].get(do, ())
    try:
        done = "" if once.written(request, do, fields) else VERBS.get(do, _no_such)(form, interview_id, actor)
    except (NotValid, NotNow, NotPermitted) as refusal:
        status = reading.status_of(refusal)
        form.refused(refusal, by=actor, where="interviews:facts")
        return shown(request, actor, row, form, status=status)
    if done:
        once.mark(request, do, fields)
        messages.success(request, done)
    beside = carried.beside(request.POST, carried.FACTS, do)
    if beside.page:
        return shown(request, actor, row, Form(beside.fields))
    return redirect("interviews:facts", interview_id=interview_id)


def _add(form: Form, pk: UUID, actor: Actor) -> str:
    fact = Written(
        topic=form.text("topic"),
        kind=form.text("kind"),
        text=form.text("text"),
        interpretation=form.text("interpretation"),
        event=form.number("event"),
        verbatim=form.text("verbatim"),
        all_the_same=form.text("all_the_same") == "yes",
        as_written=form.text("as_written") == "yes",
    )
    return _("Fact %(n)s is written down.") % {"n": facts.add(interview_id=pk, fact=fact, by=actor)}


def _amend(form: Form, pk: UUID, actor: Actor) -> str:
    facts.amend(
        interview_id=pk,
        number=form.number("number"),
        change=form.text("change"),
        text=form.text("amended"),
        as_written=form.text("amended_as_written") == "yes",
        by=actor,
    )
    return _("Added as a line of its own. The old words stay.")


def _own(form: Form, pk: UUID, actor: Actor) -> str:
    notes.own_view(interview_id=pk, rating=form.text("rating"), said=form.text("own_words"), by=actor)
    return _("Written down as the person sees it. Nobody writes over it.")


def _odd(form: Form, pk: UUID, actor: Actor) -> str:
    notes.inconsistency(
        interview_id=pk,
        said=form.text("odd_words"),
        explanations=form.several("explanations"),
        as_written=form.text("odd_as_written") == "yes",
        by=actor,
    )
    return _("Written down with what may explain it.")


def _no_such(form: Form, pk: UUID, actor: Actor) -> str:
    raise NotValid(_("Choose one of the buttons of this page."), code="do")


VERBS: dict[str, Deed] = {"add": _add, "amend": _amend, "own": _own, "odd": _odd}


def shown(request: HttpRequest, actor: Actor, row: Interview, form: Form, *, status: int = 200) -> HttpResponse:
    """The page with what was typed; also where a tap on the bar came from it."""
    with access.open_interview(actor, row, purpose=access.PURPOSE) as opened:
        return render(request, "interviews/facts.html", _context(actor, row, form, opened), status=status)


def _context(actor: Actor, row: Interview, form: Form, opened: Opened) -> dict[str, Any]:
    around = reading.around(actor, row)
    topics = reading.topics(one["id"] for one in around["resting"])
    lines: dict[int, list[dict[str, Any]]] = {}
    for one in opened.facts:
        if one.amends is not None:
            lines.setdefault(one.amends, []).append(fact(one))
    return {
        **around,
        **form.context({"kind": "kind", "change": "change"}),
        "topics": [
            {
                **one,
                "facts": [
                    {**fact(each), "lines": lines.get(each.number, [])}
                    for each in opened.facts
                    if each.topic == one["id"] and each.amends is None
                ],
            }
            for one in topics
        ],
        "numbers": [reading.Item(str(one.number), f"{one.number} · {one.text[:40]}") for one in opened.facts],
        "kinds": reading.choices(words.KINDS),
        "verbatims": [reading.Item("", _("No: in short")), *reading.choices(words.VERBATIM)],
        "changes": reading.choices(words.CHANGES, (rules.SUPPLEMENT, rules.CORRECTION)),
        "events": [
            reading.Item(str(one.number), f"{one.number} · {words.EVENTS[one.kind]} · {one.words[:40]}")
            for one in opened.events
        ],
        "ratings": reading.choices(words.RATINGS),
        "own": [
            {"row": note, "rating": words.RATINGS[said["rating"]], "words": said["words"]}
            for note, said in opened.notes
            if note.kind == rules.OWN_VIEW
        ],
        "odd": [
            {
                "row": note,
                "words": said["words"],
                "explanations": [words.EXPLANATIONS[one] for one in said["explanations"]],
            }
            for note, said in opened.notes
            if note.kind == rules.INCONSISTENCY
        ],
        "explanations": reading.choices(words.EXPLANATIONS),
        "chosen_explanations": form.several("explanations"),
        "may_write": access.takes_new(row),
        "longest": rules.LONGEST,
        "told": reading.told(actor, row.case),
    }


def fact(one: FactInWords) -> dict[str, Any]:
    """A fact for a page."""
    return {
        "one": one,
        "kind": words.KINDS[one.kind],
        "change": words.CHANGES[one.change],
        "event": words.EVENTS.get(one.event, ""),
        "verbatim": words.VERBATIM.get(one.verbatim, ""),
    }
