"""What waits in something that a desk keeps apart: one task for the whole desk, about nobody.

It names no case, so that no list of a case, of whatever desk, shows that there is care; and there is one however much
waits, so that it counts nobody. For a colleague who may not open what is kept apart, it is not there (`policy`).
"""

from datetime import date

from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotPermitted
from himaya.kernel.unit import unit
from himaya.tasks import states, telling
from himaya.tasks.models import Task

KIND = states.KEPT_APART


def bring_in_line(*, desk_id: str, due_on: date | None, by: Actor = SYSTEM) -> None:
    """One open task at the desk while something waits there, for its earliest day; none once nothing does.

    Raises NotPermitted for whoever is not the system.
    """
    if by.kind != "system":
        raise NotPermitted(code="system_only")
    with unit(by=by) as u:
        # Held, so that two words that come at once leave one task.
        desk = Desk.objects.select_for_update().get(pk=desk_id)
        rows = Task.objects.select_for_update(of=("self",)).defer("words")
        task = rows.filter(desk=desk, kind=KIND, state__in=states.LIVE, given_by__isnull=True).first()
        if due_on is None:
            if task is not None:
                task.state, task.reason, task.ended_at = states.CLOSED, "settled", clock.now()
                task.save(update_fields=["state", "reason", "ended_at"])
                telling.step(u, task, "closed", code="settled")
                u.log("task.settled", object_type="task", object_id=task.pk, code="settled")
        elif task is None:
            task = Task(desk=desk, kind=KIND, due_on=due_on, state=states.OPEN, given_at=clock.now())
            telling.say(u, task, "raised")
            task.save(force_insert=True)
            telling.step(u, task, "raised")
            telling.remember_due(u, task)
            u.log("task.raised", object_type="task", object_id=task.pk, code=KIND)
        elif task.due_on != due_on:
            task.due_on = due_on
            task.save(update_fields=["due_on"])
            telling.remember_due(u, task)
            u.log("task.due_moved", object_type="task", object_id=task.pk)
