"""The only ways to hold what this room keeps of a file: for the desk that holds it, with the reading in the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access as cases
from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.kernel import wall
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotValid
from himaya.relations import policy, queries, rules
from himaya.relations.models import Carer, EventFile
from himaya.relations.queries import Linked

PURPOSE = "give_service"


@dataclass(frozen=True)
class InWords:
    """One line about somebody who looks after the child, with its words, inside its block."""

    row: Carer
    words: str
    counts: bool


@dataclass(frozen=True)
class Opened:
    """A file with who belongs together with it. `before_a_call` is a code of the rules."""

    case: Case
    is_child: bool
    carers: tuple[InWords, ...]
    events: tuple[Linked, ...]
    before_a_call: str
    access: Access = field(repr=False)


@contextmanager
def open_relations(actor: Actor, case_id: UUID) -> Iterator[Opened]:
    """Open them for a case of the actor's desk; one audit event per block. Raises NotFound."""
    case = cases.held_case(actor, case_id)
    is_child = not is_known_adult(case.age_group)
    rows = list(Carer.objects.filter(case=case).select_related("desk").order_by("-number"))
    said = [row.implicated for row in rows if queries.counts(row)]
    with Access(actor, PURPOSE, action="relations.read", about=("case", case.pk)) as reader:
        reader.open(*rows)
        yield Opened(
            case,
            is_child,
            tuple(InWords(row, str(row.words or ""), queries.counts(row)) for row in rows),
            tuple(queries.events_of(actor, case.pk)),
            rules.before_a_call(said) if is_child else "",
            reader,
        )


def lock_two(actor: Actor, case_id: UUID, reference: str) -> tuple[Case, Case]:
    """Hold a case of the actor's desk and another of it, inside a unit, in one order for everybody.

    Raises NotFound, and NotValid (the same sentence whether the other is absent, another desk's or not theirs).
    """
    other = Case.objects.filter(policy.linkable(actor), reference=reference).values_list("pk", flat=True).first()
    with wall.beyond(wall.EVERYTHING):
        held = Case.objects.select_for_update().filter(pk__in=[case_id, *([other] if other else [])])
        list(held.order_by("pk").values_list("pk"))
    case = cases.lock_case(actor, case_id)
    # Judged after the waiting: who was kept out of it a moment ago is so already.
    found = Case.objects.filter(policy.linkable(actor), pk=other).first() if other else None
    if found is None:
        raise NotValid(_("Your desk holds no other file with this reference."), code="reference")
    return case, found


def lock_linked(actor: Actor, case_id: UUID, event_id: UUID) -> tuple[Case, Linked]:
    """Hold a case and find one of its events as the actor sees it, inside a unit. Raises NotFound."""
    case = cases.lock_case(actor, case_id)
    found = next((one for one in queries.events_of(actor, case_id) if one.event.pk == event_id), None)
    if found is None:
        raise NotFound
    return case, found


def lock_own(actor: Actor, case_id: UUID) -> tuple[Case, list[EventFile]]:
    """Hold a case and each line that says it is of an event, seen or not, inside a unit. Raises NotFound."""
    case = cases.lock_case(actor, case_id)
    rows = EventFile.objects.select_for_update(of=("self",)).filter(case_id=case_id, ended_on__isnull=True)
    return case, list(rows.order_by("pk"))


def lock_carer(actor: Actor, case_id: UUID, number: int) -> Carer:
    """Hold a line about a carer, its case first, inside a unit. Raises NotFound."""
    cases.lock_case(actor, case_id)
    found = Carer.objects.select_for_update(of=("self",)).filter(case_id=case_id, number=number).first()
    if found is None:
        raise NotFound
    return found
