"""What papers about a text are made of, read from the store: editions, drafts, and what institutions hold back."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from himaya.coordination import drafting, states
from himaya.coordination.models import Clause, Decision, Document, Draft, Edition, Reservation
from himaya.coordination.queries import tables as queries
from himaya.coordination.wordings import names_of
from himaya.kernel.errors import NotFound

Data = dict[str, Any]


def edition(object_id: UUID, _institution_id: str) -> Data:
    """An adopted text, with the decision that adopted it and every reservation that stands in it."""
    rows = Edition.objects.select_related("document__cycle__organiser", "base", "decision__table__cycle")
    found = rows.filter(pk=object_id).first()
    if found is None:
        raise NotFound
    return {
        **_about(found.document),
        "titles": found.content.get("titles") or found.document.titles,
        "content": drafting.of_edition(found),
        "edition": {
            "number": found.number,
            "base": found.base.number if found.base else 0,
            "adopted_on": found.adopted_on.isoformat(),
            "class": found.change_class,
            "parts": found.parts,
            "sha256": found.sha256,
            "decision": _decision(found.decision),
        },
        "draft": None,
        "held": _held(found),
        "unchecked": {},
    }


def draft(object_id: UUID, _institution_id: str) -> Data:
    """A draft as it stands today, with the reservations that stand in the version it follows."""
    found = draft_row(object_id)
    content = drafting.content(found)
    return {
        **_about(found.document),
        "titles": found.document.titles,
        "content": content,
        "edition": None,
        "draft": {
            "number": found.number,
            "base": found.base.number if found.base else 0,
            "state": found.state,
            "opened_on": found.opened_on.isoformat(),
        },
        "held": _on_this(_held(found.base), content) if found.base else [],
        "unchecked": _unchecked(found),
    }


def draft_row(object_id: UUID) -> Draft:
    """A draft with what its papers name. Raises NotFound."""
    found = Draft.objects.select_related("document__cycle__organiser", "base").filter(pk=object_id).first()
    if found is None:
        raise NotFound
    return found


def _about(document: Document) -> Data:
    return {"organiser": names_of(document.cycle.organiser), "cycle": document.cycle.titles, "kind": document.kind}


def _decision(row: Decision) -> Data:
    return {
        "number": row.number,
        "table": row.table.number,
        "day": queries.meeting_day(row.table).isoformat(),
        "confirmed_on": _iso(row.confirmed_on),
        "reference": row.confirmed_reference,
    }


def _held(found: Edition) -> list[Data]:
    """What is held back in an edition: by its own decision, and by earlier ones where nobody lifted it since."""
    numbers = dict(
        Edition.objects.filter(document=found.document_id, number__lte=found.number).values_list("decision", "number")
    )
    uids = {one["uid"] for one in found.content["clauses"]}
    rows = (
        Reservation.objects.filter(decision__in=numbers)
        .filter(Q(decision=found.decision_id) | Q(lifted_on=None, clause__in=uids))
        .select_related("institution", "lifted_at_table")
        .order_by("decision__put_at", "institution_id")
    )
    return [_reservation(row, numbers[row.decision_id], found.number) for row in rows]


def _reservation(row: Reservation, since: int, number: int) -> Data:
    return {
        "uid": row.clause,
        "institution": names_of(row.institution),
        "text": row.text,
        "review_on": row.review_on.isoformat(),
        "lifted_on": _iso(row.lifted_on),
        "lifted_at": row.lifted_at_table.number if row.lifted_at_table else 0,
        "since": since if since != number else 0,
    }


def _on_this(held: Iterable[Data], content: Mapping[str, Any]) -> list[Data]:
    """Those that nobody lifted, beside the clause that took the place of theirs."""
    followers = {one["replaces"]: one["uid"] for one in content["clauses"] if one["replaces"]}
    return [{**one, "uid": followers.get(one["uid"], one["uid"])} for one in held if not one["lifted_on"]]


def _unchecked(found: Draft) -> dict[str, list[str]]:
    """Per clause the languages in which somebody has still to look at the translation."""
    rows = Clause.objects.filter(draft=found)
    waiting = {row.uid: [code for code, state in row.translation.items() if state == states.TO_CHECK] for row in rows}
    return {uid: codes for uid, codes in waiting.items() if codes}


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""
