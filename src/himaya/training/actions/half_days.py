"""The verbs of attendance: a trainer taps it or enters it from paper; somebody with an account checks in."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.training import door, policy, states, writing
from himaya.training.locks import lock_row, lock_session
from himaya.training.models import Enrolment, HalfDayAttendance, SessionHalfDay, TrainingSession
from himaya.training.words import SESSION_STATES


def mark(*, half_day_id: UUID, enrolment_id: UUID, status: str, how: str, by: Actor) -> None:
    """Mark one in a half-day, or anew; the last tap counts. Raises NotFound, NotPermitted, NotNow, NotValid."""
    with unit(by=by) as u:
        half_day = _held(by, half_day_id)
        policy.check_trains(by, half_day.session)
        if status not in states.ATTENDANCES or how not in (states.BY_LIST, states.BY_PAPER):
            raise NotValid(_("Choose present, excused or absent."), code="status")
        row = _named(half_day, Enrolment.objects.filter(pk=enrolment_id))
        _write(u, half_day, row, status, how)


def mark_rest(*, half_day_id: UUID, how: str, by: Actor) -> int:
    """Mark as absent whoever was not marked in a half-day; how many. Raises as `mark`."""
    with unit(by=by) as u:
        half_day = _held(by, half_day_id)
        policy.check_trains(by, half_day.session)
        if how not in (states.BY_LIST, states.BY_PAPER):
            raise NotValid(_("Choose present, excused or absent."), code="status")
        rest = Enrolment.objects.filter(session=half_day.session, state=states.NAMED).exclude(
            attendance__half_day=half_day
        )
        found = list(rest.order_by("pk"))
        for row in found:
            _write(u, half_day, row, states.ABSENT, how)
        return len(found)


def check_in(*, token: str, by: Actor) -> SessionHalfDay:
    """Somebody with an account says that they are here, by the square that the trainer shows now.

    Raises NotPermitted, NotFound (not named here), NotNow (square too old, half-day not now).
    """
    policy.check_learns(by)
    half_day_id = door.read(token)
    found = SessionHalfDay.objects.filter(pk=half_day_id).first() if half_day_id is not None else None
    if found is None:
        raise NotNow(_("This square is too old. Point the telephone at the one that is shown now."), code="square_old")
    with unit(by=by) as u:
        mine = Enrolment.objects.filter(session_id=found.session_id, account_id=policy.me(by))
        if not mine.filter(state=states.NAMED).exists():
            raise NotFound
        session = lock_row(TrainingSession.objects.all(), found.session_id)
        writing.moved(states.SESSION_TRANSITIONS, "mark", session.state, SESSION_STATES)
        half_day = lock_row(SessionHalfDay.objects.select_related("session"), found.pk)
        check_is_now(half_day)
        row = _named(half_day, mine)
        there = row.attendance.filter(half_day=half_day).first()
        if there is None or there.status != states.PRESENT:
            _write(u, half_day, row, states.PRESENT, states.BY_QR)
        return half_day


def check_is_now(half_day: SessionHalfDay) -> None:
    """Raises NotNow when a half-day is another time's: its square is neither shown nor read."""
    if not door.is_now(half_day.starts_at, half_day.ends_at):
        raise NotNow(
            _("This half-day is not now: its square opens an hour before it begins and closes half an hour after it."),
            code="not_its_time",
        )


def _held(by: Actor, half_day_id: UUID) -> SessionHalfDay:
    session_id = SessionHalfDay.objects.filter(pk=half_day_id).values_list("session_id", flat=True).first()
    if session_id is None:
        raise NotFound
    session = lock_session(by, session_id)
    writing.moved(states.SESSION_TRANSITIONS, "mark", session.state, SESSION_STATES)
    half_day = SessionHalfDay.objects.select_related("session").get(pk=half_day_id)
    if half_day.starts_at.date() > clock.today():
        raise NotNow(_("Attendance is marked on the day, not before."), code="too_early")
    return half_day


def _named(half_day: SessionHalfDay, rows: QuerySet[Enrolment]) -> Enrolment:
    found = rows.filter(session=half_day.session, state=states.NAMED).first()
    if found is None:
        raise NotFound
    return found


def _write(u: Unit, half_day: SessionHalfDay, row: Enrolment, status: str, how: str) -> None:
    HalfDayAttendance.objects.update_or_create(
        enrolment=row, half_day=half_day, defaults={"status": status, "how": how, "at": clock.now()}
    )
    u.log("half_day.marked", object_type="enrolment", object_id=row.pk, code=f"{status}:{how}")
