"""What a file of the standard brought in, from the audit: no table of its own says which people came from where."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models

from himaya.cases import policy as cases
from himaya.cases.models import Case, Erasure, Grant, Submission
from himaya.exchange import policy
from himaya.kernel import wall
from himaya.kernel.actor import Actor
from himaya.kernel.belongings import of_persons
from himaya.kernel.errors import NotFound
from himaya.kernel.models import AuditEvent, AuditSubject
from himaya.persons.models import IndexToken, Person

TAKEN_IN, OBJECT = "standard_file.taken_in", "standard_file"
# What an import itself writes, and how many rows of it: anything more, and something came of the file.
BROUGHT: dict[type[models.Model], int] = {Person: 1, Case: 1, Submission: 1, Grant: 1}
LATEST = 20


@dataclass(frozen=True, slots=True)
class Taken:
    """One file that was taken in: its number, when, how many people it brought."""

    id: UUID
    at: datetime
    people: int
    event: int


def taken(actor: Actor, taken_id: UUID) -> Taken:
    """A file that the actor's desk took in. Raises NotPermitted, NotFound."""
    policy.check_leads(actor)
    rows = AuditEvent.objects.filter(action=TAKEN_IN, object_type=OBJECT, object_id=str(taken_id))
    # The same file can come in anew once all that it brought was erased.
    found = rows.filter(desk_id=actor.desk_id, institution_id=actor.institution_id).order_by("-id").first()
    if found is None:
        raise NotFound
    return _taken(found)


def stands(actor: Actor, taken_id: UUID) -> bool:
    """True where the institution keeps anything of a file that the actor's desk took in under this number.

    Also what a sister desk holds now, or a conflict of interest hides: the same people would have a second file.
    """
    policy.check_leads(actor)
    events = AuditEvent.objects.filter(action=TAKEN_IN, object_type=OBJECT, object_id=str(taken_id))
    brought = AuditSubject.objects.filter(event__in=events.filter(desk_id=actor.desk_id))
    people = list(brought.values_list("subject_id", flat=True))
    with wall.beyond(wall.EVERYTHING):
        return Case.objects.filter(institution_id=actor.institution_id, person_id__in=people).exists()


def latest(actor: Actor) -> list[Taken]:
    """The files that the actor's desk took in, the newest first."""
    rows = AuditEvent.objects.filter(action=TAKEN_IN, object_type=OBJECT, desk_id=actor.desk_id)
    found = rows.filter(institution_id=actor.institution_id).order_by("-id")[:LATEST]
    return [_taken(one) for one in found]


def _taken(row: AuditEvent) -> Taken:
    return Taken(UUID(row.object_id), row.at, int(row.code), row.pk)


def files_of(actor: Actor, found: Taken) -> list[Case]:
    """The files that it opened and that the actor's desk still holds."""
    brought = AuditSubject.objects.filter(event_id=found.event).values_list("subject_id", flat=True)
    rows = Case.objects.filter(cases.held_cases(actor), person_id__in=list(brought))
    return list(rows.order_by("reference"))


def came_of(case: Case) -> bool:
    """True where somebody did something with a file since it was taken in: then it is no import to take back."""
    if case.state != "open" or case.stirred_on is not None or case.needed_until is not None:
        return True
    for one in of_persons():
        # What nobody is told of stays untold here too: an erasure asks its own room.
        if one.model is IndexToken or one.untold:
            continue
        if one.rows(case.person_id).count() > BROUGHT.get(one.model, 0):
            return True
    return False


def waiting(case: Case) -> bool:
    """True where an erasure of the person waits for its second person."""
    return Erasure.objects.filter(person_id=case.person_id, state="asked").exists()
