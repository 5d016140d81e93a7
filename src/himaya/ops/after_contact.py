"""What follows from a first contact and from a life in danger: a consultation is offered, somebody looks again.

Both are reminders at the desk that holds the file, in words that tell nothing of why.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from himaya.cases.models import Case
from himaya.crisis import queries as crisis
from himaya.kernel.actor import SYSTEM
from himaya.ops import after_danger
from himaya.plans import queries_clocks as clocks
from himaya.tasks.actions import raising
from himaya.tasks.actions.raising import About

Ids = Mapping[str, str]


def follow_look(ids: Ids) -> None:
    """A look is owed, was done, or its moment has come: one urgent task says until when, or none does.

    At the moment itself it is raised again if somebody put the task away and nobody looked.
    """
    case = UUID(ids["case"])
    about, due = About("look", case, case), crisis.look_due(case)
    if due is None:
        raising.settle(about=about, by=SYSTEM)
    else:
        raising.raise_for(kind="see_again", about=about, due_at=due, urgent=True, by=SYSTEM)


def act_now(event: str, case: UUID) -> None:
    """What was said calls for an act now: one urgent task, until somebody looked or said why not."""
    if not crisis.runs(case):
        after_danger.tell(event, About("look", case, case))


def follow_act_now(event: str) -> Callable[[Ids], None]:
    """The same, as the reaction to an event."""

    def told(ids: Ids) -> None:
        act_now(event, UUID(ids["case"]))

    return told


def follow_offer(ids: Ids) -> None:
    """Somebody said what became of the offer: its task is settled, and where it is asked again there is another."""
    case = Case.objects.filter(pk=ids["case"]).first()
    if case is None:
        return
    about = About("care", case.pk, case.pk)
    raising.settle(about=about, by=SYSTEM)
    if (due := clocks.offer_due(case)) is not None:
        raising.raise_for(kind="offer_consultation", about=about, due_at=due, urgent=True, by=SYSTEM)


def offer_care() -> int:
    """By the clock, every few minutes: each file that was just handed over, whatever was answered, has its task.

    What somebody put away by hand is not raised again. Returns how many were raised.
    """
    waiting, raised = raising.waiting_about("care"), 0
    for case in clocks.young():
        due = None if case.pk in waiting else clocks.offer_due(case)
        if due is not None:
            about = About("care", case.pk, case.pk)
            kind = "offer_consultation"
            raised += raising.raise_again(kind=kind, about=about, due_at=due, urgent=True, by=SYSTEM) is not None
    return raised
