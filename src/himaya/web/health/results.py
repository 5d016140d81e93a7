"""One thing that is kept, opened: an observation in words; a scale with its score, beside what is known of it.

The only page of the house on which a score stands.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from himaya.health import access, policy, queries, reading, rules_offer, rules_scoring, sheet, words
from himaya.health.access import Kept
from himaya.instruments.compiled import Compiled, compile_document
from himaya.instruments.render import Question, screens
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.gate import only
from himaya.web.health import shown


@require_GET
@only(policy.check_works)
def kept(request: HttpRequest, actor: Actor, case_id: UUID, entry_id: UUID) -> HttpResponse:
    """Rendered inside the block: plaintext does not outlive it."""
    with access.open_health(actor, case_id) as opened:
        found = next((one for one in opened.entries if one.row.pk == entry_id), None)
        if found is None or found.kind not in (rules_offer.OBSERVED, rules_offer.ADMINISTERED):
            raise NotFound
        context: dict[str, Any] = {
            "case": opened.case,
            "row": found.row,
            "way": words.WAYS.get(found.content["way"], ""),
            "interpreter": words.INTERPRETERS.get(found.content["interpreter"], ""),
            **(_observation(found) if found.kind == rules_offer.OBSERVED else _scale(actor, found)),
        }
        return render(request, "health/kept.html", context)


def _observation(one: Kept) -> dict[str, Any]:
    form = sheet.compiled(one.content["sheet"])
    return {
        "title": shown.said(form.instrument.title),
        "answers": _answers(form, languages.current(), one.content["answers"]),
        "tag": languages.current(),
    }


def _scale(actor: Actor, one: Kept) -> dict[str, Any]:
    load = queries.load_of(actor, UUID(one.content["load"]))
    form, spoken = compile_document(load.document), str(one.content["language"])
    scored = rules_scoring.scored(reading.scoring_of(load.scoring), one.content["answers"])
    return {
        "title": shown.title(load),
        "load": load,
        "spoken": shown.language(spoken),
        "tag": reading.tag(spoken),
        "answers": _answers(form, spoken, one.content["answers"]),
        "evidence": shown.evidence(load),
        **shown.scores(load, scored),
    }


def _answers(form: Compiled, spoken: str, said: dict[str, str]) -> list[tuple[str, str]]:
    """Each question that was open, with its answer in words; empty where it was left."""
    asked = (question for screen in screens(form, spoken, said) for question in screen.questions)
    return [(one.label, _in_words(one)) for one in asked if one.relevant and one.kind != "note"]


def _in_words(question: Question) -> str:
    if question.options:
        return " · ".join(option.label for option in question.options if option.chosen)
    return question.value
