"""The verbs of an interview as a whole: opened, put off, refused, closed, and what was done after it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from himaya.cases.actions import quiet
from himaya.instruments import usage
from himaya.interviews import access, policy, queries, rules, states, words
from himaya.interviews.actions import ages, life, lines
from himaya.interviews.models import Interview, Moment, Note
from himaya.kernel import clock, contact_hours
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import Unit, unit


@dataclass(frozen=True, slots=True)
class Closing:
    """How it ended: the outcome, whether the summary was read back, its words, next steps, who is told what."""

    outcome: str
    read_back: str
    summary: str = ""
    next_steps: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What was done the same day: the debrief of staff and interpreter, the record, what goes on."""

    staff: bool
    interpreter: bool
    steps: str = ""


READ_BACK = ("yes", "not_wished")


def open_for(*, case_id: UUID, by: Actor) -> UUID:
    """Open one to be prepared; nothing is asked yet. Returns its id.

    Raises NotFound, NotPermitted (no interviewer, or without the certificate), NotNow (file closed, one is open).
    """
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        policy.check_prepares(by)
        if queries.of_case(case).exclude(state=states.CLOSED).exists():
            raise NotNow(words.ONE_AT_A_TIME, code="one_at_a_time")
        row = Interview.objects.create(
            case=case,
            person_id=case.person_id,
            desk_id=by.desk_id,
            institution_id=by.institution_id,
            number=lines.next_number(Interview, case=case),
            child=queries.is_child(case),
            state=states.PREPARING,
            prepared_by=lines.account(by),
            opened_on=clock.today(),
        )
        quiet.stirred(case.pk)
        u.log("interview.opened", **access.about(row))
        return row.pk


@dataclass(frozen=True, slots=True)
class NextTime:
    """When it goes on, as far as that is known: a day, or an hour of it, and the one that the person agreed to although
    nobody may reach them then."""

    on: date | None = None
    at: datetime | None = None
    agreed: datetime | None = None


def postpone(*, interview_id: UUID, reason: str, next_time: NextTime, by: Actor) -> None:
    """Put it off, before a sitting or between two: no reason and no day is owed.

    A day or an hour at which nobody may reach the person is none. Raises NotFound, NotNow, NotValid (the code names
    the field).
    """
    with unit(by=by) as u:
        row = access.lock(by, interview_id, over=True)
        if row.state not in states.AT_REST:
            raise NotNow(words.NOT_IN_STATE[row.state], code=row.state)
        if reason:
            lines.one_of(reason, words.POSTPONED, field="reason")
        their_word = _check_next(row, next_time)
        row.next_on, row.next_at = next_time.on, next_time.at
        row.save(update_fields=["next_on", "next_at"])
        lines.add(Moment, row, by=by, sealed={"words": {"reason": reason}}, kind=states.POSTPONE, sitting=None)
        u.log("interview.postponed", code=contact_hours.THEIR_WORD if their_word else "", **access.about(row))
        if reason in rules.PUT_OFF_FOR:
            life.in_danger(u, row, by)


def _check_next(row: Interview, next_time: NextTime) -> bool:
    """Whether the next time rests on the word of the person."""
    on, at = next_time.on, next_time.at
    if on is None:
        if at is not None:
            raise NotValid(words.HOUR_NEEDS_DAY, code="next_on")
        return False
    if on < clock.today() or (at is not None and at < clock.now()):
        raise NotValid(words.NO_FUTURE, code="next_on")
    contact_hours.check_near(on, code="next_on")
    if at is None:
        return contact_hours.check_day(row.case_id, on, agreed=next_time.agreed, code="next_on")
    return contact_hours.check_hour(row.case_id, at, agreed=next_time.agreed, code="next_hour")


def refuse(*, interview_id: UUID, by: Actor) -> None:
    """The person does not wish it. It ends kindly, and nothing else ends with it. Raises NotFound, NotNow."""
    ages.heard_at_the_end(interview_id, by)
    with unit(by=by) as u:
        row = access.lock(by, interview_id, over=True)
        access.check(row, "close")
        end(u, row, states.REFUSED)
        u.log("interview.refused", **access.about(row))


def close(*, interview_id: UUID, closing: Closing, by: Actor) -> None:
    """Close it: the summary was read back or that was not wished, next steps and who is told what are noted.

    Raises NotFound, NotPermitted, NotNow, NotValid (the code names the field).
    """
    ages.heard(interview_id, by)
    with unit(by=by) as u:
        row = access.lock(by, interview_id, over=True)
        access.check(row, "close")
        lines.one_of(closing.outcome, states.OUTCOMES, field="outcome")
        if closing.outcome in (states.HEARD, states.ORIENTED) and closing.read_back not in READ_BACK:
            raise NotValid(words.READ_BACK, code="read_back")
        content = {
            "outcome": closing.outcome,
            "read_back": closing.read_back if closing.read_back in READ_BACK else "",
            "summary": lines.checked(closing.summary, field="summary", needed=False),
            "next_steps": lines.checked(closing.next_steps, field="next_steps", needed=False),
            "told": lines.checked(closing.told, field="told", needed=False),
        }
        lines.add(Note, row, by=by, sealed={"content": content}, kind=rules.CLOSING)
        end(u, row, closing.outcome)
        u.log("interview.closed", **access.about(row))


def note_after(*, interview_id: UUID, after: Afterwards, by: Actor) -> None:
    """What was done once it was over. Raises NotFound, NotPermitted, NotNow (it is not closed), NotValid."""
    with unit(by=by) as u:
        row = access.lock(by, interview_id, over=True)
        if row.state != states.CLOSED:
            raise NotNow(words.NOT_IN_STATE[row.state], code=row.state)
        content = {
            "staff": after.staff,
            "interpreter": after.interpreter,
            "steps": lines.checked(after.steps, field="steps", needed=False),
        }
        lines.add(Note, row, by=by, sealed={"content": content}, kind=rules.AFTERWARDS)
        u.log("interview.after_noted", **access.about(row))


def end(u: Unit, row: Interview, outcome: str) -> None:
    """The row is closed, and its form is no longer in use."""
    row.state, row.outcome = states.CLOSED, outcome
    row.closed_on, row.closed_at = clock.today(), clock.now()
    row.next_on = row.next_at = None
    row.save(update_fields=["state", "outcome", "closed_on", "closed_at", "next_on", "next_at"])
    if row.version_id is not None:
        usage.ended(row.version_id, row.institution_id)
    quiet.stirred(row.case_id)
