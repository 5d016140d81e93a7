"""What follows from an answer that means danger, as the table of consequences says: who is told, by when, which look.

A task says that somebody has to act, and never why; the line on the page of a file comes from the task and from the
look, for whoever may see those. What a room tells beyond it stands in the reaction of that room.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from typing import TypedDict
from uuid import UUID

from himaya.institutions import consequences
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.risks.actions import risk_events
from himaya.tasks.actions import raising
from himaya.tasks.actions.raising import About
from himaya.tasks.models import Task
from himaya.tasks.states import LIVE

Ids = Mapping[str, str]


class _Due(TypedDict, total=False):
    due_at: datetime
    due_on: date


def tell(event: str, about: About, *, desk_id: str = "", but: Collection[str] = ()) -> None:
    """The tasks of an event but for some kinds, each urgent and with the day or moment that the table gives it."""
    for kind in consequences.after(event).tasks:
        if kind not in but:
            raising.raise_for(kind=kind, about=about, desk_id=desk_id, **due(event), urgent=True, by=SYSTEM)


def tell_once(event: str, about: About) -> None:
    """The same, where no task of the kind waits in the file yet: whoever is told already is not told again."""
    waiting = Task.objects.filter(case_id=about.case_id, state__in=LIVE).values_list("kind", flat=True)
    tell(event, about, but=set(waiting))


def due(event: str) -> _Due:
    """By when, for what runs from the answer on."""
    now = clock.now()
    found: dict[str, _Due] = {
        consequences.NOW: {"due_at": now},
        consequences.TODAY: {"due_on": clock.today()},
        consequences.DAY: {"due_at": now + timedelta(hours=24)},
    }
    return found[consequences.after(event).by]


def look(event: str, *, case_id: UUID, said: UUID, desk_id: str, worker: UUID) -> None:
    """The risk is looked at anew where the table calls for it: once for each thing said, and nothing of it along."""
    if consequences.after(event).look:
        risk_events.call_for_look(case_id=case_id, instance_id=said, desk_id=desk_id, noted_by=worker, by=SYSTEM)


def follow(event: str) -> Callable[[Ids], None]:
    """What was said in a room means danger from others: the desk that holds the file and its lead are told, once while
    that waits, and the risk is looked at anew.
    """

    def told(ids: Ids) -> None:
        case = UUID(ids["case"])
        tell_once(event, About("risk", case, case))
        look(event, case_id=case, said=UUID(ids["said"]), desk_id=ids["desk"], worker=UUID(ids["worker"]))

    return told
