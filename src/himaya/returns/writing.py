"""How a line comes into an attempt: in its moment, once per form, with the state to which it leads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases_policy
from himaya.cases import tallies
from himaya.cases.actions import quiet
from himaya.cases.models import Case
from himaya.cases.sending import role_of
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit
from himaya.kernel.untold import NotNow, NotValid
from himaya.returns import access, queries, states, words
from himaya.returns.models import ReturnLine, VoluntaryReturn

LONGEST = 1000
# Lines of one attempt: far above what any takes.
MOST = 500


@dataclass(frozen=True, slots=True)
class Next:
    """What a verb would write. `line` is the kind, said with how it turned out where that decides where it leads."""

    line: str
    event: str
    said: Mapping[str, Any]
    code: str = ""
    due_on: date | None = None
    # Columns of the attempt that change with it.
    sets: Mapping[str, Any] | None = None
    # Of what the worker is told, each with its moment: none is at once. What is counted with it, of nobody.
    tells: Sequence[tuple[str, datetime | None]] = ()
    counts: Sequence[tallies.Count] = ()


def write(*, case_id: UUID, instance_id: UUID, by: Actor, then: Callable[[Case, VoluntaryReturn], Next]) -> ReturnLine:
    """Hold the attempt that runs, ask `then` what is written, and write it. The same form sent again keeps one line.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, not the moment, full), and what `then` raises.
    """
    with unit(by=by) as u:
        case, row = access.lock(by, case_id)
        kept = queries.by_form(row, instance_id)
        return kept if kept is not None else put(u, case, row, then(case, row), instance_id)


def put(u: Unit, case: Case, row: VoluntaryReturn, found: Next, instance_id: UUID) -> ReturnLine:
    """The line, and the state to which it leads; the caller holds both. Raises NotNow."""
    state = states.leads_to(row.state, found.line)
    if state is None:
        raise NotNow(words.NOT_THE_MOMENT, code="not_the_moment")
    number = queries.last_number(row) + 1
    if number > MOST and found.line != states.ENDS:
        raise NotNow(_("More was written here than can be kept. End it, and begin anew."), code="full")
    line = ReturnLine(
        voluntary_return=row,
        person_id=case.person_id,
        case=case,
        number=number,
        instance_id=instance_id,
        kind=states.kind_of(found.line),
        code=found.code,
        due_on=found.due_on,
        at=clock.now(),
        desk_id=u.by.desk_id,
        role=role_of(u.by),
        written_by=cases_policy.account_of(u.by),
    )
    seal(line, words=dict(found.said))
    line.save(force_insert=True)
    if _move(row, state, dict(found.sets or {})):
        u.tell("return.review_moved", case=str(case.pk))
    for event, due_at in found.tells:
        u.tell(event, due_at=due_at, case=str(case.pk), line=str(line.pk))
    tallies.add(*found.counts)
    quiet.stirred(case.pk)
    u.log(f"return.{found.event}", object_type="case", object_id=case.pk, subjects=[case.person_id])
    return line


def _move(row: VoluntaryReturn, state: str, sets: dict[str, Any]) -> bool:
    """True where the day to look again is another now. It is owed while it is not arranged now, and by nothing else."""
    before, row.state, day = row.state, state, row.review_on
    if state != states.NOT_NOW and row.review_on is not None:
        sets["review_on"] = None
    # A day of travel is planned by two signatures: what goes back to be weighed has none, or its sheet looks old.
    if state in (states.TALKING, states.WEIGHING, states.NOT_NOW) and row.travel_on is not None:
        sets["travel_on"] = None
    for name, value in sets.items():
        setattr(row, name, value)
    if sets or state != before:
        row.save(update_fields=["state", *sets])
    return row.review_on != day


def few(typed: str, *, code: str = "words", longest: int = LONGEST) -> str:
    """A few words, trimmed. Raises NotValid."""
    kept = typed.replace("\0", "").strip()
    if len(kept) > longest:
        raise NotValid(_("Say it in a few words."), code=code)
    return kept
