"""The only ways to hold the reasoning of one case: opened for a reading that is in the audit, or held for a change."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from himaya.cases import access as cases
from himaya.cases import policy as case_policy
from himaya.cases.models import Case
from himaya.cases.rules_grants import STORY
from himaya.interviews import access as interviews
from himaya.interviews import queries as interview_queries
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.legal import library, queries_library
from himaya.reasonings import policy, states
from himaya.reasonings.argued import Argued, Said, put_together
from himaya.reasonings.models import ReasonLine

PURPOSE = "give_service"


@dataclass(frozen=True)
class Opened:
    """A reasoning inside its block. `holds`: at the desk that may add to it."""

    case: Case
    argued: Argued
    holds: bool
    access: Access = field(repr=False)


def seen_case(actor: Actor, case_id: UUID) -> Case:
    """A case whose reasoning the actor may read, closed: of their institution, its story shown to them.

    Raises NotFound, also for a desk of police or a court and whatever grant it has; NotPermitted for another role.
    """
    policy.check_reads(actor)
    case = Case.objects.select_related("desk__institution").filter(case_policy.visible_cases(actor), pk=case_id).first()
    if case is None or case.institution_id != actor.institution_id:
        raise NotFound
    if case.desk_id != actor.desk_id and not cases.view_of(actor, case).shows(STORY):
        raise NotFound
    return case


@contextmanager
def open_reasoning(actor: Actor, case_id: UUID, *, purpose: str = PURPOSE) -> Iterator[Argued]:
    """What the reasoning of a case says, for a room above: the same reading as `open_page`, and as much of it."""
    with open_page(actor, case_id, purpose=purpose) as opened:
        yield opened.argued


@contextmanager
def open_page(
    actor: Actor, case_id: UUID, *, purpose: str = PURPOSE, action: str = "reasoning.read"
) -> Iterator[Opened]:
    """Open the reasoning of a case; one audit event per block, none where nothing was written yet.

    Raises NotFound, NotPermitted, NotValid (purpose).
    """
    cases.check_purpose(purpose)
    case = seen_case(actor, case_id)
    with Access(actor, purpose, action=action, about=("case", case.pk)) as access:
        yield Opened(case, argued_under(access, case), case.desk_id == actor.desk_id, access)


def argued_under(reader: Access, case: Case) -> Argued:
    """The reasoning under an access that is open already, of a case that the actor was shown."""
    return put_together(case.age_group, lines_under(reader, case.pk), queries_library.articles(), library.forms())


def lines_under(reader: Access, case_id: UUID) -> list[Said]:
    """Every line, the oldest first, with why it was taken back where it was. The words of a fact of the interview are
    read where they stand; of one that was corrected there, its line says so."""
    rows = list(ReasonLine.objects.filter(case=case_id).select_related("desk").order_by("number"))
    if rows:
        reader.open(*rows)
    bodies = {row.number: {**(row.codes or {}), "words": row.words or ""} for row in rows}
    _hear(reader, case_id, [one for one in bodies.values() if one.get("fact_number")])
    back = {bodies[row.number].get("of"): str(bodies[row.number]["words"]) for row in rows if row.kind == states.BACK}
    return [Said(row.number, row.kind, row.at, row.desk.name, bodies[row.number], back.get(row.number)) for row in rows]


def _hear(reader: Access, case_id: UUID, bodies: list[dict[str, Any]]) -> None:
    """Into the bodies of facts of the interview: which interview, their words where none are here, a correction."""
    if not bodies:
        return
    known = interview_queries.told(case_id)
    for body in bodies:
        number, sat = body["fact_number"], body.get("interview")
        of = [one for one in known if one[1] == number and sat in (None, one[0])]
        # A number typed by hand names no interview: where two have it, nobody can say which one was meant.
        if len(of) == 1:
            body.update({"interview": of[0][0], "corrected": not known[of[0]][1]})
    wanted = {
        (body["interview"], body["fact_number"]) for body in bodies if body.get("interview") and not body["words"]
    }
    if wanted:
        words = {(one.sat, one.number): one.text for one in interviews.facts_under(reader, case_id, only=wanted)}
        for body in bodies:
            body["words"] = body["words"] or words.get((body.get("interview") or 0, body["fact_number"]), "")


def held_case(actor: Actor, case_id: UUID) -> Case:
    """The case, closed, for somebody who may add to its reasoning. Raises NotFound, NotPermitted."""
    policy.check_reads(actor)
    return cases.held_case(actor, case_id)


def lock_case(actor: Actor, case_id: UUID) -> Case:
    """Hold the case for one more line, inside a unit: only the desk that holds it adds to it.

    Raises NotFound, NotPermitted.
    """
    policy.check_reads(actor)
    return cases.lock_case(actor, case_id)
