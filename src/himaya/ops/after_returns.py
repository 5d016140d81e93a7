"""What follows in an attempt to go: the day to look again is a task, and a file that went elsewhere ends it there."""

from collections.abc import Mapping
from uuid import UUID

from himaya.kernel.actor import SYSTEM
from himaya.returns import queries
from himaya.returns.actions import returns
from himaya.tasks.actions import raising
from himaya.tasks.actions.raising import About

Ids = Mapping[str, str]
KIND = "return_again"


def follow_review(ids: Ids) -> None:
    """It is not arranged now: one task for the day to look again; none where it goes on or has ended."""
    case = UUID(ids["case"])
    row = queries.running(case)
    last = row or queries.of_case(case).first()
    if last is None:
        return
    about = About("return", last.pk, case)
    if row is None or row.review_on is None:
        raising.settle(about=about, by=SYSTEM)
    else:
        raising.raise_for(kind=KIND, about=about, due_on=row.review_on, by=SYSTEM)


def follow_handover(ids: Ids) -> None:
    """The file went to another institution: what runs here ends here, and begins there with the person."""
    returns.end_elsewhere(handover_id=UUID(ids["handover"]), by=SYSTEM)
