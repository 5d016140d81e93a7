"""What the follow-up page of one institution is made of, or of somebody outside the list: all that is open with it."""

from datetime import date
from typing import Any
from uuid import UUID

from himaya.coordination import rules_following as rules
from himaya.coordination import states, words_movement
from himaya.coordination import states_following as following
from himaya.coordination.models import Cycle, Recommendation
from himaya.coordination.queries.silence import silences
from himaya.coordination.queries.standing import standing
from himaya.coordination.wordings import in_three, names_of
from himaya.coordination.words_following import RECOMMENDATION_STATES, RESPONSES
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.errors import NotFound

Data = dict[str, Any]
# The page of an institution is about no single object: this stands where others name theirs.
WHOLE = UUID(int=0)
ITS_TURN = (*following.WITH_THE_LEAD, following.REPORTED_DONE)


def follow_up(object_id: UUID, institution_id: str) -> Data:
    """Of an institution all that it leads and helps with; of somebody outside, all that is led under that name.

    Raises NotFound.
    """
    rows = Recommendation.objects.filter(state__in=ITS_TURN).select_related("lead")
    if institution_id:
        institution = Institution.objects.filter(pk=institution_id).first()
        if institution is None or object_id != WHOLE:
            raise NotFound
        helped = rows.filter(contributors__institution=institution).exclude(lead=institution)
        return _data(names_of(institution), rows.filter(lead=institution), helped)
    one = Recommendation.objects.filter(pk=object_id, lead__isnull=True).exclude(state=following.FORMULATED).first()
    if one is None:
        raise NotFound
    led = rows.filter(lead__isnull=True, lead_name=one.lead_name)
    return _data(dict.fromkeys(("fr", "ar", "en"), one.lead_name), led, rows.none())


def _data(name: dict[str, str], led: Any, helped: Any) -> Data:
    found = list(led.order_by("number"))
    quiet, today = silences(found), clock.today()
    lines = [
        _line(one.row, one.stood.note, one.stood.overdue, rules.awaited(quiet[one.row.pk], today))
        for one in standing(found)
    ]
    return {
        "organiser": _organiser(),
        "institution": name,
        "on": today.isoformat(),
        # What is awaited first, then what is due first.
        "led": sorted(lines, key=lambda one: (not one["awaited"], one["due_on"] or "9", one["number"])),
        "helped": [_helps(row) for row in helped.order_by("number").distinct()],
    }


def _line(row: Recommendation, note: str, overdue: bool, awaited: tuple[str, date] | None) -> Data:
    response = RESPONSES.get(row.response)
    return {
        "id": str(row.pk),
        "number": row.number,
        "ref": words_movement.reference(row.number),
        "texts": row.texts,
        "state": row.state,
        "said_state": in_three(lambda: str(RECOMMENDATION_STATES[row.state])),
        "due_on": row.due_on.isoformat() if row.due_on else "",
        "overdue": overdue,
        "answer_by": row.answer_by.isoformat() if row.state == following.ADDRESSED and row.answer_by else "",
        "awaited": awaited[0] if awaited else "",
        "since": awaited[1].isoformat() if awaited else "",
        "response": in_three(lambda: str(response)) if response is not None else None,
        "note": note,
    }


def _helps(row: Recommendation) -> Data:
    lead = names_of(row.lead) if row.lead is not None else dict.fromkeys(("fr", "ar", "en"), row.lead_name)
    return {"ref": words_movement.reference(row.number), "texts": row.texts, "lead": lead}


def _organiser() -> dict[str, str]:
    """Whoever organises the round tables now: the organiser of the cycle that was opened last."""
    rows = Cycle.objects.filter(recorded=False).select_related("organiser")
    cycle = rows.filter(state=states.OPEN).order_by("-opened_on").first() or rows.order_by("-opened_on").first()
    return names_of(cycle.organiser) if cycle is not None else dict.fromkeys(("fr", "ar", "en"), "")
