"""What follows when somebody found abroad is expected: the day is a task, and a day without a word is an alarm.

A task says that somebody arrives, and by when one asks whether they were met. It names nobody, and no place.
"""

from collections.abc import Mapping
from uuid import UUID

from himaya.cases import queries_inbound
from himaya.cases import rules_inbound as rules
from himaya.cases.models import InboundSheet
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.unit import unit
from himaya.tasks.actions import mailboxes, raising
from himaya.tasks.actions.raising import About

Ids = Mapping[str, str]
MEET, LEAD, DOUBTED = "return_arrival", "return_arrival_lead", "return_arrival_doubted"


def tell_desk(ids: Ids) -> None:
    """A sheet came: the desk's address hears that something waits."""
    row = InboundSheet.objects.filter(pk=UUID(ids["sheet"]), state=rules.SENT).first()
    if row is not None:
        mailboxes.owe(desk_id=row.to_desk_id, by=SYSTEM)


def await_arrival(ids: Ids) -> None:
    """A desk expects the person: the day stands among its tasks, and the alarm in line."""
    row = queries_inbound.awaited(UUID(ids["sheet"]))
    if row is None or row.arrives_on is None:
        return
    raising.raise_for(kind=MEET, about=_about(row), due_on=row.arrives_on, by=SYSTEM)
    at = rules.alarm_at(row.arrives_on, clock.here())
    with unit(by=SYSTEM) as u:
        u.tell("inbound.alarm", due_at=at, sheet=str(row.pk))
        u.tell("inbound.lead_alarm", due_at=at + rules.LEAD_AFTER, sheet=str(row.pk))


def alarm(ids: Ids) -> None:
    """The day is over and nobody said that the person was met: it is urgent now."""
    row = queries_inbound.awaited(UUID(ids["sheet"]))
    if row is not None:
        raising.settle(about=_about(row), but=(LEAD, DOUBTED), by=SYSTEM)
        raising.raise_for(kind=MEET, about=_about(row), due_on=clock.today(), urgent=True, by=SYSTEM)


def alarm_lead(ids: Ids) -> None:
    """An hour later still nobody: the lead of the desk hears of it."""
    row = queries_inbound.awaited(UUID(ids["sheet"]))
    if row is not None:
        raising.raise_for(kind=LEAD, about=_about(row), due_on=clock.today(), urgent=True, by=SYSTEM)


def ask_person(ids: Ids) -> None:
    """A desk abroad says that whoever is expected does not come: day and alarm stand, and they are asked."""
    row = queries_inbound.awaited(UUID(ids["sheet"]))
    if row is not None and row.taken_back_at is not None:
        raising.raise_for(kind=DOUBTED, about=_about(row), due_on=clock.today(), urgent=True, by=SYSTEM)


def restore(ids: Ids) -> None:
    """A file is open again: whoever is expected in it is waited for again."""
    for sheet in queries_inbound.awaited_of(UUID(ids["case"])).values_list("pk", flat=True):
        await_arrival({"sheet": str(sheet)})
        ask_person({"sheet": str(sheet)})


def settle(ids: Ids) -> None:
    """Met, or heard from: nothing is waited for."""
    row = InboundSheet.objects.filter(pk=UUID(ids["sheet"]), case__isnull=False).first()
    if row is not None:
        raising.settle(about=_about(row), by=SYSTEM)


def _about(row: InboundSheet) -> About:
    if row.case_id is None:
        raise ValueError(row.pk)
    return About("return", row.pk, row.case_id)
