"""Days that are near or over, of the cases that the actor's desk holds. Nothing sealed is opened."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from himaya.cases import policy
from himaya.cases.models import Case
from himaya.institutions.rules import Hours
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.rights import rules_days
from himaya.rights.models import RightStep


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day that stands: of which case and right, what it is for, whose day it is, `soon`, `over` or `later`."""

    step_id: UUID
    case_id: UUID
    reference: str
    right: str
    due_on: date
    due_for: str
    source: str
    nearness: str


def standing() -> QuerySet[RightStep]:
    """The last step of each right of each case, closed: its words are not fetched."""
    later = RightStep.objects.filter(case=OuterRef("case"), right=OuterRef("right"), number__gt=OuterRef("number"))
    return RightStep.objects.defer("words").filter(~Exists(later))


def deadlines(actor: Actor, *, all_days: bool = False) -> list[Deadline]:
    """What is soon due or over in the open cases of the actor's desk, the nearest first; with `all_days`, later too."""
    held = Case.objects.filter(policy.held_cases(actor), state="open")
    rows = standing().filter(due_on__isnull=False, case__in=held).select_related("case").order_by("due_on", "number")
    today = clock.today()
    found = [
        Deadline(
            row.pk,
            row.case_id,
            row.case.reference,
            row.right,
            row.due_on,
            row.due_for,
            row.due_source,
            rules_days.nearness(row.due_on, today),
        )
        for row in rows
        if row.due_on is not None
    ]
    return [one for one in found if all_days or one.nearness != rules_days.LATER]


def still_due(step_id: UUID) -> date | None:
    """For the worker, when a reminder comes due: that day, while it stands and its case is open; else None."""
    return standing().filter(pk=step_id, case__state="open").values_list("due_on", flat=True).first()


def days_in_mind(case_id: UUID) -> list[RightStep]:
    """For the worker: the days of an open case that stand and that somebody was, or should have been, reminded of."""
    rows = standing().filter(case_id=case_id, case__state="open", due_on__isnull=False).select_related("case__desk")
    now = clock.now().astimezone(clock.here())
    return [row for row in rows if row.due_on is not None and _in_mind(row.due_on, row.case.desk.hours, now)]


def _in_mind(day: date, hours: Hours, now: datetime) -> bool:
    return rules_days.nearness(day, now.date()) == rules_days.OVER or rules_days.reminded(day, hours, now)
