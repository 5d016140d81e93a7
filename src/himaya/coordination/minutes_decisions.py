"""The decisions of a table as its minutes print them: wording, method, counts, positions, reservations, quorum."""

from collections import Counter, defaultdict
from typing import Any
from uuid import UUID

from himaya.coordination import states
from himaya.coordination.models import Decision, Position, Quorum, Reservation, RoundTable
from himaya.coordination.wordings import names_of

Data = dict[str, Any]


def by_item(table: RoundTable) -> dict[UUID, list[Data]]:
    """The decisions of the table by the point of the agenda at which they were put."""
    rows = Decision.objects.filter(table=table).select_related("quorum").order_by("number")
    positions, reservations = _positions(table), _reservations(table)
    found: dict[UUID, list[Data]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(_decision(row, positions[row.pk], reservations[row.pk]))
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


def _decision(row: Decision, positions: list[Data], reservations: list[Data]) -> Data:
    stances = Counter(one["stance"] for one in positions)
    return {
        "number": row.number,
        "wording": {"fr": row.wording_fr, "ar": row.wording_ar, "en": row.wording_en},
        "method": row.method,
        "state": row.state,
        "counts": {stance: stances[stance] for stance in states.STANCES},
        "confirm_by": row.confirm_by,
        "confirmed_on": row.confirmed_on.isoformat() if row.confirmed_on else "",
        "confirmed_reference": row.confirmed_reference,
        "quorum": quorum(row.quorum) if row.quorum else None,
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
