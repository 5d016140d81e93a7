"""The register of needs: lists and counts, of the cycles that the actor may know."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from himaya.coordination import policy, states
from himaya.coordination.models import Cycle, Need
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound

STILL = (states.NEED_OPEN, states.NEED_PLANNED, states.PARTLY_COVERED)
NEED_STATES = (*STILL, states.COVERED, states.DROPPED)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many needs there are in all, and how many in each state."""

    all: int
    by_state: dict[str, int]

    @property
    def open(self) -> int:
        """Those for which nothing is planned yet."""
        return self.by_state[states.NEED_OPEN]


def visible_needs(actor: Actor) -> "QuerySet[Need]":
    """The needs of the cycles that the actor may know."""
    cycles = Cycle.objects.filter(policy.visible_cycles(actor)).values("pk")
    return Need.objects.filter(cycle__in=cycles).select_related("cycle", "institution", "table")


def need_list(
    actor: Actor, *, state: str = "", institution_id: str = "", table_id: UUID | None = None
) -> "QuerySet[Need]":
    """The needs that match, what is still to cover and presses most first."""
    rows = visible_needs(actor)
    if state:
        rows = rows.filter(state=state)
    if institution_id:
        rows = rows.filter(institution_id=institution_id)
    if table_id is not None:
        rows = rows.filter(table_id=table_id)
    return rows.order_by(_place("state", NEED_STATES), _place("priority", states.PRIORITIES), "cycle_id", "number")


def _place(name: str, order: tuple[str, ...]) -> Case:
    whens = [When(**{name: value}, then=Value(place)) for place, value in enumerate(order)]
    return Case(*whens, default=Value(len(order)), output_field=IntegerField())


def counted(rows: "QuerySet[Need]") -> Counted:
    """The counts of a list of needs."""
    found = dict.fromkeys(NEED_STATES, 0)
    for row in rows.order_by().values("state").annotate(n=Count("pk")):
        found[row["state"]] = row["n"]
    return Counted(sum(found.values()), found)


def need_of(actor: Actor, need_id: UUID) -> Need:
    """One need that the actor may know. Raises NotFound."""
    found = visible_needs(actor).select_related("item", "table").filter(pk=need_id).first()
    if found is None:
        raise NotFound
    return found
