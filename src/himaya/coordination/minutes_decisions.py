"""The decisions of a table as its minutes print them: wording, what it is about, how it ended, why, who said what."""

from collections import Counter, defaultdict
from typing import Any
from uuid import UUID

from himaya.coordination import states
from himaya.coordination.models import Decision, Position, Quorum, Reservation, RoundTable
from himaya.coordination.wordings import names_of
from himaya.institutions.models import Institution

Data = dict[str, Any]


def by_item(table: RoundTable) -> dict[UUID, list[Data]]:
    """The decisions of the table by the point of the agenda at which they were put."""
    rows = list(
        Decision.objects.filter(table=table).select_related("quorum", "concluded_quorum", "document").order_by("number")
    )
    positions, reservations = _positions(table), _reservations(table)
    refused = Institution.objects.in_bulk([row.result["refused_by"] for row in rows if "refused_by" in row.result])
    found: dict[UUID, list[Data]] = defaultdict(list)
    for row in rows:
        refuser = refused.get(row.result.get("refused_by", ""))
        found[row.item_id].append(_decision(row, positions[row.pk], reservations[row.pk], refuser))
    return found


def quorum(row: Quorum) -> Data:
    """A frozen quorum as minutes print it."""
    return {
        "half_day": row.half_day,
        "seats": row.seats,
        "there": row.there,
        "needed": row.needed,
        "reached": row.reached,
    }


def _decision(row: Decision, positions: list[Data], reservations: list[Data], refuser: Institution | None) -> Data:
    stances = Counter(one["stance"] for one in positions)
    # Those who left before the end no longer count: the quorum printed is the one under the outcome.
    counted = row.concluded_quorum or row.quorum
    return {
        "number": row.number,
        "wording": {"fr": row.wording_fr, "ar": row.wording_ar, "en": row.wording_en},
        "document": row.document.titles if row.document else None,
        "parts": row.parts,
        "method": row.method,
        "state": row.state,
        "why": row.result.get("why", ""),
        "reason": row.reason,
        "refused_by": names_of(refuser) if refuser else None,
        "counts": {stance: stances[stance] for stance in states.STANCES},
        "confirm_by": row.confirm_by,
        "confirmed_on": row.confirmed_on.isoformat() if row.confirmed_on else "",
        "confirmed_reference": row.confirmed_reference,
        "quorum": quorum(counted) if counted else None,
        "positions": positions,
        "reservations": reservations,
    }


def _positions(table: RoundTable) -> dict[UUID, list[Data]]:
    rows = Position.objects.filter(decision__table=table).select_related("institution").order_by("institution_id")
    found: dict[UUID, list[Data]] = defaultdict(list)
    for row in rows:
        entry = {"institution": names_of(row.institution), "stance": row.stance, "reason": row.reason}
        found[row.decision_id].append(entry)
    return found


def _reservations(table: RoundTable) -> dict[UUID, list[Data]]:
    rows = Reservation.objects.filter(decision__table=table).select_related("institution").order_by("institution_id")
    found: dict[UUID, list[Data]] = defaultdict(list)
    for row in rows:
        found[row.decision_id].append(
            {
                "institution": names_of(row.institution),
                "clause": row.clause,
                "text": row.text,
                "review_on": row.review_on.isoformat(),
            }
        )
    return found
