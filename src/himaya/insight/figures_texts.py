"""Figures of texts: adopted, in force, and what institutions hold back."""

from himaya.coordination.queries import reported
from himaya.coordination.queries.reported import Scope
from himaya.insight.report_cells import Cell, Value, day, plain, table_reference
from himaya.kernel.actor import Actor


def adopted(_actor: Actor, scope: Scope) -> Value:
    """The editions adopted in the period, each with the decision behind it."""
    rows = list(reported.editions(scope))
    lines: list[tuple[Cell, ...]] = []
    for row in rows:
        decision = f"{table_reference(row.decision.table)}/{row.decision.number}"
        lines.append((row.document.titles, row.number, plain(decision), day(row.adopted_on)))
    return Value(len(rows), head=("text", "edition", "decision", "day"), rows=tuple(lines))


def in_force(_actor: Actor, scope: Scope) -> Value:
    """Adopted texts that stand on the screens, of all that were adopted."""
    documents = list(reported.adopted_documents(scope))
    live = reported.in_force(scope)
    return Value(sum(row.pk in live for row in documents), len(documents))


def reservations(_actor: Actor, scope: Scope) -> Value:
    """Reservations that stand, of all that were made."""
    rows = list(reported.reservations(scope))
    still = [row for row in rows if row.lifted_on is None or row.lifted_on > scope.as_of]
    counted = (f"{table_reference(row.decision.table)}/{row.decision.number}" for row in still)
    return Value(len(still), len(rows), tuple(dict.fromkeys(counted)))
