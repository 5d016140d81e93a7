"""Handing over: a mandate passes to another delegate, an institution becomes another one or closes.

What is open moves along; what was answered, stated or decided keeps the name under which it was done.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from himaya.coordination import inheriting, inviting, open_items, policy, states
from himaya.coordination.actions import seats
from himaya.coordination.models import (
    AgendaItem,
    Cycle,
    Invitation,
    PracticeStatement,
    ProgressReport,
    Question,
    RoundTable,
    Seat,
)
from himaya.coordination.open_items import OpenItems
from himaya.institutions import locks
from himaya.institutions.actions import institutions, mandates
from himaya.institutions.models import Institution, Mandate
from himaya.kernel.actor import Actor
from himaya.kernel.unit import Unit, unit

# What may lie in a delegate's name.
type Named = Invitation | PracticeStatement | Question | ProgressReport | AgendaItem


def hand_over(
    *,
    mandate_id: UUID,
    to_delegate_id: UUID,
    on: date,
    letter_reference: str,
    letter_on: date | None,
    by: Actor,
) -> Mandate:
    """The mandate passes on a day, the first of the new one; the old one ends the day before, open items move.

    `moved` of the new mandate counts them by kind. Raises NotNow when it was handed over already, NotValid, NotFound.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        old = locks.lock_mandate(mandate_id)
        _hold_tables(on)
        found = open_items.of(old, on, hold=True)
        new = mandates.follow(
            mandate_id=mandate_id,
            to_delegate_id=to_delegate_id,
            on=on,
            letter_reference=letter_reference,
            letter_on=letter_on,
            moved=found.counts(),
            by=by,
        )
        _move(u, found, old, new)
    return new


def succeed(*, institution_id: str, code: str, kind: str, names: Mapping[str, str], on: date, by: Actor) -> Institution:
    """The institution becomes another one: open seats, unanswered invitations, open questions and
    open recommendations pass to it.

    Raises what `institutions.succeed` raises.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        new = institutions.succeed(institution_id=institution_id, code=code, kind=kind, names=names, on=on, by=by)
        _hold_cycles(institution_id)
        _hold_tables(on)
        _ask_anew(u, institution_id, new, on)
        seats.take_over(from_id=institution_id, to_id=new.pk, on=on, by=by)
        _pass_to_successor(u, institution_id, new, on)
        inheriting.recommendations(u, institution_id, new)
    return new


def close(*, institution_id: str, on: date, by: Actor) -> None:
    """Close an institution with a day, its last, and end its seats in cycles that go on.

    Raises what `institutions.close` and `seats.end` raise.
    """
    policy.check_secretariat(by)
    with unit(by=by):
        institutions.close(institution_id=institution_id, on=on, by=by)
        for seat_id in open_seats(institution_id).values_list("pk", flat=True):
            seats.end(seat_id=seat_id, on=on, by=by)


def open_seats(institution_id: str) -> "QuerySet[Seat]":
    """The seats that an institution keeps in cycles that go on."""
    rows = Seat.objects.filter(institution_id=institution_id, valid_to__isnull=True)
    return rows.filter(cycle__state=states.OPEN, cycle__recorded=False).order_by("cycle__opened_on", "number")


def _hold_cycles(institution_id: str) -> None:
    """Hold the cycles in which it sits before their tables, as whoever gives a seat does."""
    cycles = Cycle.objects.filter(pk__in=open_seats(institution_id).order_by().values("cycle"))
    list(cycles.select_for_update().order_by("pk").values_list("pk"))


def _hold_tables(on: date) -> None:
    """Hold the tables ahead, in one order for everybody: nobody answers one while it changes hands."""
    list(open_items.tables_from(on).select_for_update(of=("self",)).order_by("cycle_id", "number").values_list("pk"))


def _move(u: Unit, found: OpenItems, old: Mandate, new: Mandate) -> None:
    was, now = old.delegate_id, new.delegate_id
    rows: list[Named] = [*found.invitations, *found.statements, *found.questions, *found.reports, *found.agenda]
    for row in rows:
        if row.delegate_id == was:
            row.delegate_id = now
            row.save(update_fields=["delegate"])
        u.log("item.handed_over", object_type=row._meta.db_table, object_id=row.pk, code=old.institution_id)
    for table in found.chairs:
        RoundTable.objects.filter(pk=table.pk).update(chair_id=now)
        u.log("item.handed_over", object_type="round_table", object_id=table.pk, code=old.institution_id)


def _ask_anew(u: Unit, old_id: str, new: Institution, on: date) -> None:
    """Unanswered invitations go to the successor and are mailed again. An answered one stays; it is asked afresh."""
    tables = open_items.tables_from(on)
    rows = Invitation.objects.filter(institution_id=old_id, answer=states.NO_ANSWER, table__in=tables)
    for row in rows.select_related("table__cycle").order_by("pk"):
        row.institution, row.delegate, row.revision = new, None, row.revision + 1
        row.save(update_fields=["institution", "delegate", "revision"])
        u.log("item.handed_over", object_type="invitation", object_id=row.pk, code=new.pk)
        inviting.tell(u, row.table, row)


def _pass_to_successor(u: Unit, old_id: str, new: Institution, on: date) -> None:
    # Held as they are read: what was answered or stated meanwhile keeps the name under which it was.
    owed = Question.objects.filter(owed_by_id=old_id, state=states.QUESTION_OPEN)
    for question in owed.select_for_update(of=("self",)).order_by("pk"):
        question.owed_by = new
        _pass(u, question, "owed_by", new)
    drafts = PracticeStatement.objects.filter(institution_id=old_id, state=states.DRAFT)
    open_drafts = drafts.filter(step__practice_map__state=states.MAP_OPEN)
    for draft in open_drafts.select_for_update(of=("self",)).order_by("pk"):
        draft.institution = new
        _pass(u, draft, "institution", new)
    ahead = AgendaItem.objects.filter(state=states.ITEM_WAITING, table__in=open_items.tables_from(on))
    for item in ahead.filter(presenter_id=old_id).order_by("pk"):
        item.presenter = new
        _pass(u, item, "presenter", new)


def _pass(u: Unit, row: Named, name: str, new: Institution) -> None:
    """Write whose it is now; nobody of the successor has taken it up yet."""
    row.delegate = None
    row.save(update_fields=[name, "delegate"])
    u.log("item.handed_over", object_type=row._meta.db_table, object_id=row.pk, code=new.pk)
