"""What a table recommended, as its minutes keep it: the words, who leads and helps, by when. Not its state."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from himaya.coordination.models import Contributor, Recommendation, RoundTable
from himaya.coordination.wordings import names_of
from himaya.institutions.models import Institution

Data = dict[str, Any]


def by_item(table: RoundTable) -> dict[UUID | None, list[Data]]:
    """The recommendations of a table by point of its agenda, in the order of their numbers."""
    found: dict[UUID | None, list[Data]] = defaultdict(list)
    rows = Recommendation.objects.filter(table=table).select_related("lead").order_by("number")
    helpers = _helpers(table)
    for row in rows:
        found[row.item_id].append(
            {
                "number": row.number,
                "texts": row.texts,
                "lead": _somebody(row.lead, row.lead_name),
                "contributors": helpers.get(row.pk, []),
                "due_on": row.due_on.isoformat() if row.due_on else "",
            }
        )
    return found


def _helpers(table: RoundTable) -> dict[UUID, list[Data]]:
    found: dict[UUID, list[Data]] = defaultdict(list)
    rows = Contributor.objects.filter(recommendation__table=table).select_related("institution")
    for row in rows.order_by("institution_id", "name"):
        named = _somebody(row.institution, row.name)
        if named is not None:
            found[row.recommendation_id].append(named)
    return found


def _somebody(institution: Institution | None, name: str) -> Data | None:
    """By the names of the list, or by the one that was typed; None while nobody is named."""
    if institution is not None:
        return dict(names_of(institution))
    return dict.fromkeys(("fr", "ar", "en"), name) if name else None
