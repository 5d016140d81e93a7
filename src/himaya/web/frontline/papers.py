"""Paper: the blank form as a card, and the card with the way back. One side of A5 each; no name on either."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from himaya.instruments import queries
from himaya.instruments.render import Question
from himaya.instruments.triage import SERIOUS, URGENT
from himaya.kernel.errors import NotFound
from himaya.kernel.languages import pick
from himaya.web import questions
from himaya.web.frontline import carrying, result, standing
from himaya.web.frontline.sheet import Sheet
from himaya.web.middleware import actor_of

CARDS = ("police", "labour", "health", "social", "border", "ngo", "child", "labour-site")
WAY_BACK = "way_back"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the paper form. `decides`: one sign here is enough to offer."""

    question: Question
    decides: bool


def blank(request: HttpRequest, form: str) -> HttpResponse:
    """The blank form on paper. Raises NotFound."""
    if form not in CARDS:
        raise NotFound
    actor = actor_of(request)
    version = queries.in_force(f"first-line-{form}", desk_id=actor.desk_id)
    compiled = queries.compiled(version)
    triage = {
        row["name"]: str(row.get("triage", "")) for row in compiled.instrument.document["survey"] if "name" in row
    }
    lines = [
        Line(question, triage.get(question.key) in SERIOUS | URGENT)
        for screen in questions.screens_of(compiled, {})
        for question in screen.questions
        if question.line is not None
    ]
    context = {
        **standing.of(version, actor),
        "lines": lines,
        "version": version,
        "title": pick(compiled.instrument.title),
        "site": form.endswith("site"),
    }
    return render(request, "frontline/card.html", context)


def way_back(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The card to leave with the person, when keeping it is safe: desks and hours, nothing that says why."""
    carrying.speak(request)
    return carrying.page(
        request, "way_back.html", sheet, here=WAY_BACK, enter="refuse", **result.pieces(request, sheet)
    )
