"""A form of a draft as the officer will see it, screen by screen. What is answered here is used for the page only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from himaya.coordination import drafting, readiness, rules_content, words_drafts
from himaya.coordination.models import Draft
from himaya.coordination.queries import drafts as queries
from himaya.instruments import outcomes
from himaya.instruments.compiled import Compiled, compile_document
from himaya.instruments.render import Screen, screens
from himaya.instruments.source import Unreadable
from himaya.instruments.xpath.errors import XPathError
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.texts.lines import WAY

LONGEST_ANSWER = 500
STEPS: dict[str, Promise] = {
    "now": _("Act now"),
    "offer": _("Offer help"),
    "not_enough": _("Not enough to say today"),
}


@dataclass(frozen=True, slots=True)
class Walk:
    """One form in one language on its way: the answers so far, the screen that is looked at."""

    language: str
    answers: Mapping[str, str]
    screen: int


@require_safe
@at_the_table
def listed(request: HttpRequest, actor: Actor, draft_id: UUID) -> HttpResponse:
    """The forms of a draft."""
    draft = queries.draft_of(actor, draft_id)
    content = _content(draft)
    forms = [{"name": one["name"], "title": languages.pick(one["head"]["title"])} for one in content["forms"]]
    return render(request, "roundtable/texts/previews.html", {"draft": draft, "forms": forms})


def _content(draft: Draft) -> rules_content.Content:
    content = drafting.content(draft)
    return readiness.compiled(draft, content) if content["clauses"] else content


@require_http_methods(["GET", "POST"])
@at_the_table
def walk(request: HttpRequest, actor: Actor, draft_id: UUID, name: str) -> HttpResponse:
    """One form. A POST takes the answers along and shows the screen that they open; nothing is kept."""
    draft = queries.draft_of(actor, draft_id)
    content = _content(draft)
    if name not in [layout["name"] for layout in content["forms"]]:
        raise NotFound
    document = rules_content.compile_form(content, name, "0")
    sent = request.POST if request.method == "POST" else request.GET
    language = sent.get("in", languages.current())
    language = language if language in languages.CODES else languages.current()
    context: dict[str, Any] = {
        "draft": draft,
        "name": name,
        "title": languages.pick(document["title"]),
        "language": language,
        "way": WAY[language],
        "spoken": [(code, words_drafts.LANGUAGES[code]) for code in languages.CODES],
    }
    try:
        compiled = compile_document(document)
        with override(language):
            context |= _walked(compiled, request, language)
    except (Unreadable, XPathError) as broken:
        context["broken"] = getattr(broken, "reason", "") or str(broken)
    return render(request, "roundtable/texts/preview.html", context)


def _walked(compiled: Compiled, request: HttpRequest, language: str) -> dict[str, Any]:
    walked = _read(request, compiled, language)
    every = screens(compiled, language, walked.answers)
    open_ = [place for place, screen in enumerate(every) if screen.relevant] or [0]
    go, here = request.POST.get("go", ""), min(walked.screen, len(every) - 1)
    if go == "next":
        here = next((place for place in open_ if place > here), len(every))
    elif go == "back":
        here = next((place for place in reversed(open_) if place < here), open_[0])
    elif not every or here not in open_:
        here = open_[0]
    screen = every[here] if here < len(every) else None
    on_screen = {question.key for question in screen.questions} if screen else set()
    return {
        "screen": screen,
        "place": here,
        "number": open_.index(here) + 1 if here in open_ else len(open_),
        "count": len(open_),
        "first": here == open_[0],
        "carried": [(key, value) for key, value in walked.answers.items() if key not in on_screen],
        "ending": None if screen else _ending(compiled, walked.answers),
    }


def _read(request: HttpRequest, compiled: Compiled, language: str) -> Walk:
    """The answers that the page carries: only of questions that the form has."""
    if request.method != "POST":
        return Walk(language, {}, 0)
    known = {question.key for screen in screens(compiled, language) for question in screen.questions}
    answers = {
        key: " ".join(one[:LONGEST_ANSWER] for one in request.POST.getlist(key) if one)
        for key in known
        if any(request.POST.getlist(key))
    }
    screen = request.POST.get("screen", "0")
    return Walk(language, answers, int(screen) if screen.isdecimal() and len(screen) < 4 else 0)


def _ending(compiled: Compiled, answers: Mapping[str, str]) -> dict[str, Any]:
    """What the officer would be told: the next step, and the clauses that led to it."""
    if compiled.instrument.kind not in outcomes.KINDS:
        return {}
    found = outcomes.outcome(compiled.instrument.document, answers)
    return {"step": STEPS.get(found.step, found.step), "because": found.because}


def read_only(document: Mapping[str, Any], language: str) -> list[Screen]:
    """The screens of a form that nobody fills in. Raises Unreadable, XPathError."""
    return screens(compile_document(document), language)
