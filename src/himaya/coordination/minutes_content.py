"""What the minutes of a table say, as data: everything that is printed, in all languages, and nothing that lives on.

Built from what happened: agenda, attendance, quorums, what was said, decisions, needs, questions. Institutions speak
by their names of that day; a person stands only in the list of who was there. JSON only: it is hashed and kept.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from himaya.coordination import minutes_decisions, minutes_recommendations, states
from himaya.coordination.models import (
    AgendaItem,
    Attendance,
    Expert,
    Invitation,
    Need,
    Question,
    Quorum,
    RoundTable,
    TakeAway,
)
from himaya.coordination.queries import tables as queries
from himaya.coordination.wordings import names_of
from himaya.institutions.models import Delegate, Institution

FORMAT = 1
Data = dict[str, Any]


def build(table: RoundTable) -> Data:
    """The content of the minutes as the store has it now. `table` comes with its cycle, organiser, funder and chair."""
    items = list(AgendaItem.objects.filter(table=table).select_related("presenter").order_by("position"))
    needs, asked = _needs(table), _questions(table)
    decided, recommended = minutes_decisions.by_item(table), minutes_recommendations.by_item(table)
    here = {item.pk for item in items}
    return {
        "format": FORMAT,
        "cycle": _cycle(table),
        "table": _table(table),
        "chair": person(table.chair) if table.chair else None,
        "attendance": _attendance(table),
        "quorums": _quorums(table),
        "experts": _experts(table),
        "items": [_item(table, n, item, decided, needs, asked, recommended) for n, item in enumerate(items, 1)],
        "needs": _elsewhere(needs, here),
        "questions": _elsewhere(asked, here),
        "recommendations": _elsewhere(recommended, here),
        "take_aways": _take_aways(table),
        "next": _next(table),
        "corrections": [],
    }


def _cycle(table: RoundTable) -> Data:
    cycle = table.cycle
    return {
        "titles": cycle.titles,
        "organiser": names_of(cycle.organiser),
        "funder": names_of(cycle.funder) if cycle.funder else None,
        "legal_basis": cycle.legal_basis,
    }


def _table(table: RoundTable) -> Data:
    return {
        "number": table.number,
        "kind": table.kind,
        "titles": table.titles,
        "place": table.place,
        "zone": table.zone,
        "starts": at(table, table.opened_at or table.starts_at),
        "ends": at(table, table.closed_at or table.ends_at),
    }


def at(table: RoundTable, moment: datetime) -> str:
    """A moment as the clock of the table's place showed it, to the minute, without an offset."""
    return queries.local(table, moment).replace(tzinfo=None).isoformat(timespec="minutes")


def person(delegate: Delegate) -> Data:
    """A delegate as minutes name one: name in two scripts, function, institution."""
    latin, arabic = delegate.name_latin or delegate.name_arabic, delegate.name_arabic or delegate.name_latin
    functions = {"fr": delegate.function_fr, "ar": delegate.function_ar, "en": delegate.function_en}
    return {
        "name": {"fr": latin, "ar": arabic, "en": latin},
        "function": functions,
        "institution": names_of(delegate.institution),
    }


def _attendance(table: RoundTable) -> list[Data]:
    """One entry for each institution, in the order of the seats: who came in which half-day."""
    kinds = {seat.institution_id: seat.kind for seat in queries.seats_on(table.cycle, queries.meeting_day(table))}
    asked = Invitation.objects.filter(table=table).select_related("institution")
    marked = Attendance.objects.filter(table=table).select_related("institution", "delegate__institution")
    known: dict[str, Institution] = {row.institution_id: row.institution for row in asked}
    known |= {row.institution_id: row.institution for row in marked}
    rows: dict[str, dict[str, Attendance]] = defaultdict(dict)
    for row in marked:
        rows[row.institution_id][row.half_day] = row
    order = {pk: place for place, pk in enumerate(kinds)}
    held = queries.held_half_days(table)
    return [
        {
            "institution": names_of(known[pk]),
            "seat": kinds.get(pk, ""),
            "half_days": [_there(table, day, rows[pk].get(day)) for day in held],
        }
        for pk in sorted(known, key=lambda one: (order.get(one, len(order)), one))
    ]


def _there(table: RoundTable, half_day: str, row: Attendance | None) -> Data:
    if row is None:
        return {"half_day": half_day, "status": states.NO_ANSWER, "person": None, "standing_in": "", "left": ""}
    return {
        "half_day": half_day,
        "status": row.status,
        "person": person(row.delegate) if row.delegate else None,
        "standing_in": row.standing_in,
        "left": at(table, row.left_at) if row.left_at else "",
    }


def _quorums(table: RoundTable) -> list[Data]:
    """The quorum that closed each half-day; the last one frozen where none did."""
    last: dict[str, Quorum] = {}
    for row in Quorum.objects.filter(table=table).order_by("half_day", "closes", "frozen_at"):
        last[row.half_day] = row
    return [minutes_decisions.quorum(row) for _, row in sorted(last.items())]


def _experts(table: RoundTable) -> list[Data]:
    rows = Expert.objects.filter(table=table).order_by("organisation", "name")
    return [{"name": row.name, "organisation": row.organisation} for row in rows]


def _item(
    table: RoundTable,
    number: int,
    item: AgendaItem,
    decided: dict[UUID, list[Data]],
    needs: dict[UUID | None, list[Data]],
    asked: dict[UUID | None, list[Data]],
    recommended: dict[UUID | None, list[Data]],
) -> Data:
    return {
        "id": str(item.pk),
        "number": number,
        "kind": item.kind,
        "titles": item.titles,
        "minutes": item.minutes,
        "presenter": names_of(item.presenter) if item.presenter else None,
        "state": item.state,
        "reason": item.reason,
        "started": at(table, item.started_at) if item.started_at else "",
        "ended": at(table, item.ended_at) if item.ended_at else "",
        "said": {"fr": item.said_fr, "ar": item.said_ar, "en": item.said_en},
        "decisions": decided.get(item.pk, []),
        "needs": needs.get(item.pk, []),
        "questions": asked.get(item.pk, []),
        "recommendations": recommended.get(item.pk, []),
    }


def _needs(table: RoundTable) -> dict[UUID | None, list[Data]]:
    found: dict[UUID | None, list[Data]] = defaultdict(list)
    for row in Need.objects.filter(table=table).select_related("institution").order_by("number"):
        found[row.item_id].append(
            {
                "number": row.number,
                "institution": names_of(row.institution),
                "competence": row.competence,
                "audience": row.audience,
                "people": row.people,
                "priority": row.priority,
            }
        )
    return found


def _questions(table: RoundTable) -> dict[UUID | None, list[Data]]:
    found: dict[UUID | None, list[Data]] = defaultdict(list)
    rows = Question.objects.filter(table=table).exclude(state=states.QUESTION_WITHDRAWN)
    for row in rows.select_related("owed_by").order_by("due_on", "id"):
        entry = {"text": row.text, "owed_by": names_of(row.owed_by), "due_on": row.due_on.isoformat()}
        found[row.item_id].append(entry)
    return found


def _elsewhere(found: dict[UUID | None, list[Data]], here: Iterable[UUID]) -> list[Data]:
    known = set(here)
    return [row for item, rows in found.items() if item is None or item not in known for row in rows]


def _take_aways(table: RoundTable) -> list[Data]:
    rows = TakeAway.objects.filter(table=table).select_related("institution").order_by("institution_id")
    return [{"institution": names_of(row.institution), "text": row.text} for row in rows]


def _next(table: RoundTable) -> Data | None:
    later = RoundTable.objects.filter(cycle=table.cycle_id, number__gt=table.number).exclude(state=states.CANCELLED)
    row = later.order_by("number").first()
    return {"number": row.number, "starts": at(row, row.starts_at), "place": row.place} if row else None
