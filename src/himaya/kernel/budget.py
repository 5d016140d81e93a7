"""The volume budget: how many distinct persons one account may open within an hour (security 10).

The two breaches to design against, ICRC 2022 and CNSS 2025, were bulk reads from one place that nobody noticed. A
captured session or a curious colleague gets a second factor asked, then nothing more, and an officer is told. What
was opened within the hour stays readable: work on a person is not cut off in the middle.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from himaya.kernel import clock, proof
from himaya.kernel.actor import Actor
from himaya.kernel.errors import BudgetSpent
from himaya.kernel.models import AuditEvent, AuditSubject, ReadingLedger, Subject

WINDOW = timedelta(hours=1)
PERSON = "person"


@dataclass(frozen=True, slots=True)
class Budget:
    """From how many persons an hour on the second factor is asked for, and from how many on nothing more is opened."""

    confirm_at: int
    stop_at: int


def charge(actor: Actor, fresh: set[UUID]) -> None:
    """Charge persons about to be opened, inside the transaction that writes the reading.

    Raises ProofNeeded at the first bound, unless a second factor was shown lately, and BudgetSpent at the second.
    The system and persons without an account are not charged: they reach no list of persons.
    """
    if actor.account_id is None or not fresh:
        return
    budget: Budget = import_string(settings.HIMAYA_BUDGET)(actor.roles)
    # The row is held until the reading is written: two requests at once are counted one after the other.
    held = ReadingLedger.objects.select_for_update().filter(account_id=actor.account_id)
    if held.first() is None:
        ReadingLedger.objects.get_or_create(account_id=actor.account_id)
        held.get()
    spent = _read_lately(actor.account_id)
    added = _persons(fresh - spent)
    if not added:
        return
    if len(spent | added) > budget.stop_at:
        raise BudgetSpent(code="budget_spent")
    if len(spent | added) > budget.confirm_at:
        proof.check_recent(actor)


def _read_lately(account_id: UUID) -> set[UUID]:
    events = AuditEvent.objects.filter(account_id=account_id, at__gt=clock.now() - WINDOW).exclude(purpose="")
    # Inside the database: whoever opens the same list all hour reads few persons and leaves thousands of rows.
    return _persons(AuditSubject.objects.filter(event__in=events).values_list("subject_id", flat=True))


def _persons(ids: set[UUID] | QuerySet[AuditSubject, UUID]) -> set[UUID]:
    return set(Subject.objects.filter(pk__in=ids, kind=PERSON).values_list("pk", flat=True))
