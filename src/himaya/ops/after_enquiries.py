"""What follows an enquiry: tokens are compared, a desk that may know the person has a task, and one that asked too.

A task says that something waits; it says neither of whom nor who asks.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from himaya.enquiries import queries
from himaya.enquiries.actions import enquiries
from himaya.enquiries.models import Told
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.tasks import states
from himaya.tasks.actions import raising
from himaya.tasks.actions.raising import About
from himaya.tasks.models import Task

Ids = Mapping[str, str]
ABOUT = "enquiry"


def compare(ids: Ids) -> None:
    """Other services were asked: in one unit with its comparison, each desk that is told has a task."""
    for one in enquiries.compare(enquiry_id=UUID(ids["enquiry"]), by=SYSTEM):
        about = About(ABOUT, one.pk, one.case_id)
        raising.raise_for(kind="enquiry_waits", about=about, due_on=_last_day(one), by=SYSTEM)


def forget(ids: Ids) -> None:
    """It was taken back: what no desk decided goes, and so do their tasks."""
    _settle(enquiries.forget(enquiry_id=UUID(ids["enquiry"]), by=SYSTEM))


def settle(ids: Ids) -> None:
    """A desk said its word, whichever: nothing waits there."""
    raising.settle(about=About(ABOUT, UUID(ids["told"]), UUID(ids["case"])), by=SYSTEM)


def tell_asker(ids: Ids) -> None:
    """A desk gets in touch, as the person agreed there: the desk that asked sees which, today."""
    row = queries.enquiry(UUID(ids["enquiry"]))
    if row is not None:
        about = About(ABOUT, row.pk, row.case_id)
        raising.raise_for(kind="enquiry_answered", about=about, due_on=clock.today(), by=SYSTEM)


def lapse() -> None:
    """What is over goes, and the tasks about what is there no longer, by whichever way it went."""
    enquiries.lapse(by=SYSTEM)
    waiting = Task.objects.filter(about_kind=ABOUT, state__in=states.LIVE).values_list("about_id", "case_id")
    about = [About(ABOUT, number, case) for number, case in waiting if number is not None and case is not None]
    there = queries.there(one.id for one in about)
    for one in about:
        if one.id not in there:
            raising.settle(about=one, by=SYSTEM)


def restore(case_id: UUID) -> None:
    """A file is open again: what waits there for a word of its desk is a task there."""
    for one in queries.waiting_on(case_id):
        raising.raise_again(kind="enquiry_waits", about=About(ABOUT, one.pk, case_id), due_on=_last_day(one), by=SYSTEM)


def _last_day(one: Told) -> date:
    return one.expires_at.astimezone(clock.here()).date()


def _settle(told: Iterable[Told]) -> None:
    for one in told:
        raising.settle(about=About(ABOUT, one.pk, one.case_id), by=SYSTEM)
