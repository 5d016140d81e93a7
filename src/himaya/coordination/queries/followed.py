"""The register as bare facts to count: thousands of rows are read in one question, without their texts."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from himaya.coordination import policy_following
from himaya.coordination import states_following as states
from himaya.coordination.models import Recommendation, SnapshotLine
from himaya.coordination.queries import movement
from himaya.coordination.rules_movement import Stood
from himaya.institutions.models import Institution
from himaya.kernel.actor import Actor

FIELDS = ("number", "state", "theme", "lead_id", "lead_name", "addressed_on", "verified_on", "ended_on", "due_on")
LINE = ("number", "state", "response", "overdue", "note")


@dataclass(frozen=True, slots=True)
class Fact:
    """One recommendation that is no longer being formulated. `lead_id` is empty for somebody outside the list.

    `addressed_on` is empty for one that ended before anybody was asked.
    """

    number: int
    state: str
    theme: str
    lead_id: str
    lead_name: str
    addressed_on: date | None
    verified_on: date | None
    ended_on: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Frozen:
    """How the register stood when a table closed, by number of the recommendation."""

    table_id: UUID
    on: date
    stood: Mapping[int, Stood]


def known(actor: Actor, *, source: str = "") -> "QuerySet[Recommendation]":
    """What the actor may know and is no longer being formulated, of one source or of all."""
    rows = policy_following.visible(actor).exclude(state=states.FORMULATED)
    return rows.filter(source_kind=source) if source else rows


def facts(actor: Actor, *, source: str = "") -> list[Fact]:
    """Each of them as a bare fact."""
    rows = known(actor, source=source).values_list(*FIELDS)
    return [Fact(number, state, theme, lead or "", *rest) for number, state, theme, lead, *rest in rows]


def frozen(actor: Actor, numbers: Container[int], *, last: int) -> list[Frozen]:
    """The last tables that the actor may know at which something was frozen, the first one first.

    Only those numbers are counted: what the actor may know of them today, whatever was frozen then.
    """
    found = []
    for snapshot in movement.series(actor)[-last:]:
        # Read whole and sifted here: a question that asked which lines are known would take longer than all of them.
        rows = SnapshotLine.objects.filter(snapshot=snapshot).values_list(*LINE)
        stood = {number: Stood(*rest) for number, *rest in rows if number in numbers}
        found.append(Frozen(snapshot.table_id, snapshot.on, stood))
    return found


def names(keys: set[str]) -> dict[str, str]:
    """The names of institutions in the page's language."""
    return {row.pk: row.name for row in Institution.objects.filter(pk__in=keys)}
