"""The page of one clause: its words, its version, the decision behind it, what was held back, what came after."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from himaya.coordination import moments, policy_releases
from himaya.coordination.models import Decision
from himaya.coordination.queries import releases
from himaya.instruments import reporting
from himaya.instruments.models import Version
from himaya.kernel import languages
from himaya.web.middleware import actor_of
from himaya.web.why import reading


@require_safe
def clause(request: HttpRequest, version_id: int, uid: str) -> HttpResponse:
    """Why this question is asked. Open to everybody: whoever is asked may be shown it."""
    version = reading.version_of(version_id)
    actor = actor_of(request)
    why = releases.why(version.pk, uid)
    found = reading.clause_of(version, uid, why)
    context: dict[str, Any] = {
        "clause": found,
        "first": found.wordings[0] if found.wordings else None,
        "others": found.wordings[1:],
        "version": version,
        "title": title_of(version),
        "why": why,
        "decision": _said(reading.adopted_in(version, why)),
        "since": reading.since(version, uid),
        "trial": reading.is_tried(version, actor.desk_id),
        "may_report": policy_releases.works_at_a_desk(actor),
        "model_not_adopted": not version.adoption,
        "unverified": reporting.leaves_unverified(version.source, uid),
    }
    return render(request, "why/clause.html", context)


def title_of(version: Version) -> str:
    """What the form is called."""
    return languages.pick({"fr": version.title_fr, "ar": version.title_ar, "en": version.title_en})


def _said(decision: Decision | None) -> dict[str, Any] | None:
    """A decision for the page: its number, its table and its words in the page's language, or in one that it has."""
    if decision is None:
        return None
    wordings = {code: getattr(decision, f"wording_{code}") for code in languages.CODES}
    code = next((one for one in (languages.current(), *languages.CODES) if wordings[one]), "")
    return {
        "number": decision.number,
        "table": moments.number_in_words(decision.table),
        "wording": wordings.get(code, ""),
        "language": code,
        "direction": reading.DIRECTIONS.get(code, ""),
        "on": decision.concluded_at or decision.put_at,
    }
