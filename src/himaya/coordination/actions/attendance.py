"""The verbs of attendance: marked per half-day, checked in by a delegate, its quorum frozen."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import answering, freezing, locks, policy, states, words_tables
from himaya.coordination.models import Attendance, Invitation, Quorum, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.institutions.models import Delegate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import unit


def mark(
    *,
    table_id: UUID,
    half_day: str,
    institution_id: str,
    status: str,
    delegate_id: UUID | None,
    standing_in: str,
    by: Actor,
) -> Attendance:
    """Mark one institution for one half-day: present with a delegate, represented by a name, excused or absent.

    Whoever was counted in a frozen quorum and goes stays marked with the moment of leaving. Raises NotNow once the
    half-day is closed; NotValid, NotPermitted.
    """
    with unit(by=by) as u:
        table = locks.lock_table(by, table_id)
        policy.check_runs(by, table)
        _check_markable(table, half_day)
        who, name = _who(table, institution_id, status, delegate_id, standing_in)
        row = _write(table, half_day, institution_id, status, who, name)
        u.log("attendance.marked", object_type="attendance", object_id=row.pk, code=status)
        return row


def check_in(*, table_id: UUID, half_day: str, by: Actor) -> Attendance:
    """A delegate says: I am here, in the half-day that it is. Raises NotNow, NotPermitted, NotFound."""
    with unit(by=by) as u:
        table = locks.lock_table(by, table_id)
        if policy.is_secretariat(by):
            raise NotValid(_("A delegate checks in. Mark the institution instead."), code="marks_instead")
        me = policy.check_speaks(by, institution_id=by.institution_id, on=queries.meeting_day(table))
        _check_markable(table, half_day)
        if half_day != queries.present_half_day(table):
            raise NotNow(_("You can check in for the half-day that it is now, not for another."), code="other_half_day")
        _check_seated(table, by.institution_id)
        there = queries.attendance_of(table, half_day).get(by.institution_id)
        if there is not None and there.status == states.PRESENT and there.left_at is None:
            if there.delegate_id == me.pk:
                return there
            sentence = _("Your institution is already marked as present with %(name)s. It has one voice.")
            raise NotNow(str(sentence) % {"name": there.delegate.name if there.delegate else ""}, code="already_there")
        row = _write(table, half_day, by.institution_id, states.PRESENT, me, "")
        u.log("attendance.marked", object_type="attendance", object_id=row.pk, code="checked_in")
        return row


def prefill(*, table_id: UUID, half_day: str, by: Actor) -> int:
    """Mark everybody who is not marked yet: as in the half-day before, else as they answered; returns how many.

    A name without a valid mandate is left out. Raises NotNow, NotPermitted.
    """
    with unit(by=by) as u:
        table = locks.lock_table(by, table_id)
        policy.check_runs(by, table)
        _check_markable(table, half_day)
        marked = queries.attendance_of(table, half_day)
        done = 0
        for institution_id, (status, delegate, name) in expected(table, half_day).items():
            if institution_id in marked:
                continue
            row = _write(table, half_day, institution_id, status, delegate, name)
            u.log("attendance.marked", object_type="attendance", object_id=row.pk, code=status)
            done += 1
        return done


def freeze(*, table_id: UUID, half_day: str, by: Actor, closes: bool = False) -> Quorum:
    """Compute the quorum of a half-day and write it for good.

    With `closes` the half-day ends with it: nobody is marked there any more. Raises NotNow, NotPermitted.
    """
    with unit(by=by) as u:
        table = locks.lock_table(by, table_id)
        policy.check_runs(by, table)
        _check_markable(table, half_day)
        return freezing.freeze(u, table, half_day, closes=closes)


Expected = dict[str, tuple[str, Delegate | None, str]]


def expected(table: RoundTable, half_day: str) -> Expected:
    """Who would be marked how, by institution: as in the half-day before when it was marked, else as answered."""
    known = queries.half_days_of(table)
    place = known.index(half_day)
    before = queries.attendance_of(table, known[place - 1]) if place else {}
    if before:
        return {one: (row.status, row.delegate, row.standing_in) for one, row in before.items() if row.left_at is None}
    rows = Invitation.objects.filter(table=table).exclude(answer=states.NO_ANSWER).select_related("delegate")
    speakers = queries.speakers_on([row.institution_id for row in rows], queries.meeting_day(table))
    return {
        row.institution_id: (row.answer, row.delegate, row.standing_in)
        for row in rows
        if row.answer != states.PRESENT or row.delegate in speakers[row.institution_id]
    }


def _check_markable(table: RoundTable, half_day: str) -> None:
    if not freezing.checkable(table):
        if table.state in states.BEFORE_SESSION:
            raise NotNow(_("Attendance is marked on the day of the table, not before."), code="too_early")
        raise NotNow(words_tables.NOT_IN_STATE[table.state], code=f"table_{table.state}")
    if half_day not in queries.half_days_of(table):
        raise NotValid(_("This half-day does not belong to the table."), code="half_day_unknown")
    frozen = freezing.closed_half_day(table, half_day)
    if frozen is not None:
        sentence = _(
            "The attendance of this half-day is closed: %(there)s of %(seats)s were there, %(needed)s needed. "
            "It stays as it was; mark the next half-day."
        )
        raise NotNow(
            str(sentence) % {"there": frozen.there, "seats": frozen.seats, "needed": frozen.needed},
            code="half_day_closed",
        )


def _check_seated(table: RoundTable, institution_id: str) -> None:
    if not queries.seats_on(table.cycle, queries.meeting_day(table)).filter(institution_id=institution_id).exists():
        raise NotPermitted(
            _("This institution has no seat on the day of the table, so it is not marked."), code="no_seat"
        )


def _who(
    table: RoundTable, institution_id: str, status: str, delegate_id: UUID | None, standing_in: str
) -> tuple[Delegate | None, str]:
    _check_seated(table, institution_id)
    if status not in states.ATTENDANCES:
        raise NotValid(_("Say whether the institution is present, represented, excused or absent."), code="status")
    if status == states.ABSENT:
        return None, ""
    return answering.who_comes(institution_id, status, delegate_id, standing_in, on=queries.meeting_day(table))


def _write(
    table: RoundTable, half_day: str, institution_id: str, status: str, delegate: Delegate | None, name: str
) -> Attendance:
    row = Attendance.objects.filter(table=table, half_day=half_day, institution_id=institution_id).first()
    goes = status in (states.EXCUSED, states.ABSENT)
    if row is not None and goes and freezing.was_counted(table, half_day, institution_id):
        # It stands in a frozen quorum, so it was there: from now on it no longer counts.
        row.left_at = row.left_at or clock.now()
        row.save(update_fields=["left_at"])
        return row
    row = row or Attendance(table=table, half_day=half_day, institution_id=institution_id)
    row.status, row.delegate, row.standing_in = status, delegate, name
    row.marked_at, row.left_at = clock.now(), None
    row.save()
    return row
