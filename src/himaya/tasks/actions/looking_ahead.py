"""What the system sees coming each night: an agreement that ends soon, a file on which nothing happens any more."""

from datetime import timedelta

from himaya.cases import queries_notices, queries_quiet
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.tasks import states
from himaya.tasks.actions import raising
from himaya.tasks.actions.raising import About
from himaya.tasks.models import Task

# A proposal of this software, not adopted: by when somebody looks at a quiet file.
LOOK_WITHIN = timedelta(days=7)


def look(*, by: Actor = SYSTEM) -> int:
    """Raise a task for each agreement that ends soon and each quiet file, once; end those of files that stir again.

    A task that somebody closed is not raised anew for the same agreement, nor for the same silence; one that the system
    closed is, once what it was about is so again. Returns how many were raised.
    """
    raised = 0
    for one in queries_notices.ending_everywhere():
        about = About("consent", one.row.pk, one.case.pk)
        if not _was_raised("consent_ends", about, since=None):
            raised += raising.raise_for(kind="consent_ends", about=about, due_on=one.until, by=by) is not None
    for file in queries_quiet.everywhere():
        about = About("case", file.case.pk, file.case.pk)
        if not _was_raised("dormant", about, since=file.since):
            due = clock.today() + LOOK_WITHIN
            raised += raising.raise_for(kind="dormant", about=about, due_on=due, by=by) is not None
    # Asked of each file, never worked out from a list: whoever is missing from a list is not said to have stirred.
    for task in Task.objects.filter(kind="dormant", state__in=states.LIVE).select_related("case").defer("words"):
        if task.case is not None and not queries_quiet.is_quiet(task.case):
            raising.settle(about=About("case", task.case.pk, task.case.pk), but="before_interview", by=by)
    return raised


def _was_raised(kind: str, about: About, *, since: object) -> bool:
    rows = Task.objects.filter(kind=kind, about_kind=about.kind, about_id=about.id).exclude(state=states.CLOSED)
    return (rows if since is None else rows.filter(given_at__date__gt=since)).exists()
