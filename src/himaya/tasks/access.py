"""The only ways to hold one task: `open_task` logs the reading of its sentence, `lock_task` holds it for a change."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.tasks import policy
from himaya.tasks.models import Task

# A task is read by whoever is to do it, at the desk that helps the person.
PURPOSE = "give_service"


@dataclass(frozen=True)
class OpenedTask:
    """A task inside its block; `task` is the row without its sentence, so that no template can reach past `words`."""

    task: Task
    words: str


@contextmanager
def open_task(actor: Actor, task_id: UUID) -> Iterator[OpenedTask]:
    """Open a task that the actor may see; one audit event where there is a sentence to read. Raises NotFound."""
    rows = Task.objects.filter(policy.visible_tasks(actor), pk=task_id)
    sealed = rows.first()
    if sealed is None:
        raise NotFound
    shown = rows.select_related("assignee", "desk").defer("words")[0]
    if sealed.__dict__["words"] is None:
        yield OpenedTask(shown, "")
        return
    with Access(actor, PURPOSE, action="task.read", about=("case", sealed.case_id)) as access:
        access.open(sealed)
        yield OpenedTask(shown, sealed.words or "")


def lock_task(actor: Actor, task_id: UUID) -> Task:
    """Hold a task for a change, inside a unit; for the system, any. Raises NotFound."""
    rows = Task.objects.select_for_update(of=("self",)).defer("words")
    if actor.kind != "system":
        rows = rows.filter(policy.visible_tasks(actor))
    found = rows.filter(pk=task_id).first()
    if found is None:
        raise NotFound
    return found
