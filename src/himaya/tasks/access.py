"""The only ways to hold one task: `open_task` logs the reading of its sentence, `lock_task` holds it for a change."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from himaya.cases import access as cases
from himaya.cases import policy as case_policy
from himaya.cases import rules_grants, states
from himaya.cases.models import Referral
from himaya.cases.rules_grants import STORY, Given
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.tasks import policy
from himaya.tasks.models import Task

# A task is read by whoever is to do it, at the desk that helps the person.
PURPOSE = "give_service"


@dataclass(frozen=True)
class OpenedTask:
    """A task inside its block; `task` is the row without its sentence, so that no template can reach past `words`.

    `gone`: what somebody gave rests on nothing any more, and nothing of it is shown but that.
    """

    task: Task
    words: str
    gone: bool = False


@contextmanager
def open_task(actor: Actor, task_id: UUID) -> Iterator[OpenedTask]:
    """Open a task that the actor may see; one audit event where there is a sentence to read. Raises NotFound."""
    rows = Task.objects.filter(policy.visible_tasks(actor), pk=task_id)
    sealed = rows.first()
    if sealed is None:
        raise NotFound
    shown = rows.select_related("assignee", "desk").defer("words")[0]
    if not rests(actor, sealed):
        yield OpenedTask(shown, "", gone=True)
        return
    if sealed.__dict__["words"] is None:
        yield OpenedTask(shown, "")
        return
    with Access(actor, PURPOSE, action="task.read", about=("case", sealed.case_id)) as access:
        access.open(sealed)
        yield OpenedTask(shown, sealed.words or "")


def rests(actor: Actor, task: Task) -> bool:
    """True while what a desk gave itself still has a ground there: an access to the story, or the referral it is about.

    The system writes no sentence: what it raises is a code, and says what is to be done after an end too.
    """
    if task.case_id is None or task.given_by is None:
        return True
    rows = case_policy.granted(actor).filter(case_id=task.case_id)
    given = rows.values_list("kind", "level", "sections", "expires_at")
    view = rules_grants.view(Given(kind, level, tuple(sections), until) for kind, level, sections, until in given)
    if view is not None and view.shows(STORY):
        return True
    return task.about_kind == "referral" and task.about_id is not None and carries(actor, task.about_id)


def carries(actor: Actor, referral_id: UUID) -> bool:
    """True while a referral is worked on at the actor's desk: it stands, and for its receiver something is agreed."""
    rows = Referral.objects.filter(case_policy.visible_referrals(actor), pk=referral_id, state__in=states.READABLE)
    row = rows.select_related("consent").defer(*cases.SEALED_OF_REFERRAL).first()
    return row is not None and (row.from_desk_id == actor.desk_id or bool(cases.shared_now(row)))


def lock_task(actor: Actor, task_id: UUID) -> Task:
    """Hold a task for a change, inside a unit; for the system, any. Raises NotFound."""
    rows = Task.objects.select_for_update(of=("self",)).defer("words")
    if actor.kind != "system":
        rows = rows.filter(policy.visible_tasks(actor))
    found = rows.filter(pk=task_id).first()
    if found is None:
        raise NotFound
    return found
