"""The ways to hold a practice map, a need or a question for a change, inside a unit."""

from uuid import UUID

from himaya.coordination import locks, states, words_tables
from himaya.coordination.models import AgendaItem, Cycle, Need, PracticeMap, PracticeStep, Question, RoundTable
from himaya.coordination.queries.needs import visible_needs
from himaya.coordination.queries.practice import map_of, step_of
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow

# A table at which something was said: while it meets and until its papers are put away.
SPOKEN = (states.IN_SESSION, states.TABLE_CLOSED, states.MINUTES_APPROVED)
PREPARED = (*states.BEFORE_SESSION, *SPOKEN)


def lock_open_cycle(actor: Actor, cycle_id: UUID) -> Cycle:
    """Hold a cycle that is open and no history. Raises NotFound, NotNow."""
    cycle = locks.lock_cycle(actor, cycle_id)
    if cycle.state != states.OPEN or cycle.recorded:
        raise NotNow(words_tables.CYCLE_CLOSED, code="cycle_closed")
    return cycle


def lock_map(actor: Actor, map_id: UUID) -> PracticeMap:
    """Hold a practice map. Raises NotFound."""
    map_of(actor, map_id)
    return PracticeMap.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=map_id)


def lock_step(actor: Actor, step_id: UUID) -> PracticeStep:
    """Hold the map of a step, so that no statement slips in while it is closed. Raises NotFound."""
    step = step_of(actor, step_id)
    step.practice_map = lock_map(actor, step.practice_map_id)
    return step


def lock_need(actor: Actor, need_id: UUID) -> Need:
    """Hold a need. Raises NotFound."""
    return locks.lock_row(visible_needs(actor), need_id)


def lock_question(actor: Actor, question_id: UUID) -> Question:
    """Hold a question, and its table before it. Raises NotFound."""
    table_id = Question.objects.filter(pk=question_id).values_list("table_id", flat=True).first()
    if table_id is None:
        raise NotFound
    locks.lock_table(actor, table_id)
    return locks.lock_row(Question.objects.select_related("owed_by", "table"), question_id)


def lock_table_in(actor: Actor, table_id: UUID, allowed: tuple[str, ...]) -> RoundTable:
    """Hold a table that is in one of these states. Raises NotFound, NotNow."""
    table = locks.lock_table(actor, table_id)
    if table.state not in allowed:
        raise NotNow(words_tables.NOT_IN_STATE[table.state], code=f"table_{table.state}")
    return table


def item_of(table: RoundTable, item_id: UUID | None) -> AgendaItem | None:
    """A point of this table's agenda, or none. Raises NotFound for one of another table."""
    if item_id is None:
        return None
    found = AgendaItem.objects.filter(table=table, pk=item_id).first()
    if found is None:
        raise NotFound
    return found
