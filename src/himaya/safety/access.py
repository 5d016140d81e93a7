"""The only ways to hold how a person is reached and the plan made with them, with the reading in the audit."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access as cases
from himaya.cases.models import Case
from himaya.cases.rules_grants import SAFETY_PLAN
from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.persons.models import Person
from himaya.safety import queries, rules
from himaya.safety.models import ContactRules, SafetyCopy, SafetyPlan

PURPOSE, REACHES, IN_AN_EMERGENCY = "give_service", "contact_person", "urgent_danger"
NO_PLAN = _("No safety plan stands in this file. Write one with the person first.")


@dataclass(frozen=True)
class Reached:
    """How a person may be reached, inside its block. `from_when`: nobody may call before, empty outside such hours."""

    number: int
    quiet: rules.Quiet
    content: Mapping[str, Any]
    agreed_on: date
    holds_until: date | None
    desk: str
    from_when: datetime | None

    @property
    def never(self) -> bool:
        """True where nobody reaches out to the person."""
        return rules.NEVER in self.content.get("ways", ())

    @property
    def ran_out(self) -> bool:
        """True where the rules are to be asked anew; they hold on until then."""
        return rules.ran_out(self.holds_until, clock.today())


@dataclass(frozen=True)
class Contact:
    """A file with how its person is reached: the rules that count, earlier lines, and what was said at hand-over."""

    case: Case
    now: Reached | None
    earlier: tuple[Reached, ...]
    wishes: Mapping[str, str]
    access: Access = field(repr=False)


@dataclass(frozen=True)
class Plan:
    """A version of a plan inside its block: its parts in order, and what was said of a copy of it."""

    row: SafetyPlan
    parts: Mapping[str, str]
    copy: Mapping[str, str]
    asked_on: date | None
    # Which answer on a copy this is; 0 for none.
    answer: int


@contextmanager
def open_contact(actor: Actor, case_id: UUID) -> Iterator[Contact]:
    """For a case of the actor's desk; one audit event per block. Raises NotFound."""
    case = cases.held_case(actor, case_id)
    person = Person.objects.get(pk=case.person_id)
    rows = list(ContactRules.objects.filter(case=case).select_related("desk").order_by("-number"))
    with Access(actor, REACHES, action="contact_rules.read", about=("case", case.pk)) as reader:
        reader.open(person, *rows)
        read = [_reached(row) for row in rows]
        yield Contact(case, read[0] if read else None, tuple(read[1:]), person.safe_contact or {}, reader)


@contextmanager
def open_beside(actor: Actor, case_id: UUID, *, purpose: str) -> Iterator[Reached | None]:
    """The rules that count, beside a way to reach the person that the page shows anyway; None where there are none.

    The page has opened the identity or the packet for this purpose already: who sees the number sees the rules first.
    """
    row = queries.rules_of(case_id)
    if row is None:
        yield None
        return
    with Access(actor, purpose, action="contact_rules.read", about=("case", case_id)) as reader:
        reader.open(row)
        yield _reached(row)


@contextmanager
def open_plan(actor: Actor, case_id: UUID) -> Iterator[tuple[Case, Plan | None]]:
    """The version that counts, for a case of the actor's desk, or one that they opened in an emergency for this: then
    without what was said of a copy. Raises NotFound."""
    case = cases.held_or_emergency(actor, case_id, SAFETY_PLAN)
    held = case.desk_id == actor.desk_id
    row = queries.standing_plan(case_id)
    copy = queries.copy_of(row) if row is not None and held else None
    with Access(
        actor, PURPOSE if held else IN_AN_EMERGENCY, action="safety_plan.read", about=("case", case.pk)
    ) as reader:
        reader.open(*(one for one in (row, copy) if one is not None))
        yield case, _plan(row, copy) if row is not None else None


def lock_plan(actor: Actor, case_id: UUID) -> tuple[Case, SafetyPlan]:
    """Hold the version that counts, its case first, inside a unit. Raises NotFound, NotNow (none stands)."""
    case = cases.lock_case(actor, case_id)
    last = SafetyPlan.objects.select_for_update(of=("self",)).filter(case=case).order_by("-number").first()
    if last is None or last.ended_on is not None:
        raise NotNow(NO_PLAN, code="no_plan")
    return case, last


def _reached(row: ContactRules) -> Reached:
    now = clock.now().astimezone(clock.here())
    next_hour = rules.next_hour(row.quiet, now)
    return Reached(
        row.number,
        row.quiet,
        dict(row.content or {}),
        row.agreed_on,
        row.holds_until,
        row.desk.name,
        next_hour if next_hour is not None and next_hour > now else None,
    )


def _plan(row: SafetyPlan, copy: SafetyCopy | None) -> Plan:
    said = dict((copy.said or {}) if copy is not None else {})
    asked_on, number = (copy.asked_on, copy.number) if copy is not None else (None, 0)
    return Plan(row, rules.said_parts(row.parts or {}), said, asked_on, number)
