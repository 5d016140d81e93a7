"""The only ways to hold what is kept apart of a case: `open_notes` logs the reading, `lock` holds it for a change."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from himaya.cases import access, policy, policy_compartments
from himaya.cases.models import Case, Compartment, CompartmentNote, Referral
from himaya.kernel import wall
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotValid

ACTION = "notes.read"


@dataclass(frozen=True)
class OfCase:
    """A case as its page of notes kept apart shows it: what the actor opens, and which kinds they could begin."""

    case: Case
    holds: bool
    referral_id: UUID | None
    opened: list[Compartment]
    could_begin: list[str]


def of_case(actor: Actor, case_id: UUID) -> OfCase:
    """What the actor opens of a case. Raises NotFound, alike for absent, for forbidden and for nothing there."""
    kinds = policy_compartments.kept_by(actor)
    # A desk knows the case by a referral to it, and the case itself is not open to it.
    with wall.beyond(wall.EVERYTHING):
        case = Case.objects.filter(policy_compartments.cases_with_a_page(actor, kinds), pk=case_id).first()
        works = policy_compartments.works_with("pk", actor.desk_id)
        with_us = case is not None and Case.objects.filter(works, pk=case.pk).exists()
    if case is None:
        raise NotFound
    rows = Compartment.objects.filter(policy_compartments.visible(actor), case=case)
    opened = list(rows.select_related("desk__institution").order_by("begun_on", "kind", "pk"))
    begun = {one.kind for one in opened if one.desk_id == actor.desk_id}
    could = [kind for kind in sorted(kinds) if kind not in begun] if with_us and case.state == "open" else []
    return OfCase(case, case.desk_id == actor.desk_id, _referral(actor, case), opened, could)


def _referral(actor: Actor, case: Case) -> UUID | None:
    """The newest referral by which the actor's desk knows the case; None for the desk that holds it."""
    rows = Referral.objects.filter(policy.visible_referrals(actor), case=case, to_desk_id=actor.desk_id)
    return rows.order_by("-sent_at").values_list("pk", flat=True).first()


def one(actor: Actor, compartment_id: UUID) -> Compartment:
    """A compartment that the actor opens, closed. Raises NotFound."""
    rows = Compartment.objects.select_related("case", "desk__institution")
    with wall.beyond(wall.EVERYTHING):
        found = rows.filter(policy_compartments.visible(actor), pk=compartment_id).first()
    if found is None:
        raise NotFound
    return found


def notes_of(compartment: Compartment) -> list[CompartmentNote]:
    """The notes without their words, in their order."""
    rows = CompartmentNote.objects.filter(compartment=compartment).defer("text")
    return list(rows.select_related("desk__institution", "corrects").order_by("number"))


@contextmanager
def open_notes(actor: Actor, compartment_id: UUID, *, purpose: str) -> Iterator[dict[UUID, str]]:
    """The words of the notes, by note, for a purpose; one audit event that names the person. NotFound, NotValid."""
    access.check_purpose(purpose)
    if purpose in (access.NO_CONTENT, "legal_demand"):
        # An authority's demand opens none of it: what is kept apart was told to this desk alone.
        raise NotValid(code="purpose_unknown")
    found = one(actor, compartment_id)
    rows = list(CompartmentNote.objects.filter(compartment=found))
    about = ("compartment", found.pk)
    with Access(actor, purpose, action=ACTION, about=about, concerns=found.case.person_id) as reader:
        reader.open(*rows)
        yield {row.pk: str(row.text or "") for row in rows}


def lock(actor: Actor, compartment_id: UUID) -> Compartment:
    """Hold a compartment for a change, inside a unit: its case first, as everywhere. Raises NotFound."""
    of = Compartment.objects.filter(pk=compartment_id).values("case_id")
    with wall.beyond(wall.EVERYTHING):
        Case.objects.select_for_update().filter(pk__in=of).first()
    # Read after the case is held: whoever ended this access a moment ago has ended it.
    return one(actor, compartment_id)


def lock_case(actor: Actor, case_id: UUID) -> Case:
    """Hold a case with which the actor's desk works, to begin notes apart, inside a unit. Raises NotFound."""
    works = policy_compartments.works_with("pk", actor.desk_id)
    with wall.beyond(wall.EVERYTHING):
        Case.objects.select_for_update().filter(pk=case_id).first()
        found = Case.objects.filter(works, policy.not_excluded(actor), pk=case_id).first()
    if found is None:
        raise NotFound
    return found
