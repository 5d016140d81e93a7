"""The verbs of a seat: offered to a desk, answered by it, taken when it comes. Desks and roles, never names."""

from uuid import UUID

from himaya.cases import consulates
from himaya.conferences import access, policy, queries, rules, states, words
from himaya.conferences.actions import texts
from himaya.conferences.models import Attendance, Conference, Seat
from himaya.institutions import queries as institutions
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit
from himaya.legal import gate

LONGEST_LINE = 600


def offer(*, conference_id: UUID, part: str, desk_id: str, by: Actor) -> UUID:
    """Invite a desk to a part. To protection no police, border, prosecution or judiciary; to justice only while the
    person agrees. Raises NotFound, NotPermitted, NotNow, NotValid (the code names the field)."""
    with unit(by=by) as u:
        row = access.lock(by, conference_id)
        policy.check_chairs(by)
        check_live(row)
        check_part(row, part)
        desk = institutions.standing_desks().filter(pk=desk_id).exclude(pk=row.case.desk_id).first()
        if desk is None:
            raise NotValid(words.CHOOSE_DESK, code="desk")
        consulates.refuse_any(desk, "plan")
        gate.check_recipient(sender_id=row.case.institution_id, receiver=desk.institution)
        enforces = institutions.enforces(desk)
        if part == rules.PROTECTION and enforces:
            raise NotValid(words.NO_POLICE, code="desk")
        if desk_id not in queries.desks_that_could_come():
            raise NotValid(words.NOBODY_THERE, code="desk")
        if Seat.objects.filter(conference=row, part=part, desk_id=desk_id).exists():
            raise NotNow(words.INVITED_ALREADY, code="desk")
        seat = Seat(
            conference=row, person_id=row.person_id, part=part, desk=desk, enforces=enforces, invited_at=clock.now()
        )
        seal(seat)
        seat.save(force_insert=True)
        u.log("conference.seat_offered", code=part, **access.about(row))
        u.tell("conference.invited", conference=str(row.pk), desk=desk_id)
        return seat.pk


def answer(*, conference_id: UUID, part: str, answer: str, line: str, by: Actor) -> None:
    """The desk comes, sends a written line, or cannot; it may say otherwise until it came in. Raises NotFound, NotNow,
    NotValid."""
    with unit(by=by) as u:
        row, seat = _mine(by, conference_id, part)
        check_live(row)
        if answer not in states.ANSWERS:
            raise NotValid(words.CHOOSE_ANSWER, code="answer")
        if Attendance.objects.filter(seat=seat).exists():
            raise NotNow(words.CAME_ALREADY, code="came")
        writes = answer == states.WRITES
        said = texts.checked(line, field="line", longest=LONGEST_LINE) if writes else None
        seat.state, seat.answered_at = answer, clock.now()
        seal(seat, line=said)
        seat.save()
        u.log("conference.seat_answered", code=answer, **access.about(row))


def enter(*, conference_id: UUID, by: Actor) -> None:
    """Somebody comes in for their desk, in their role, to each part that stands and that the desk said it comes to.

    Coming in again changes nothing. Raises NotFound, NotNow.
    """
    with unit(by=by) as u:
        row = access.lock_invited(by, conference_id)
        if not queries.open_to_desks(row):
            raise NotNow(words.NOT_OPEN, code="not_open")
        parts = queries.standing(row)
        seats = list(Seat.objects.filter(conference=row, desk_id=by.desk_id, part__in=parts, state=states.COMES))
        if not seats:
            raise NotNow(words.ANSWER_FIRST, code="answer_first")
        role, fresh = policy.comes_as(by), False
        for seat in seats:
            _row, made = Attendance.objects.get_or_create(seat=seat, role=role, defaults={"at": clock.now()})
            fresh = fresh or made
        if fresh:
            u.log("conference.attended", code=role, **access.about(row))


def check_live(row: Conference) -> None:
    """Raises NotNow once it was held or cancelled."""
    if row.state not in states.LIVE:
        raise NotNow(words.NOT_IN_STATE[row.state], code=row.state)


def check_part(row: Conference, part: str) -> None:
    """Raises NotValid for no part at all, NotNow for one that does not stand, with what to do instead."""
    if part not in rules.PARTS:
        raise NotValid(words.CHOOSE_PART, code="part")
    if part not in queries.standing(row):
        last = rules.last_word(part, queries.said(row))
        raise NotNow(words.no_such_part(part, child=queries.is_child(row), last=last), code="part")


def _mine(by: Actor, conference_id: UUID, part: str) -> tuple[Conference, Seat]:
    row = access.lock_invited(by, conference_id)
    seat = Seat.objects.filter(conference=row, desk_id=by.desk_id, part=part).first()
    if seat is None:
        raise NotValid(words.CHOOSE_PART, code="part")
    return row, seat
