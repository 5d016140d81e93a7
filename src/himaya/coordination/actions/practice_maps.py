"""The verbs of a practice map: opened on a subject, closed, reopened, given back to a table."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from himaya.coordination import locks_practice, no_case, policy, states
from himaya.coordination.models import Cycle, PracticeMap, PracticeStep, RoundTable, Theme
from himaya.coordination.words_practice import MAP_STATES
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit

MOST_STEPS = 20


def open(
    *,
    cycle_id: UUID,
    titles: Mapping[str, str],
    steps: Sequence[Mapping[str, str]],
    due_on: date | None,
    table_id: UUID | None = None,
    theme_id: UUID | None = None,
    by: Actor,
) -> PracticeMap:
    """Ask every institution with a voice what it does today, step by step, until a day. Raises NotValid, NotNow."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        cycle = locks_practice.lock_open_cycle(by, cycle_id)
        row = PracticeMap.objects.create(
            cycle=cycle,
            table=_table(cycle, table_id),
            theme=_theme(cycle, theme_id),
            due_on=_due(due_on),
            state=states.MAP_OPEN,
            opened_on=clock.today(),
            **no_case.titles(titles),
        )
        if not steps:
            raise NotValid(_("Write at least one step, in at least one language."), code="steps_missing")
        if len(steps) > MOST_STEPS:
            raise NotValid(_("These are more than twenty steps. Make two maps of them."), code="steps_many")
        for number, words in enumerate(steps, start=1):
            PracticeStep.objects.create(practice_map=row, number=number, **no_case.titles(words))
        u.log("practice_map.opened", object_type="practice_map", object_id=row.pk)
        return row


def close(*, map_id: UUID, by: Actor) -> None:
    """Close a map: nothing is stated any more until it is reopened. Raises NotNow, NotFound."""
    with unit(by=by) as u:
        row = _held(by, map_id, "close")
        row.closed_on = clock.today()
        _save(u, row, "closed")


def reopen(*, map_id: UUID, due_on: date | None, by: Actor) -> None:
    """Open a closed map again until a day. Raises NotNow, NotFound, NotValid."""
    with unit(by=by) as u:
        row = _held(by, map_id, "reopen")
        row.closed_on, row.due_on = None, _due(due_on)
        _save(u, row, "reopened")


def restitute(*, map_id: UUID, table_id: UUID, by: Actor) -> None:
    """Note at which table the map was given back to the institutions. Raises NotNow, NotFound, NotValid."""
    with unit(by=by) as u:
        row = _held(by, map_id, "restitute")
        table = _table(row.cycle, table_id)
        if table is None or table.state not in locks_practice.SPOKEN:
            raise NotValid(_("Choose a table that meets or has met."), code="table_missing")
        row.restituted_at_table = table
        _save(u, row, "restituted")


def _held(by: Actor, map_id: UUID, verb: str) -> PracticeMap:
    policy.check_secretariat(by)
    row = locks_practice.lock_map(by, map_id)
    after = states.leads_to(states.MAP_TRANSITIONS, verb, row.state)
    if after is None:
        raise NotNow(
            format_lazy(_("This practice map is {state} by now. Look at it again."), state=MAP_STATES[row.state]),
            code=f"map_{row.state}",
        )
    row.state = after
    return row


def _save(u: Unit, row: PracticeMap, done: str) -> None:
    row.save()
    u.log(f"practice_map.{done}", object_type="practice_map", object_id=row.pk)


def _due(due_on: date | None) -> date:
    if due_on is None or due_on < clock.today():
        raise NotValid(_("Say until which day: today or later."), code="due_on")
    return due_on


def _table(cycle: Cycle, table_id: UUID | None) -> RoundTable | None:
    if table_id is None:
        return None
    found = RoundTable.objects.filter(cycle=cycle, pk=table_id).first()
    if found is None:
        raise NotFound
    return found


def _theme(cycle: Cycle, theme_id: UUID | None) -> Theme | None:
    if theme_id is None:
        return None
    found = Theme.objects.filter(cycle=cycle, pk=theme_id).first()
    if found is None:
        raise NotFound
    return found
