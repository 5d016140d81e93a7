"""What the reader of a file sees of its links: other files that they see anyway, and nothing, no count, of the rest."""

from dataclasses import dataclass
from uuid import UUID

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.kernel import wall
from himaya.kernel.actor import Actor
from himaya.relations import rules
from himaya.relations.models import Carer, Event, EventFile


@dataclass(frozen=True, slots=True)
class Linked:
    """One event as this reader sees it: the line of the file itself, and those of other files, the newest first."""

    event: Event
    mine: EventFile
    others: tuple[EventFile, ...]

    @property
    def stands(self) -> bool:
        """True while this file and another that is seen are of the event."""
        return self.mine.ended_on is None and any(one.ended_on is None for one in self.others)


def events_of(actor: Actor, case_id: UUID) -> list[Linked]:
    """The events of a file of which the reader sees another file; what stands comes first."""
    rows = EventFile.objects.select_related("event", "case__desk").order_by("-linked_on", "pk")
    # Taken out and linked again: the line that holds is the one.
    own = sorted(rows.filter(case_id=case_id), key=lambda row: (row.ended_on is None, row.linked_on))
    mine = {row.event_id: row for row in own}
    seen = Case.objects.filter(cases.visible_cases(actor))
    others: dict[UUID, list[EventFile]] = {}
    for row in rows.filter(event__in=list(mine), case__in=seen).exclude(case_id=case_id):
        others.setdefault(row.event_id, []).append(row)
    found = [
        Linked(row.event, row, tuple(others[event]))
        for event, row in mine.items()
        if rules.shown(mine=True, others_seen=len(others.get(event, ())))
    ]
    return sorted(found, key=lambda one: not one.stands)


def counts(row: Carer) -> bool:
    """True while a line about a carer counts before a call to parents."""
    return rules.counts(row.implicated, row.reason, second=row.ended_by != row.noted_by)


def implicated(case_id: UUID) -> list[str]:
    """What is said of each carer of a child, by the lines that count."""
    return [row.implicated for row in Carer.objects.filter(case_id=case_id).defer("words") if counts(row)]


def before_a_call(case: Case) -> str:
    """What stands in front of a call to the parents of whoever is not known to be an adult; empty for an adult.

    The same for whoever was let in: they see the number, and of the lines a code that names nobody.
    """
    if is_known_adult(case.age_group):
        return ""
    with wall.beyond(wall.EVERYTHING):
        return rules.before_a_call(implicated(case.pk))
