"""The verbs of a conference as a whole: called, begun, ended, cancelled."""

from datetime import datetime
from uuid import UUID

from himaya.cases import access as cases
from himaya.cases import policy as case_policy
from himaya.cases.actions import quiet
from himaya.cases.rules_assessing import is_child
from himaya.conferences import access, policy, queries, rules, states, words
from himaya.conferences.models import Attendance, Conference, Item, Saying, Seat
from himaya.kernel import clock, contact_hours, wall
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import Unit, unit


def call(
    *,
    case_id: UUID,
    begins_at: datetime,
    minutes: int,
    per_item: int,
    by: Actor,
    agreed_hour: datetime | None = None,
    agreed_until: datetime | None = None,
) -> UUID:
    """Call a meeting on one case of the actor's desk; nobody is invited yet. Returns its id.

    The person is told of it and may come: it keeps out of the hours at which nobody may reach them, unless they said
    that this one, from `agreed_hour` to `agreed_until`, is well.
    Raises NotFound, NotPermitted (not who leads), NotNow (case closed, one is called already), NotValid.
    """
    with unit(by=by) as u:
        case = cases.lock_case(by, case_id)
        policy.check_chairs(by)
        if case.state != "open":
            raise NotNow(words.CLOSED, code="closed")
        _check_to_come(begins_at)
        if not rules.SHORTEST <= minutes <= rules.LONGEST:
            raise NotValid(words.LENGTH, code="minutes")
        if per_item not in rules.PER_ITEM or per_item > minutes:
            raise NotValid(words.PER_ITEM, code="per_item")
        if Conference.objects.filter(case=case, state__in=states.LIVE).exists():
            raise NotNow(words.CALLED_ALREADY, code="called_already")
        contact_hours.check_near(begins_at.date(), code="begins_at")
        until = rules.ends_at(begins_at, minutes)
        their_word = contact_hours.check_hour(
            case.pk, begins_at, until=until, agreed=agreed_hour, agreed_until=agreed_until, code="hour"
        )
        row = Conference.objects.create(
            case=case,
            person_id=case.person_id,
            case_reference=case.reference,
            child=is_child(case.age_group),
            desk_id=case.desk_id,
            called_by=case_policy.account_of(by),
            called_at=clock.now(),
            begins_at=begins_at,
            minutes=minutes,
            per_item=per_item,
            state=states.CALLED,
        )
        quiet.stirred(row.case_id)
        u.log("conference.called", code=contact_hours.THEIR_WORD if their_word else "", **access.about(row))
        return row.pk


def move(
    *,
    conference_id: UUID,
    begins_at: datetime,
    by: Actor,
    agreed_hour: datetime | None = None,
    agreed_until: datetime | None = None,
) -> None:
    """Choose another day for what was called and has not begun. Items, hearers and what the person said stay; each desk
    says anew whether it comes, and the person is told anew.

    Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        row = _led(by, conference_id)
        _check(row, "move")
        _check_to_come(begins_at)
        contact_hours.check_near(begins_at.date(), code="begins_at")
        until = rules.ends_at(begins_at, row.minutes)
        their_word = contact_hours.check_hour(
            row.case_id, begins_at, until=until, agreed=agreed_hour, agreed_until=agreed_until, code="hour"
        )
        row.begins_at, row.moved_at = begins_at, clock.now()
        row.save(update_fields=["begins_at", "moved_at"])
        # Who had come into the room comes into another one; the audit keeps that they came.
        with wall.beyond(wall.EVERYTHING):
            Attendance.objects.filter(seat__conference=row).delete()
        # A written line is about the person and not about the day.
        asked = Seat.objects.filter(conference=row).exclude(state=states.WRITES)
        asked.update(state=states.INVITED, answered_at=None)
        quiet.stirred(row.case_id)
        u.log("conference.moved", code=contact_hours.THEIR_WORD if their_word else "", **access.about(row))
        for desk in asked.order_by("desk_id").values_list("desk_id", flat=True).distinct():
            u.tell("conference.invited", conference=str(row.pk), desk=desk)


def begin(*, conference_id: UUID, by: Actor) -> None:
    """Begin: the person was told, a part stands, a desk comes, and it is time.

    Raises NotFound, NotPermitted, NotNow.
    """
    with unit(by=by) as u:
        row = _led(by, conference_id)
        check_begin(row)
        row.state, row.begun_at = states.RUNNING, clock.now()
        row.save(update_fields=["state", "begun_at"])
        u.log("conference.begun", **access.about(row))


def check_begin(row: Conference) -> None:
    """Raises NotNow, with what is missing, while it cannot begin."""
    for refusal in against_beginning(row):
        raise refusal


def against_beginning(row: Conference) -> list[NotNow]:
    """All that stands in the way of beginning now, what cannot be helped first; empty when it can begin."""
    try:
        _check(row, "begin")
    except NotNow as refusal:
        return [refusal]
    now = clock.now()
    found = []
    if now < row.begins_at - rules.OPENS_BEFORE:
        found.append(NotNow(words.TOO_EARLY, code="too_early"))
    if now >= rules.ends_at(row.begins_at, row.minutes):
        found.append(NotNow(words.OVER, code="over"))
    if not was_told(row):
        found.append(NotNow(words.TELL_FIRST, code="told"))
    if not queries.standing(row):
        found.append(NotNow(words.NO_PART, code="no_part"))
    if not Seat.objects.filter(conference=row, state=states.COMES).exists():
        found.append(NotNow(words.NOBODY_COMES, code="nobody"))
    return found


def was_told(row: Conference) -> bool:
    """Whether it is written down that the person was told of this conference, on the day that stands."""
    told = Saying.objects.filter(conference=row, word=rules.TOLD)
    return (told.filter(at__gte=row.moved_at) if row.moved_at is not None else told).exists()


def end(*, conference_id: UUID, by: Actor) -> None:
    """End: from now on the desks read nothing but their actions. Raises NotFound, NotPermitted, NotNow."""
    with unit(by=by) as u:
        row = _led(by, conference_id, over=True)
        _check(row, "end")
        if Item.objects.filter(conference=row, state=states.ON).exists():
            raise NotNow(words.CLOSE_ITEM, code="item_on")
        # As which it ended: what stood then is asked later, when the file may say something else.
        row.state, row.ended_at, row.child = states.HELD, clock.now(), queries.is_child(row)
        row.save(update_fields=["state", "ended_at", "child"])
        Item.objects.filter(conference=row, state=states.WAITING).update(state=states.DROPPED)
        u.log("conference.ended", **access.about(row))


def cancel(*, conference_id: UUID, reason: str, by: Actor) -> None:
    """Cancel it, also while it runs. Raises NotFound, NotPermitted, NotNow, NotValid (reason)."""
    with unit(by=by) as u:
        row = _led(by, conference_id, over=True)
        _check(row, "cancel")
        if reason not in rules.CHOSEN_REASONS:
            raise NotValid(words.SAY_WHY, code="reason")
        _cancel(u, row, reason)


def cancel_with_file(*, case_id: UUID, by: Actor = SYSTEM) -> None:
    """The file was closed: what was called on it does not take place. For the worker; nothing is done twice, and
    nothing when the file was opened again meanwhile or is gone."""
    with unit(by=by) as u:
        for row in access.called_on_closed(case_id):
            _cancel(u, row, rules.FILE_CLOSED)


def _cancel(u: Unit, row: Conference, reason: str) -> None:
    row.state, row.cancel_reason, row.ended_at = states.CANCELLED, reason, clock.now()
    row.save(update_fields=["state", "cancel_reason", "ended_at"])
    Item.objects.filter(conference=row, state__in=(states.WAITING, states.ON)).update(state=states.DROPPED)
    u.log("conference.cancelled", code=reason, **access.about(row))


def _led(by: Actor, conference_id: UUID, *, over: bool = False) -> Conference:
    row = access.lock(by, conference_id, over=over)
    policy.check_chairs(by)
    return row


def _check_to_come(begins_at: datetime) -> None:
    if begins_at < clock.now():
        raise NotValid(words.PAST, code="begins_at")


def _check(row: Conference, verb: str) -> None:
    if row.state not in states.TRANSITIONS[verb][0]:
        raise NotNow(words.NOT_IN_STATE[row.state], code=row.state)
