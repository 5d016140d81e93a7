"""The verbs of a need: entered at the table in seconds, planned, covered in part or whole, dropped, opened again."""

from uuid import UUID

from django.db.models import Max
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from himaya.coordination import locks_practice, no_case, policy, speaking, states
from himaya.coordination.models import AgendaItem, Cycle, Need, NeedStep, RoundTable
from himaya.coordination.words_needs import NEED_STATES
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit

COMPETENCE, AUDIENCE, EVIDENCE, NOTE = 240, 160, 600, 600
MOST_PEOPLE = 1_000_000


def enter(
    *,
    cycle_id: UUID,
    institution_id: str,
    competence: str,
    audience: str,
    people: int | None,
    priority: str,
    evidence: str = "",
    table_id: UUID | None = None,
    item_id: UUID | None = None,
    seed: str = "",
    by: Actor,
) -> Need:
    """Enter a need of an institution: its own delegate does, or the secretariat for any that has a seat.

    `people` is a number of workers to reach. Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        cycle = locks_practice.lock_open_cycle(by, cycle_id)
        if not policy.is_secretariat(by):
            policy.check_speaks(by, institution_id=institution_id, on=clock.today())
        table, item = _where(cycle, table_id, item_id)
        last = Need.objects.filter(cycle=cycle).aggregate(last=Max("number"))["last"] or 0
        row = Need.objects.create(
            cycle=cycle,
            number=last + 1,
            institution=_institution(cycle, institution_id),
            competence=_said(competence, COMPETENCE, needed=True),
            audience=_said(audience, AUDIENCE, needed=True),
            people=_people(people),
            priority=_priority(priority),
            table=table,
            item=item,
            evidence=_said(evidence, EVIDENCE),
            state=states.NEED_OPEN,
            entered_on=clock.today(),
            seed=seed,
        )
        _step(row, "")
        u.log("need.entered", object_type="need", object_id=row.pk, code=institution_id)
        return row


def plan(*, need_id: UUID, note: str, by: Actor) -> None:
    """Say what is planned. Raises NotNow, NotFound, NotValid."""
    with unit(by=by) as u:
        row = _held(by, need_id, "plan")
        _done(u, row, "planned", _note(note, _("Say in one sentence what is planned.")))


def cover_partly(*, need_id: UUID, people: int | None, note: str = "", by: Actor) -> None:
    """Say how many were reached so far, in all; it never goes down. Raises NotNow, NotFound, NotValid."""
    with unit(by=by) as u:
        row = _held(by, need_id, "cover_partly")
        _reach(row, people)
        _done(u, row, "covered_partly", _note(note))


def cover(*, need_id: UUID, people: int | None = None, note: str = "", by: Actor) -> None:
    """Say that the need is covered, and how many were reached in all when that is known.

    Raises NotNow, NotFound, NotValid.
    """
    with unit(by=by) as u:
        row = _held(by, need_id, "cover")
        if people is not None:
            _reach(row, people)
        _done(u, row, "covered", _note(note))


def drop(*, need_id: UUID, reason: str, by: Actor) -> None:
    """Drop a need, with the reason. Raises NotNow, NotFound, NotValid."""
    with unit(by=by) as u:
        row = _held(by, need_id, "drop")
        _done(u, row, "dropped", _note(reason, _("Give the reason in one sentence: it stays in the history.")))


def reopen(*, need_id: UUID, note: str = "", by: Actor) -> None:
    """Open a covered or dropped need again. Raises NotNow, NotFound, NotValid."""
    with unit(by=by) as u:
        row = _held(by, need_id, "reopen")
        _done(u, row, "reopened", _note(note))


def _where(cycle: Cycle, table_id: UUID | None, item_id: UUID | None) -> tuple[RoundTable | None, AgendaItem | None]:
    if table_id is None:
        return None, None
    table = RoundTable.objects.filter(cycle=cycle, pk=table_id).first()
    if table is None:
        raise NotFound
    return table, locks_practice.item_of(table, item_id)


def _institution(cycle: Cycle, institution_id: str) -> Institution:
    if not institution_id:
        raise NotValid(_("Choose the institution that has this need."), code="institution_missing")
    return speaking.seated(cycle, institution_id)


def _said(text: str, longest: int, *, needed: bool = False) -> str:
    missing = _("Say which competence is needed, and by whom.") if needed else ""
    found = speaking.written(text, missing=missing, longest=longest)
    no_case.check_said(found)
    return found


def _note(text: str, missing: object = "") -> str:
    found = speaking.written(text, missing=str(missing), longest=NOTE)
    no_case.check_said(found)
    return found


def _people(people: int | None) -> int | None:
    if people is not None and not 0 < people <= MOST_PEOPLE:
        raise NotValid(_("Write how many workers as a number, or leave it empty."), code="people")
    return people


def _priority(priority: str) -> str:
    if priority not in states.PRIORITIES:
        raise NotValid(_("Choose how pressing it is."), code="priority")
    return priority


def _reach(row: Need, people: int | None) -> None:
    if people is None or _people(people) is None or people < row.covered:
        raise NotValid(
            _("Write how many workers were reached so far, in all: at least as many as before."), code="people"
        )
    row.covered = people


def _held(by: Actor, need_id: UUID, verb: str) -> Need:
    policy.check_secretariat(by)
    row = locks_practice.lock_need(by, need_id)
    after = states.leads_to(states.NEED_TRANSITIONS, verb, row.state)
    if after is None:
        raise NotNow(
            format_lazy(_("This need is “{state}” by now. Look at its history."), state=NEED_STATES[row.state]),
            code=f"need_{row.state}",
        )
    row.state = after
    return row


def _done(u: Unit, row: Need, done: str, note: str) -> None:
    row.save()
    _step(row, note)
    u.log(f"need.{done}", object_type="need", object_id=row.pk)


def _step(row: Need, note: str) -> None:
    last = row.steps.aggregate(last=Max("number"))["last"] or 0
    NeedStep.objects.create(
        need=row, number=last + 1, on=clock.today(), state=row.state, covered=row.covered, note=note
    )
