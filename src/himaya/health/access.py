"""The only ways to hold what a clinician keeps of a person: for whoever opens the compartment, each reading audited."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from himaya.cases import access_compartments
from himaya.cases.models import Case, Compartment
from himaya.cases.rules_compartments import HEALTH
from himaya.health import policy, rules_offer
from himaya.health.models import Entry
from himaya.kernel import wall
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.plans import rules_first_days
from himaya.plans.access import rounds_under

PURPOSE = "give_service"
MET, NOT_MET, NOT_OURS = "met", "not_met", ""


@dataclass(frozen=True)
class Kept:
    """One entry inside its block: the row, and what stands in it."""

    row: Entry
    content: dict[str, Any]

    @property
    def kind(self) -> str:
        return str(self.content["kind"])


@dataclass(frozen=True)
class Opened:
    """The compartment inside its block. `first_days`: met or not, where the desk holds the case; else not its own."""

    case: Case
    compartment: Compartment
    entries: tuple[Kept, ...]
    offer: rules_offer.Standing
    first_days: str
    access: Access = field(repr=False)


@dataclass(frozen=True)
class Page:
    """What the actor has of a case: the health compartment that they open, or none yet that their desk could begin."""

    case: Case
    holds: bool
    referral_id: UUID | None
    compartment: Compartment | None
    may_begin: bool


def page_of(actor: Actor, case_id: UUID) -> Page:
    """The page of a case, closed. Raises NotFound, alike for absent, for forbidden and for nothing there."""
    policy.check_works(actor)
    # Asked first and in one question: who has another page of the same file learns as little as who has none.
    with wall.beyond(wall.EVERYTHING):
        exists = Case.objects.filter(policy.with_a_page(actor), pk=case_id).exists()
    if not exists:
        raise NotFound
    found = access_compartments.of_case(actor, case_id)
    # The desk's own first: whoever was let into another one goes on writing where their desk does.
    mine = sorted((row for row in found.opened if row.kind == HEALTH), key=lambda row: row.desk_id != actor.desk_id)
    for row in mine:
        # The store shows the case itself to the desk that holds it; what was found above stands in its place.
        row.case = found.case
    may_begin = HEALTH in found.could_begin
    return Page(found.case, found.holds, found.referral_id, mine[0] if mine else None, may_begin)


def kept_of(actor: Actor, case_id: UUID) -> Compartment:
    """The compartment that the actor opens of a case, closed. Raises NotFound."""
    compartment = page_of(actor, case_id).compartment
    if compartment is None:
        raise NotFound
    return compartment


@contextmanager
def open_health(actor: Actor, case_id: UUID) -> Iterator[Opened]:
    """Open it; one audit event per block, which names the person. Raises NotFound."""
    compartment = kept_of(actor, case_id)
    with reading(actor, compartment) as opened:
        yield opened


@contextmanager
def reading(actor: Actor, compartment: Compartment) -> Iterator[Opened]:
    """The same of a compartment that the actor was just shown to open, for verbs that hold it."""
    case = compartment.case
    about = ("compartment", compartment.pk)
    with Access(actor, PURPOSE, action="health.read", about=about, concerns=case.person_id) as reader:
        entries = _entries(reader, compartment)
        said = ((one.content, one.row.written_on) for one in entries)
        yield Opened(case, compartment, entries, rules_offer.standing(said), _first_days(actor, reader, case), reader)


def lock_health(actor: Actor, case_id: UUID) -> Compartment:
    """Hold the compartment of a case for a change, inside a unit: its case first. Raises NotFound."""
    return access_compartments.lock(actor, kept_of(actor, case_id).pk)


def _entries(reader: Access, compartment: Compartment) -> tuple[Kept, ...]:
    rows = list(Entry.objects.filter(compartment=compartment).select_related("desk").order_by("number"))
    reader.open(*rows)
    return tuple(Kept(row, dict(row.content)) for row in rows)


def _first_days(actor: Actor, reader: Access, case: Case) -> str:
    """Whether the six first questions left nothing open; only the desk that holds the case knows."""
    if case.desk_id != actor.desk_id:
        return NOT_OURS
    asked = next((one.answers for one in rounds_under(reader, case.pk) if one.answers), None)
    if asked is None:
        return NOT_MET
    left = rules_first_days.steps(asked) or rules_first_days.to_ask_again(asked)
    return NOT_MET if left else MET
