"""How files of a desk ended and what people said of how it was, in a half of a year that is over; small cells hidden.

Sources: as `closed_tables` (k = 11). Never by worker, and of a half that still runs nothing: whoever looked before and
after one form would see what it said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from himaya.cases import queries_feedback, rules_feedback, tallies
from himaya.insight.closed_tables import close
from himaya.insight.suppression import K
from himaya.kernel.actor import Actor


@dataclass(frozen=True)
class Desk:
    """One desk: for each question the faces, None where hidden; the same for the reasons. Empty where too few."""

    desk_id: str
    feedback: Mapping[str, Mapping[str, int | None]]
    reasons: Mapping[str, int | None]


def of_half_year(actor: Actor, half: date, *, k: int = K) -> list[Desk]:
    """One entry for each desk that the actor sees and that counted something. Raises NotPermitted."""
    said = queries_feedback.counted(actor, tallies.FEEDBACK, half)
    closed = queries_feedback.counted(actor, tallies.CLOSED, half)
    return [
        Desk(desk_id, _feedback(said.get(desk_id, {}), k), _reasons(closed.get(desk_id, {}).get("reason", {}), k))
        for desk_id in sorted({*said, *closed})
    ]


def _feedback(counts: Mapping[str, Mapping[str, int]], k: int) -> Mapping[str, Mapping[str, int | None]]:
    """Only questions that eleven people answered; of these no cell that is small or can be worked out."""
    enough = {one: counts[one] for one in rules_feedback.QUESTIONS if sum(counts.get(one, {}).values()) >= k}
    return close(enough, columns=rules_feedback.FACES, k=k).rows if enough else {}


def _reasons(counts: Mapping[str, int], k: int) -> Mapping[str, int | None]:
    """As one row, beside its sum."""
    if sum(counts.values()) < k:
        return {}
    # Each reason against all others: a lone hidden cell would be the sum less the rest.
    small = {one for one, n in counts.items() if n < k}
    if small and (len(small) == 1 or sum(counts[one] for one in small) < k):
        rest = sorted(set(counts) - small, key=lambda one: (counts[one], one))
        small |= set(rest[:1])
    return {one: None if one in small else n for one, n in counts.items()}
