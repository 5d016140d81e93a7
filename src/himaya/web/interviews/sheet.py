"""The prompt sheet: phases, prompts and wording from the form in force, to print. No case in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from himaya.instruments import leaving
from himaya.instruments import queries as instruments
from himaya.instruments.models import Version
from himaya.interviews import content
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.interviews import answers, reading
from himaya.web.interviews.reading import at_a_desk

FORMS = {"adult": "interview-adult", "child": "interview-child"}


@require_GET
@at_a_desk
def page(request: HttpRequest, actor: Actor, form: str) -> HttpResponse:
    """For an adult or a child; without a form in force the wording alone."""
    if form not in FORMS:
        raise NotFound
    table, version = content.words(), _version(FORMS[form], actor)
    context = {
        "child": form == "child",
        "phases": _phases(version),
        "lengths": answers.lengths(version) if version is not None else None,
        "limits": reading.aloud(child=form == "child"),
        "use": reading.lines(one for one in table.wording if one.use),
        "avoid": reading.lines(one for one in table.wording if not one.use),
        "distress": reading.lines(table.distress),
        "children": reading.lines(table.children) if form == "child" else [],
        "model_not_adopted": not table.adopted or version is None or not version.adoption,
    }
    return render(request, "interviews/sheet.html", context)


def _version(name: str, actor: Actor) -> Version | None:
    try:
        return instruments.in_force(name, desk_id=actor.desk_id)
    except NotFound:
        return None


def _phases(version: Version | None) -> list[dict[str, Any]]:
    """Each outer group of the form with its prompts, in the page's language."""
    phases: list[dict[str, Any]] = []
    depth = 0
    exposed = {one.id: reading.said(one.words) for one in content.words().exposed}
    for row in version.source["survey"] if version is not None else ():
        kind = str(row.get("type", "")).replace(" ", "_")
        if kind in ("begin_group", "begin_repeat"):
            depth += 1
            if depth == 1:
                phases.append({"name": _text(row, "label"), "prompts": []})
        elif kind in ("end_group", "end_repeat"):
            depth -= 1
        elif row.get("label") and phases and not row.get("calculation") and not leaving.is_companion(row):
            phases[-1]["prompts"].append(
                {
                    "words": _text(row, "label"),
                    "darija": (row.get("darija") or {}).get("ar", ""),
                    "guidance": _text(row, "guidance") or _text(row, "hint"),
                    "short": bool(row.get("short")),
                    "exposes": [exposed[code] for code in row.get("exposes") or () if code in exposed],
                }
            )
    return phases


def _text(row: dict[str, Any], key: str) -> str:
    text = row.get(key)
    return languages.pick(text) if isinstance(text, dict) else str(text or "")
